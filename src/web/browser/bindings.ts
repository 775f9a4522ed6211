import { isPart, press } from "./press.ts";
import type { Sequenced } from "./sequences.ts";

export type Binding = Sequenced & {
  /** Said in the list of keys. */
  readonly says: string;
  /** Whether pressing it only moves, so that it need not wait for what may follow. */
  readonly moves: boolean;
  /** Whether a key held down presses it again and again. */
  readonly repeats: boolean;
  press(): void;
};

const sequencesOf = (element: HTMLElement): string[] =>
  (element.dataset["key"] ?? "").split(/\s+/u).filter((sequence) => sequence !== "");

const wordsOf = (element: HTMLElement): string =>
  element.dataset["keySays"] ?? element.textContent.replaceAll(/\s+/gu, " ").trim();

const keyed = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>("[data-key]")].filter(
    (element) => element.closest("[hidden]") === null,
  );

/** Every element of the page that names its keys. Read anew each time: pages change while they stand. */
export const readBindings = (): Binding[] =>
  keyed().map((element) => ({
    sequences: sequencesOf(element),
    says: wordsOf(element),
    moves: isPart(element),
    repeats: false,
    press: () => {
      press(element);
    },
  }));

/** The key of the part that the focus is in: numbers pressed there are the part's own. */
export function partKey(): string {
  let at = document.activeElement?.closest<HTMLElement>("[data-key]") ?? null;
  while (at !== null && !isPart(at)) {
    at = at.parentElement?.closest<HTMLElement>("[data-key]") ?? null;
  }
  return at === null ? "" : (sequencesOf(at)[0] ?? "");
}

/** Shows the first key of each element, and tells assistive technology of those that are one press. */
export function markKeys(on: boolean): void {
  for (const element of keyed()) {
    const sequences = sequencesOf(element);
    const single = sequences.filter((sequence) => sequence.length === 1);
    const hint = (sequences[0] ?? "").replace(/^\D+(?=\d)/u, "");
    const shown = shownAt(element, hint);
    if (shown !== null) setOrDelete(shown, "data-key-hint", on ? hint : "");
    setOrDelete(element, "aria-keyshortcuts", on && !isPart(element) ? single.join(" ") : "");
  }
}

/** A part says its key at its heading; boxes say their number in their own words, or it stands beside them. */
function shownAt(element: HTMLElement, hint: string): HTMLElement | null {
  if (isPart(element)) return element.querySelector("h2, h3, .nhsuk-details__summary-text");
  if (!(element instanceof HTMLInputElement)) return element;
  const says = element.labels?.[0]?.textContent ?? "";
  return says.includes(hint) ? null : element.parentElement;
}

function setOrDelete(element: Element, name: string, value: string): void {
  if (value === "") element.removeAttribute(name);
  else element.setAttribute(name, value);
}
