import { toKey } from "./typing.ts";

let isUnread = false;

/** Whether what was put back into the page stands there while the person did nothing on it yet. */
export const isPutBackUnread = (): boolean => isUnread;

/** Whether a key leads to a decision: one that was pressed for the page before is no sign of reading. */
function leadsToDeciding(event: KeyboardEvent): boolean {
  const key = toKey(event);
  if (key === null) return false;
  return [...document.querySelectorAll<HTMLElement>("[data-key]")].some(
    (element) =>
      (element.dataset["key"] ?? "").split(/\s+/u).includes(key) &&
      (element instanceof HTMLButtonElement || element.querySelector("[data-key-again]") !== null),
  );
}

/**
 * Lets keys that decide wait for any other sign that the person is on this page: what was ticked on an
 * earlier visit is not accepted by a key that was meant for the page before.
 */
export function waitUntilRead(): void {
  isUnread = true;
  const done = new AbortController();
  const read = (): void => {
    isUnread = false;
    done.abort();
  };
  const listening = { capture: true, passive: true, signal: done.signal } as const;
  for (const sign of ["pointerdown", "wheel", "input"]) {
    document.addEventListener(sign, read, listening);
  }
  document.addEventListener(
    "keydown",
    (event) => {
      if (!event.repeat && !leadsToDeciding(event)) read();
    },
    listening,
  );
}
