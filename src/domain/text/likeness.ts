import { contentStems } from "./words.ts";

/** The content stems of a text, each once. */
export const stemSet = (text: string): ReadonlySet<string> => new Set(contentStems(text));

/** Share of content stems that two texts have in common, 0 to 1 (Jaccard). */
export const likeness = (a: string, b: string): number => sharedShare(stemSet(a), stemSet(b));

/** The same of stems that are read already: a text compared often is read once. */
export function sharedShare(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const stem of a) if (b.has(stem)) shared += 1;
  return shared / (a.size + b.size - shared);
}
