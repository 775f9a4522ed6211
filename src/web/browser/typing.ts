/** Inputs that take no letters: a key pressed there is not typing. */
const notTyped = new Set(["checkbox", "radio", "button", "submit", "reset", "image", "file"]);

/** Whether keys pressed on it are typed into it, or choose from it. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !notTyped.has(target.type);
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    target.isContentEditable ||
    target.closest("[role=textbox], [role=combobox]") !== null
  );
}

/** The one character that was pressed, as lists of keys name it; null for all that is not ours. */
export function toKey(event: KeyPress): string | null {
  const { key, ctrlKey, altKey, metaKey, shiftKey, isComposing } = event;
  if (isComposing || ctrlKey || altKey || metaKey) return null;
  // Keys that type nothing have names: `Enter`, `Process`.
  if (key.length !== 1) return null;
  const isLetter = key.toLowerCase() !== key.toUpperCase();
  // Shift is how some keyboards reach digits and the question mark, and never how they reach a letter.
  if (isLetter && shiftKey) return null;
  return key.toLowerCase();
}

type KeyPress = Pick<
  KeyboardEvent,
  "key" | "ctrlKey" | "altKey" | "metaKey" | "shiftKey" | "isComposing"
>;
