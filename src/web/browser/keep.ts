import { adoptUnnamed, allEntries, readEntry, removeEntry, type KeptEntry } from "./kept-entry.ts";
import { personHere, placeOf, putBack, watch } from "./kept-form.ts";
import { showPutBack, showToCopy, showUnkept } from "./kept-notice.ts";
import { waitUntilRead } from "./put-back.ts";

const forms = [...document.querySelectorAll<HTMLFormElement>("form[data-keep]")];

/** The server shows on this page what a refused form held: it need not be said twice. */
const shownAlready = document.querySelector("[data-kept-shown]") !== null;

function restore(form: HTMLFormElement): void {
  const place = placeOf(form);
  adoptUnnamed(place);
  const entry = readEntry(place);
  if (entry === null) return;
  const back = putBack(form, entry);
  if (back.what.length === 0 && back.left.length === 0 && back.gone === 0) return;
  if (back.what.length > 0) waitUntilRead();
  showPutBack(entry.at, back, () => {
    back.takeOut();
    removeEntry(place);
  });
}

/** Kept for this address and for none of its forms: the words have changed, or it is decided. */
function isOrphan({ place }: KeptEntry): boolean {
  const [path = ""] = place.form.split(" ");
  if (place.person !== personHere() || path !== location.pathname) return false;
  return !forms.map(placeOf).some(({ form, seen }) => form === place.form && seen === place.seen);
}

/** Whether the page's fields hold a text already, as after a refusal. */
const isOnPage = (text: string): boolean =>
  [...document.querySelectorAll("textarea, input")].some(
    (field) =>
      (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) &&
      field.value === text,
  );

function offer({ place, entry }: KeptEntry): void {
  const texts = Object.values(entry.texts).filter(({ text }) => text.trim() !== "");
  if (texts.every(({ text }) => isOnPage(text))) return;
  const still = forms.some((form) => placeOf(form).form === place.form);
  const why = still
    ? "It is not put back, because what you see now is not what you saw then; ticks and choices of then are left out."
    : "It was not put back: that can not be decided here now.";
  showToCopy(entry.at, texts, why, () => {
    removeEntry(place);
  });
}

for (const form of forms) restore(form);
if (!shownAlready) for (const orphan of allEntries().filter(isOrphan)) offer(orphan);
for (const form of forms) watch(form, showUnkept);
