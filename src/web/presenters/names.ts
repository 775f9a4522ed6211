import type { Suggestion } from "../../app/records.ts";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import { hazardAt, suggestionAt } from "./addresses.ts";
import type { Named, NameOf } from "./decided.ts";

/** Knows these hazards and suggestions of one product by their ids. */
export function createNameOf(
  slug: string,
  hazards: readonly Pick<Hazard, "id" | "ref">[],
  suggestions: readonly Pick<Suggestion, "id" | "ref">[],
): NameOf {
  const names = new Map<string, Named>([
    ...hazards.map(({ id, ref }) => [id, { ref, href: hazardAt(slug, ref) }] as const),
    ...suggestions.map(({ id, ref }) => [id, { ref, href: suggestionAt(slug, ref) }] as const),
  ]);
  return (id) => names.get(id) ?? null;
}
