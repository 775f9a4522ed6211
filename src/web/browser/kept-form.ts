import { fieldsOf, isField, isText, isTick, labelOf, setValues, valuesOf } from "./fields.ts";
import { noEntry, readEntry, writeEntry, type Entry, type Place } from "./kept-entry.ts";
import { unfold } from "./press.ts";

const carriedBy = (form: HTMLFormElement, name: string): string => {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLInputElement ? field.value : "";
};

export const personHere = (): string => document.body.dataset["person"] ?? "";

export const placeOf = (form: HTMLFormElement): Place => ({
  person: personHere(),
  // Not `form.action`: a field of that name would stand in its place.
  form: `${new URL(form.getAttribute("action") ?? "", location.href).pathname} ${form.dataset["keep"] ?? ""}`,
  seen: carriedBy(form, "seen"),
});

/** Keeps every change as it is made: nothing is ever waited for. Only what the person touched is kept. */
export function watch(form: HTMLFormElement, onUnkept: () => void): void {
  const place = placeOf(form);
  const keep = ({ target }: Event): void => {
    if (!isField(target)) return;
    const before = readEntry(place) ?? noEntry;
    const { name } = target;
    const kept: Entry = {
      at: Date.now(),
      key: null,
      texts: isText(target)
        ? { ...before.texts, [name]: { label: labelOf(target), text: target.value } }
        : before.texts,
      choices: isText(target)
        ? before.choices
        : { ...before.choices, [name]: valuesOf(form, name) },
    };
    if (!writeEntry(place, kept)) onUnkept();
  };
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("submit", () => {
    const before = readEntry(place);
    if (before !== null) writeEntry(place, { ...before, key: carriedBy(form, "key") });
  });
}

/** What was put back, in the words of the page, and how to take it out again. */
export type PutBack = {
  readonly what: readonly string[];
  /** Choices that are not on the page any more. */
  readonly gone: number;
  /** Texts whose field is not on the page any more. */
  readonly left: readonly { readonly label: string; readonly text: string }[];
  takeOut(): void;
};

/** Puts what was kept back into the form, where it is not there already. */
export function putBack(form: HTMLFormElement, { texts, choices }: Entry): PutBack {
  const what: string[] = [];
  const left: { label: string; text: string }[] = [];
  const undo: (() => void)[] = [];
  let gone = 0;
  for (const [name, { label, text }] of Object.entries(texts)) {
    const field = fieldsOf(form, name).find(isText);
    if (field === undefined) {
      if (text.trim() !== "") left.push({ label, text });
    } else if (field.value !== text) {
      const before = field.value;
      undo.push(() => (field.value = before));
      field.value = text;
      unfold(field);
      what.push(`${label}: “${shorten(text)}”`);
    }
  }
  for (const [name, values] of Object.entries(choices)) {
    const before = valuesOf(form, name);
    if (before.join("\0") === values.join("\0")) continue;
    undo.push(() => void setValues(form, name, before));
    gone += setValues(form, name, values);
    what.push(...saysChosen(form, name));
  }
  return {
    ...{ what, gone, left },
    takeOut() {
      for (const one of undo) one();
    },
  };
}

const short = 60;
const shorten = (text: string): string =>
  text.length > short ? `${text.slice(0, short).trimEnd()}…` : text;

function saysChosen(form: HTMLFormElement, name: string): string[] {
  return fieldsOf(form, name).flatMap((field) => {
    if (isTick(field)) {
      if (!field.checked) return [];
      unfold(field);
      return [`your tick at “${shorten(labelOf(field))}”`];
    }
    if (field.value === "") return [];
    unfold(field);
    return [`your choice at “${labelOf(field)}”`];
  });
}
