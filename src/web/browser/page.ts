import { removeAllOf, removeOld } from "./kept-entry.ts";
import { forgetRecorded } from "./recorded.ts";

/** On every page: says to style sheets and tests that scripts run here. */
document.documentElement.dataset["scripts"] = "on";

// What is to be mended comes first for whoever reads by ear or by keyboard.
const problems = document.querySelector<HTMLElement>(".nhsuk-error-summary");
if (problems !== null) {
  problems.tabIndex = -1;
  problems.focus();
}

forgetRecorded();
removeOld(Date.now());

// Whoever signs out leaves nothing that they typed on a computer that others use.
for (const form of document.querySelectorAll("form[data-keep-none]")) {
  form.addEventListener("submit", () => {
    removeAllOf(document.body.dataset["person"] ?? "");
  });
}
