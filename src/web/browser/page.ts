import { removeAllOf, removeOld } from "./kept-entry.ts";
import { forgetRecorded } from "./recorded.ts";

/** On every page: says to style sheets and tests that scripts run here. */
document.documentElement.dataset["scripts"] = "on";

forgetRecorded();
removeOld(Date.now());

// Whoever signs out leaves nothing that they typed on a computer that others use.
for (const form of document.querySelectorAll("form[data-keep-none]")) {
  form.addEventListener("submit", () => {
    removeAllOf(document.body.dataset["person"] ?? "");
  });
}
