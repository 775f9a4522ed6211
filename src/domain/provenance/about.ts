export const itemKinds = ["cause", "control"] as const;
export type ItemKind = (typeof itemKinds)[number];
/** One cause or control of a hazard, by the hazard's own number for it. */
export type ItemRef = { readonly kind: ItemKind; readonly number: number };

/** What provenance is told of; `H-3/cause-2` is the second cause of the third hazard. */
export type About = {
  readonly kind: "suggestion" | "hazard" | ItemKind;
  readonly ref: string;
};

const itemPart = /^(.+)\/(cause|control)-([1-9][0-9]{0,5})$/iu;

/** `product/H-3/cause-2` → `product/H-3` and cause 2; any other reference stays whole. */
export function splitItem(ref: string): { readonly base: string; readonly item: ItemRef | null } {
  const [, base, kind, number] = itemPart.exec(ref.trim()) ?? [];
  if (base === undefined || kind === undefined) return { base: ref, item: null };
  return {
    base,
    item: { kind: kind.toLowerCase() === "cause" ? "cause" : "control", number: Number(number) },
  };
}

export const refOfItem = (hazard: string, { kind, number }: ItemRef): string =>
  `${hazard}/${kind}-${number}`;
