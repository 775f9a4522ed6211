/**
 * References by the name of what they are of. A generated request names one by a token, so that it
 * reads and shrinks alike whichever organisation it is sent to, and ids are put in when it is sent.
 */
export type Whose = "ours" | "theirs";
/** Values by whose they are, by the name of what they are of. */
export type Known = ReadonlyMap<string, Readonly<Record<Whose, readonly string[]>>>;
export type Pool = {
  /** A text with its tokens replaced by what they stand for. */
  resolve(text: string): string;
};

export const token = (name: string, whose: Whose, pick: number): string =>
  `{{known ${whose} ${name} ${pick}}}`;

const tokens = /\{\{known (ours|theirs) (\w+) (\d+)\}\}/gu;

/**
 * `names` are the document's own for what its paths refer to: one that is none of these, such as
 * `ref`, stands for any of them.
 */
export function createPool(known: Known, names: readonly string[]): Pool {
  const find = (name: string, whose: Whose, pick: number): string | undefined => {
    const values = known.get(name)?.[whose];
    if (values !== undefined) return values[pick % values.length];
    const others = names.filter((other) => known.has(other));
    const other = others[pick % others.length];
    return other === undefined ? undefined : find(other, whose, Math.floor(pick / others.length));
  };
  return {
    resolve: (text) =>
      text.replaceAll(
        tokens,
        (_, whose: Whose, name: string, pick: string) =>
          find(name, whose, Number(pick)) ?? "nothing-known",
      ),
  };
}
