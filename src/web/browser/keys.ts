import { markKeys, partKey, readBindings, type Binding } from "./bindings.ts";
import { createKeysDialog } from "./keys-dialog.ts";
import { prepareToSay, say, sayNothing } from "./said.ts";
import { find } from "./sequences.ts";
import { guardSending } from "./sending.ts";
import { read, write } from "./stored.ts";
import { isTyping, toKey } from "./typing.ts";

const settingName = "hazid:keys";
const isOn = (): boolean => read(settingName) !== "off";

/** Turned off for this page too where the browser keeps nothing. */
function applySetting(on: boolean): void {
  document.documentElement.dataset["keys"] = on ? "on" : "off";
  markKeys(on);
}

/**
 * Keys of a page: elements name theirs in `data-key`, and are pressed by them as by a mouse. Nothing is
 * done that the page's own links, boxes and buttons would not do.
 */
export function startKeys(own: readonly Binding[] = []): void {
  let pending = "";
  const isSending = guardSending();
  const allBindings = (): Binding[] => [...readBindings(), ...own, ...fixed];
  const areOn = (): boolean => document.documentElement.dataset["keys"] !== "off";
  const dialog = createKeysDialog(allBindings, {
    isOn: areOn,
    toggle() {
      const on = !areOn();
      write(settingName, on ? "on" : "off");
      applySetting(on);
    },
  });
  const fixed: readonly Binding[] = [
    {
      sequences: ["?"],
      says: "Show this list",
      ...{ moves: true, repeats: false },
      press: () => dialog?.open(),
    },
  ];

  const run = (binding: Binding): void => {
    pending = "";
    sayNothing();
    binding.press();
  };

  const give = (pressed: string, event: KeyboardEvent): boolean => {
    const { exact, longer } = find(allBindings(), pressed);
    if (exact === null && longer.length === 0) return false;
    event.preventDefault();
    if (event.repeat && exact?.repeats !== true) return true;
    if (exact !== null && (exact.moves || longer.length === 0)) run(exact);
    else wait(pressed, exact, longer);
    return true;
  };

  const wait = (pressed: string, exact: Binding | null, longer: readonly Binding[]): void => {
    pending = pressed;
    const says = longer[0]?.says ?? "";
    say(
      exact === null
        ? `${says}: type its number. Esc stops.`
        : `${pressed}: Enter for this one, or its next digit. Esc stops.`,
    );
  };

  /** A number that was begun is finished, stopped, or said not to be one: nothing else is pressed on the way. */
  const goOn = (event: KeyboardEvent, key: string): void => {
    const begun = pending;
    const { exact } = find(allBindings(), begun);
    event.preventDefault();
    if (event.repeat) return;
    if (event.key === "Enter" && exact !== null) run(exact);
    else if (!give(begun + key, event)) {
      pending = "";
      say(`${begun}${key} is no key of this page. Nothing was done.`);
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || dialog?.isOpen() === true || !areOn()) return;
    if (event.key === "Escape") {
      if (!event.isComposing) leave(event);
      return;
    }
    const key = toKey(event);
    if (isTyping(event.target)) return;
    if (isSending()) {
      if (key !== null) event.preventDefault();
      return;
    }
    if (pending !== "" && (key !== null || event.key === "Enter")) {
      goOn(event, key ?? "");
      return;
    }
    if (key === null) return;
    const within = partKey();
    const isNumber = /\d/u.test(key);
    if (isNumber && within !== "" && give(within + key, event)) return;
    const ownNumbers = isNumber && find(allBindings(), within).longer.length > 0 && within !== "";
    if (!ownNumbers) give(key, event);
  });

  /** Esc leaves a field for the part that it is in, and a part for the page. */
  function leave(event: KeyboardEvent): void {
    pending = "";
    sayNothing();
    const { target } = event;
    if (!(target instanceof HTMLElement) || target === document.body) return;
    const part = target.parentElement?.closest<HTMLElement>("[data-key][tabindex]");
    if (isTyping(target) && part !== null && part !== undefined) part.focus();
    else target.blur();
  }

  document.addEventListener("pointerdown", () => {
    pending = "";
    sayNothing();
  });
  applySetting(isOn());
  prepareToSay();
}
