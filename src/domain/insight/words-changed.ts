import type { Change, Json } from "../diff/diff.ts";

/** Parts of a hazard that a person can put in other words when they accept it. */
export const editedFields = [
  "name",
  "hazard",
  "effect",
  "harm",
  "exposed",
  "condition",
  "causes",
  "controls",
] as const;
export type EditedField = (typeof editedFields)[number];

/** What of a cause or control is written in words; its kind, type and owner are chosen from lists. */
const written = ["text", "worksIf"] as const;
const inWords: readonly string[] = ["name", "hazard", "effect", "harm", "exposed", ...written];

/** Beyond this many words on either side the longer side counts whole: the work grows with both. */
const maxCompared = 400;

const split = (text: string): string[] => text.split(/\s+/u).filter((word) => word !== "");

/** The least number of words to put in, take out or replace that leads from one text to the other. */
export function wordsChanged(before: string, after: string): number {
  const [a, b] = [split(before), split(after)];
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return distance(a.slice(start, a.length - end), b.slice(start, b.length - end));
}

/** Levenshtein's distance, row by row. */
function distance(a: readonly string[], b: readonly string[]): number {
  if (a.length > maxCompared || b.length > maxCompared) return Math.max(a.length, b.length);
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  a.forEach((word, i) => {
    const next = [i + 1];
    b.forEach((other, j) => {
      const replaced = (row[j] ?? 0) + (word === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    });
    row = next;
  });
  return row[b.length] ?? 0;
}

/** The words of what stood or stands at a path: of a text, or of a whole cause or control. */
function wordsAt(path: Change["path"], value: Json | undefined): string {
  const key = path.at(-1);
  if (typeof value === "string") return inWords.some((name) => name === key) ? value : "";
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "";
  return written.map((name) => wordsAt([name], value[name])).join(" ");
}

/** How many words a person changed in each part that they touched; 0 where they chose and wrote nothing. */
export function editedWords(changes: readonly Change[]): ReadonlyMap<EditedField, number> {
  const found = new Map<EditedField, number>();
  for (const { path, before, after } of changes) {
    const field = editedFields.find((name) => name === path[0]);
    if (field === undefined) continue;
    const words = wordsChanged(wordsAt(path, before), wordsAt(path, after));
    found.set(field, (found.get(field) ?? 0) + words);
  }
  return found;
}
