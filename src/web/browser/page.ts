/** On every page: says to style sheets and tests that scripts run here. */
document.documentElement.dataset["scripts"] = "on";
