import { isPutBackUnread } from "./put-back.ts";
import { say } from "./said.ts";
import { isTyping } from "./typing.ts";

const fields = "input, select, textarea";
const interactive = `a[href], button, summary, ${fields}`;

/** A part of a page that a key leads to, rather than something that is pressed. */
export const isPart = (element: Element): boolean => !element.matches(interactive);

/** Opens what an element is folded away in. */
export function unfold(element: Element): void {
  const folded = element.closest("details:not([open])");
  if (!(folded instanceof HTMLDetailsElement)) return;
  folded.open = true;
  unfold(folded);
}

/** Does what the key of an element stands for. */
export function press(element: HTMLElement): void {
  unfold(element);
  if (element instanceof HTMLInputElement && /^(?:checkbox|radio)$/u.test(element.type)) {
    element.focus();
    element.click();
    return;
  }
  if (element instanceof HTMLButtonElement) {
    send(element);
    return;
  }
  if (element.matches("a[href], summary")) {
    element.click();
    return;
  }
  if (element.matches(fields)) {
    element.focus();
    return;
  }
  goOrSend(element);
}

/** The first press leads to a part and opens it; a press there presses the part's own button. */
function goOrSend(part: HTMLElement): void {
  const own = part.querySelector("[data-key-again]");
  if (part.contains(document.activeElement) && own instanceof HTMLButtonElement) {
    send(own);
    return;
  }
  const fold = part.querySelector(":scope > details");
  if (fold instanceof HTMLDetailsElement) fold.open = true;
  const first = document.getElementById(part.dataset["keyTo"] ?? "") ?? part;
  first.focus();
  if (own === null) return;
  const key = part.dataset["key"] ?? "it";
  const again = isTyping(first) ? `Esc, then ${key},` : `Press ${key} again`;
  say(`${again} to ${saysOf(own)}.`);
}

const saysOf = (element: Element): string =>
  element.textContent.replaceAll(/\s+/gu, " ").trim().toLowerCase();

/** Presses a button as a mouse does, or says what it still needs and leads there. */
function send(button: HTMLButtonElement): void {
  const names = (button.dataset["keyNeeds"] ?? "").split(" ").filter((name) => name !== "");
  for (const name of names) {
    const asked = [...(button.form?.elements ?? [])].filter(
      (field) => field.getAttribute("name") === name,
    );
    const [first] = asked;
    if (!(first instanceof HTMLElement) || asked.some(isFilled)) continue;
    unfold(first);
    first.focus();
    say(first.closest<HTMLElement>("[data-missing]")?.dataset["missing"] ?? "");
    return;
  }
  if (isPutBackUnread()) {
    say("What you had entered is back: look at it first. Scroll, click or press Tab, then decide.");
    return;
  }
  button.click();
}

function isFilled(field: Element): boolean {
  if (field instanceof HTMLInputElement && /^(?:checkbox|radio)$/u.test(field.type)) {
    return field.checked;
  }
  return (
    (field instanceof HTMLInputElement ||
      field instanceof HTMLSelectElement ||
      field instanceof HTMLTextAreaElement) &&
    field.value.trim() !== ""
  );
}
