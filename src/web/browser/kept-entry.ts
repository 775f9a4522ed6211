import { namesWith, read, remove, write } from "./stored.ts";

/** What one person entered into one form about one content, and had not seen recorded yet. */
export type Entry = {
  /** When it was entered last, in milliseconds. */
  readonly at: number;
  /** The key that the form was last sent with; null while what stands here was not sent. */
  readonly key: string | null;
  readonly texts: Readonly<Record<string, { readonly label: string; readonly text: string }>>;
  /** Values of ticked boxes, radios and lists. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
};
export type Place = {
  /** Id of the person; empty where nobody was named. */
  readonly person: string;
  /** The form's address and what it is for. */
  readonly form: string;
  /** Hash of the content that was shown. */
  readonly seen: string;
};

export const noEntry: Entry = { at: 0, key: null, texts: {}, choices: {} };

const prefix = "hazid:typed:";
/** Kept no longer, in milliseconds: 14 days. */
const keptForMs = 14 * 24 * 60 * 60 * 1000;

const nameOf = ({ person, form, seen }: Place): string =>
  `${prefix}${JSON.stringify([person, form, seen])}`;

function toPlace(name: string): Place | null {
  const parts = parse(name.slice(prefix.length));
  if (!Array.isArray(parts)) return null;
  const [person, form, seen] = parts as unknown[];
  return typeof person === "string" && typeof form === "string" && typeof seen === "string"
    ? { person, form, seen }
    : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is { label: string; text: string } =>
  isRecord(value) && typeof value["label"] === "string" && typeof value["text"] === "string";

const isChoice = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string");

const only = <T>(values: unknown, is: (value: unknown) => value is T): Record<string, T> =>
  Object.fromEntries(
    Object.entries(isRecord(values) ? values : {}).flatMap(([name, value]) =>
      is(value) ? [[name, value] as const] : [],
    ),
  );

function toEntry(text: string | null): Entry | null {
  const found = text === null ? null : parse(text);
  if (!isRecord(found) || typeof found["at"] !== "number") return null;
  return {
    at: found["at"],
    key: typeof found["key"] === "string" ? found["key"] : null,
    texts: only(found["texts"], isText),
    choices: only(found["choices"], isChoice),
  };
}

export const readEntry = (place: Place): Entry | null => toEntry(read(nameOf(place)));

/**
 * What was typed while nobody was named belongs to whoever is named next: where people sign in, nobody
 * types unnamed.
 */
export function adoptUnnamed(place: Place): void {
  const unnamed = { ...place, person: "" };
  const entry = readEntry(unnamed);
  if (place.person === "" || entry === null || readEntry(place) !== null) return;
  if (writeEntry(place, entry)) removeEntry(unnamed);
}

export const writeEntry = (place: Place, entry: Entry): boolean =>
  write(nameOf(place), JSON.stringify(entry));

export const removeEntry = (place: Place): void => {
  remove(nameOf(place));
};

export type KeptEntry = { readonly place: Place; readonly entry: Entry };

export const allEntries = (): KeptEntry[] =>
  namesWith(prefix).flatMap((name) => {
    const place = toPlace(name);
    const entry = toEntry(read(name));
    return place === null || entry === null ? [] : [{ place, entry }];
  });

/** Whatever a person left here: for a computer that others use too. */
export function removeAllOf(person: string): void {
  for (const { place } of allEntries()) if (place.person === person) removeEntry(place);
}

export function removeOld(nowMs: number): void {
  for (const { place, entry } of allEntries()) {
    if (nowMs - entry.at > keptForMs) removeEntry(place);
  }
}
