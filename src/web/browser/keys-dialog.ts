import { toRows, type KeyRow } from "./sequences.ts";
import type { Binding } from "./bindings.ts";

/** The list of the page's keys, and the switch that turns them off (WCAG 2.2, 2.1.4). */
export type KeysDialog = { readonly isOpen: () => boolean; open(): void };

export function createKeysDialog(
  read: () => readonly Binding[],
  setting: { readonly isOn: () => boolean; toggle(): void },
): KeysDialog | null {
  const dialog = document.querySelector("dialog#keys");
  const list = document.querySelector("[data-keys-list]");
  const toggle = document.querySelector("[data-keys-switch]");
  const opener = document.querySelector("[data-keys-open]");
  if (!(dialog instanceof HTMLDialogElement) || list === null) return null;

  const showSwitch = (): void => {
    toggle?.setAttribute("aria-checked", `${setting.isOn()}`);
  };
  const open = (): void => {
    list.replaceChildren(...toRows(read()).map(toElement));
    showSwitch();
    dialog.showModal();
  };
  opener?.removeAttribute("hidden");
  opener?.addEventListener("click", open);
  toggle?.addEventListener("click", () => {
    setting.toggle();
    showSwitch();
  });
  document.querySelector("[data-keys-close]")?.addEventListener("click", () => {
    dialog.close();
  });
  return { isOpen: () => dialog.open, open };
}

const element = (name: string, ...inside: (string | Node)[]): HTMLElement => {
  const made = document.createElement(name);
  made.append(...inside);
  return made;
};

function toElement({ says, keys, range }: KeyRow): HTMLElement {
  const between = range ? " to " : " or ";
  const term = element("dt");
  keys.forEach((parts, i) => {
    if (i > 0) term.append(between);
    // Of the end of a range only the number differs.
    const named = range && i > 0 ? parts.slice(-1) : parts;
    named.forEach((part, j) => {
      term.append(...(j > 0 ? [" "] : []), element("kbd", part));
    });
  });
  const words = element("bdi", says);
  return element("div", term, element("dd", words));
}
