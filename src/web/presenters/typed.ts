/** What a person sent, to be shown again where it was refused. Absent fields are empty. */
export type Typed = {
  text(name: string): string;
  texts(name: string): readonly string[];
};
export const nothingTyped: Typed = { text: () => "", texts: () => [] };

/** What stands in a field: what was sent, even when it was emptied, else what was there before. */
export const typedOr = (typed: Typed, name: string, before: string): string =>
  typed.texts(name)[0] ?? before;
