import { z } from "zod";
import { causeKinds, conditions, controlOwners, controlTypes } from "../bank/entry.ts";
import { lenses } from "../facet/kinds.ts";
import { hashOf } from "../hash/canonical.ts";
import { $Span } from "../text/span.ts";
import { countWords } from "../text/words.ts";

/** How near a prior hazard is, in words: never a probability (DESIGN §4). */
export const nearnessWords = ["close", "related", "loose"] as const;
export type Nearness = (typeof nearnessWords)[number];

/** A hazard is one sentence that can be read at a glance (DESIGN §8). */
const maxHazardWords = 25;
/** More causes than this are not read in thirty seconds. */
export const maxCauses = 5;
export const maxControls = 12;
/** More drafts than this are seldom one situation. */
export const maxJoined = 5;

const line = z.string().trim().min(1).max(600);

const $CandidateCause = z.strictObject({ text: line, kind: z.enum(causeKinds) });

export const $CandidateControl = z.strictObject({
  text: line,
  type: z.enum(controlTypes),
  owner: z.enum(controlOwners),
  /** `stated`: the description says so at `span`; whether it exists is for a person to confirm. */
  basis: z.enum(["stated", "proposed"]),
  span: $Span.nullable(),
  /** Numbers of the causes it acts on, counted from 1. */
  actsOn: z.array(z.int().min(1)).min(1),
  /** How one would know that it works. */
  worksIf: z.string().max(600),
});

/**
 * A drafted hazard-log entry before anyone has decided. Strict, and without a place for severity,
 * likelihood, risk level, acceptability or status: those are for people (DESIGN §1, rule 1).
 */
export const $Candidate = z.strictObject({
  title: z.string().trim().min(1).max(120),
  hazard: line.refine((text) => countWords(text) <= maxHazardWords, {
    error: `expected one sentence of at most ${maxHazardWords} words`,
  }),
  effect: line,
  harm: line,
  /** Who is more exposed; empty when nobody in particular. */
  exposed: z.string().max(400),
  causes: z.array($CandidateCause).min(1).max(maxCauses),
  controls: z.array($CandidateControl).max(maxControls),
  cell: z.string(),
  /** The function and step it arises in; empty for a cell across functions. */
  function: z.string(),
  lens: z.enum(lenses),
  condition: z.enum(conditions),
  assumptions: z.array(line).max(6),
  untailored: z.boolean(),
  evidence: z
    .strictObject({
      /** Words of the description that support it; none where only a prior hazard does. */
      product: z.array($Span).max(5),
      bank: z
        .array(
          z.strictObject({ id: z.string(), version: z.int(), nearness: z.enum(nearnessWords) }),
        )
        .max(8),
    })
    .refine(({ product, bank }) => product.length + bank.length > 0, {
      error: "expected words of the description, or a prior hazard, that it rests on",
    }),
  drafter: z.strictObject({
    id: z.string(),
    version: z.string(),
    /** Why this drafter wrote it in place of the one that was asked; absent where it was asked itself. */
    standsIn: line.optional(),
    /** Who put title, hazard, effect and causes in these words after it; absent where they are its own. */
    wordedBy: line.optional(),
  }),
  /** Hazards of other drafts that a language model called the same; absent where there are none. */
  joined: z.array(line).max(maxJoined).optional(),
  clinicallyReviewed: z.string(),
});
export type Candidate = z.infer<typeof $Candidate>;

/** The hash a decision must carry: of exactly what a person is shown. */
export const contentHash = (candidate: Candidate): string => hashOf(candidate);

/** Of a candidate, what its key is made of. */
type KeyedCandidate = Pick<Candidate, "hazard"> & {
  readonly evidence: { readonly bank: readonly { readonly id: string }[] };
};

/**
 * What makes two candidates of different runs the same one: the prior hazard that it drafts as a whole,
 * by its origin, or, where it only cites some, its words.
 */
export const situationKey = (
  { evidence: { bank }, hazard }: KeyedCandidate,
  origin: { readonly entry: string },
): string =>
  bank.some(({ id }) => id === origin.entry)
    ? `bank:${origin.entry}`
    : `words:${hashOf(hazard.toLowerCase())}`;
