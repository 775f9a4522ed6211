import { contentStems } from "./words.ts";

/** Share of content stems that two texts have in common, 0 to 1 (Jaccard). */
export function likeness(a: string, b: string): number {
  const left = new Set(contentStems(a));
  const right = new Set(contentStems(b));
  if (left.size === 0 || right.size === 0) return 0;
  const shared = left.intersection(right).size;
  return shared / (left.size + right.size - shared);
}
