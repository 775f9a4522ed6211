/** Something that a sequence of keys does: `a`, or `c12` for c and then the number 12. */
export type Sequenced = { readonly sequences: readonly string[] };

export type Found<T> = {
  /** What the keys pressed so far do as they stand. */
  readonly exact: T | null;
  /** What they could still become. */
  readonly longer: readonly T[];
};

export function find<T extends Sequenced>(bindings: readonly T[], pressed: string): Found<T> {
  const begins = (sequence: string): boolean =>
    sequence.length > pressed.length && sequence.startsWith(pressed);
  return {
    exact: bindings.find(({ sequences }) => sequences.includes(pressed)) ?? null,
    longer: bindings.filter(({ sequences }) => sequences.some(begins)),
  };
}

/** `c12` as a person presses it: c, then 12. */
export const partsOf = (sequence: string): string[] => sequence.match(/\d+|./gu) ?? [];

/** Numbers in their order, which is not that of the page; letters in the order that they are given in. */
const inOrder = (a: string, b: string): number =>
  /\d/u.test(a) && /\d/u.test(b) ? a.localeCompare(b, "en", { numeric: true }) : 0;

export type KeyRow = {
  readonly says: string;
  /** One after the other, each in its parts: `[["s"], ["n"]]`. */
  readonly keys: readonly (readonly string[])[];
  /** Whether only the first and the last of a range of numbers are named. */
  readonly range: boolean;
};

/** Rows of the list of keys: what says the same is one row, in order of first appearance. */
export function toRows(bindings: readonly (Sequenced & { readonly says: string })[]): KeyRow[] {
  const rows = new Map<string, (readonly string[])[]>();
  for (const { says, sequences } of bindings) {
    const row = rows.get(says) ?? [];
    row.push(sequences);
    rows.set(says, row);
  }
  return [...rows].map(([says, each]) => {
    const range = each.length > 2;
    const all = [...new Set(each.flat())].sort(inOrder);
    const named = range ? [all[0] ?? "", all.at(-1) ?? ""] : all;
    return { says, range, keys: named.map(partsOf) };
  });
}
