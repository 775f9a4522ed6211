import { z } from "zod";
import { stemOf } from "../text/words.ts";
import { facetKinds, type FacetKind } from "./kinds.ts";

const $Facets = z.record(
  z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  z.strictObject({ label: z.string().min(2), cues: z.array(z.string().min(2)).min(1) }),
);

/** The vocabulary file: for each kind its facets, each with a label and the phrases that show it. */
const $Vocabulary = z.strictObject({
  capability: $Facets,
  technology: $Facets,
  data: $Facets,
  user: $Facets,
  setting: $Facets,
  population: $Facets,
  phase: $Facets,
} satisfies Record<FacetKind, typeof $Facets>);

export type Facet = { readonly id: string; readonly kind: FacetKind; readonly label: string };

/** `*` in a cue stands for up to this many words in between. */
export const maxGapWords = 3;

/** A cue as stems; `null` is a gap. */
export type Cue = { readonly facet: Facet; readonly stems: readonly (string | null)[] };

export type Vocabulary = {
  readonly facets: ReadonlyMap<string, Facet>;
  /** Cues by the stem they begin with. */
  readonly cues: ReadonlyMap<string, readonly Cue[]>;
};

function stemsOfCue(cue: string): (string | null)[] {
  return [...cue.toLowerCase().matchAll(/\*|[\p{L}\p{N}]+/gu)].map((part) =>
    part[0] === "*" ? null : stemOf(part[0]),
  );
}

/** Parses a vocabulary; throws a ZodError that names the field. Ids are unique over all kinds. */
export function parseVocabulary(raw: unknown): Vocabulary {
  const parsed = $Vocabulary.parse(raw);
  const facets = new Map<string, Facet>();
  const cues = new Map<string, Cue[]>();
  for (const kind of facetKinds) {
    for (const [id, { label, cues: phrases }] of Object.entries(parsed[kind])) {
      const facet = { id, kind, label };
      const key = facetKey(kind, id);
      facets.set(key, facet);
      for (const phrase of phrases) {
        const stems = stemsOfCue(phrase);
        const first = stems[0];
        if (first === undefined || first === null) continue;
        cues.set(first, [...(cues.get(first) ?? []), { facet, stems }]);
      }
    }
  }
  return { facets, cues };
}

/** `data:results` and `capability:result` are different facets. */
export const facetKey = (kind: FacetKind, id: string): string => `${kind}:${id}`;

/** All facets of one kind, in the vocabulary's order. */
export const facetsOfKind = ({ facets }: Vocabulary, kind: FacetKind): Facet[] =>
  [...facets.values()].filter((facet) => facet.kind === kind);
