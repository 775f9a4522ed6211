import { z } from "zod";
import { causeKinds, conditions, controlOwners, controlTypes } from "../bank/entry.ts";
import { lenses } from "../facet/kinds.ts";
import { hashOf } from "../hash/canonical.ts";
import { $Span } from "../text/span.ts";
import { countWords } from "../text/words.ts";
import { $Imported, maxImportedText } from "./imported.ts";

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
/** What people wrote into a log is longer, and is taken over whole. */
const imported = { causes: 20, controls: 30, title: 200 } as const;
const drafted = { line: 600, exposed: 400, title: 120 } as const;

const line = z.string().trim().min(1).max(maxImportedText);

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
  worksIf: z.string().max(maxImportedText),
});

/**
 * A drafted hazard-log entry before anyone has decided. Strict, and without a place for severity,
 * likelihood, risk level, acceptability or status: those are for people (DESIGN §1, rule 1).
 */
const $AnyCandidate = z.strictObject({
  title: z.string().trim().min(1).max(imported.title),
  hazard: line,
  effect: line,
  harm: line,
  /** Who is more exposed; empty when nobody in particular. */
  exposed: z.string().max(maxImportedText),
  causes: z.array($CandidateCause).min(1).max(imported.causes),
  controls: z.array($CandidateControl).max(imported.controls),
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
      /** The log that it was taken over from; absent where it was drafted. */
      imported: $Imported.optional(),
    })
    .refine(
      ({ product, bank, imported }) => product.length + bank.length > 0 || imported !== undefined,
      { error: "expected words of the description, a prior hazard, or a log, that it rests on" },
    ),
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

type Issue = { readonly path: readonly (string | number)[]; readonly message: string };

/** What a drafter may not write though people may: it has to be read in thirty seconds (DESIGN §8). */
function tooLong(candidate: z.infer<typeof $AnyCandidate>): Issue[] {
  const { title, hazard, effect, harm, exposed, causes, controls } = candidate;
  const texts: [string, string, number][] = [
    ["title", title, drafted.title],
    ["hazard", hazard, drafted.line],
    ["effect", effect, drafted.line],
    ["harm", harm, drafted.line],
    ["exposed", exposed, drafted.exposed],
    ...causes.map(({ text }): [string, string, number] => ["causes", text, drafted.line]),
    ...controls.flatMap(({ text, worksIf }): [string, string, number][] => [
      ["controls", text, drafted.line],
      ["controls", worksIf, drafted.line],
    ]),
  ];
  const issues = texts
    .filter(([, text, most]) => text.length > most)
    .map(([path, , most]): Issue => ({
      path: [path],
      message: `expected at most ${most} characters`,
    }));
  if (countWords(hazard) > maxHazardWords) {
    const message = `expected one sentence of at most ${maxHazardWords} words`;
    issues.push({ path: ["hazard"], message });
  }
  if (causes.length > maxCauses) {
    issues.push({ path: ["causes"], message: `expected at most ${maxCauses} causes` });
  }
  if (controls.length > maxControls) {
    issues.push({ path: ["controls"], message: `expected at most ${maxControls} controls` });
  }
  return issues;
}

export const $Candidate = $AnyCandidate.superRefine((candidate, { addIssue }) => {
  if (candidate.evidence.imported !== undefined) return;
  for (const { path, message } of tooLong(candidate)) {
    addIssue({ code: "custom", path: [...path], message });
  }
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
