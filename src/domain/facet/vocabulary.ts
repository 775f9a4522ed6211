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
export type Cue = {
  readonly facet: Facet;
  readonly stems: readonly (string | null)[];
  /** What a word looks like, by its place, where its stem is another's too: “paeds” and “PA”. */
  readonly forms: ReadonlyMap<number, RegExp>;
  /** It begins with people who do something: “patients type”, but not “patient type”. */
  readonly ofPeople: boolean;
};

const peopleWord =
  /^(?:patients|people|parents|relatives|users|nurses|gps|doctors|clinicians|practices|midwives|carers|citizens|residents) (?!and\b|or\b|can\b|who\b|are\b|themselves\b|at\b|via\b|in\b)[a-z]/iu;

export type Vocabulary = {
  readonly facets: ReadonlyMap<string, Facet>;
  /** Cues by the stem they begin with. */
  readonly cues: ReadonlyMap<string, readonly Cue[]>;
};

const partsOf = (cue: string): string[] => cue.match(/\*|[\p{L}\p{N}]+/gu) ?? [];
const stemsOfCue = (cue: string): (string | null)[] =>
  partsOf(cue).map((part) => (part === "*" ? null : stemOf(part.toLowerCase())));

/** Shorter stems are shared by words that have nothing to do with each other. */
const minStemLength = 3;

/** “Radiographer” has the stem of “radiograph”, and “prisoner” that of “prison”: who does it is no thing. */
function formOf(part: string): RegExp | null {
  const word = part.toLowerCase();
  const stem = stemOf(word);
  const isPlural = /[\p{Lu}\d]s$/u.test(part);
  if (stem.length < minStemLength && stem !== word && !isPlural)
    return new RegExp(`^${word}$`, "iu");
  const [, agent] = /^(.+er)s?$/u.exec(word) ?? [];
  return agent !== undefined && !stem.endsWith("er") ? new RegExp(`^${agent}`, "iu") : null;
}
const formsOf = (cue: string): Map<number, RegExp> =>
  new Map(
    partsOf(cue).flatMap((part, i): [number, RegExp][] => {
      const form = formOf(part);
      return form === null ? [] : [[i, form]];
    }),
  );

/** A cue as it is written, `results * by text`; null where it begins with no word. */
export function cueOf(facet: Facet, phrase: string): Cue | null {
  const stems = stemsOfCue(phrase);
  if (typeof stems[0] !== "string") return null;
  return { facet, stems, forms: formsOf(phrase), ofPeople: peopleWord.test(phrase) };
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
        const cue = cueOf(facet, phrase);
        const first = cue?.stems[0];
        if (cue === null || typeof first !== "string") continue;
        cues.set(first, [...(cues.get(first) ?? []), cue]);
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
