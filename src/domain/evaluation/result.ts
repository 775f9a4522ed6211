import { z } from "zod";
import { acceptances } from "./assessment.ts";
import { $EvalCandidate } from "./candidate.ts";
import { $GoldFile } from "./case.ts";
import { verdictLevels } from "./verdict.ts";

/** One case as one arm answered it in one repeat. */
const $CaseRun = z.object({
  case: z.string(),
  /** Why there is no answer; null when there is one. A case that failed counts as nothing found. */
  error: z.string().nullable(),
  candidates: z.array($EvalCandidate),
  seconds: z.number().nonnegative(),
  /** Of a language model; 0 where none was asked. */
  tokens: z.object({ in: z.int().nonnegative(), out: z.int().nonnegative() }),
});
export type CaseRun = z.infer<typeof $CaseRun>;

const $ArmRun = z.object({
  arm: z.string(),
  /** Independent repeats, counted from 1: each is run anew, from an empty record. */
  repeat: z.int().min(1),
  /** Taken from an earlier result instead of run. */
  replayed: z.boolean(),
  /** What made the candidates: drafter, embedder, pipeline, bank, model. */
  versions: z.record(z.string(), z.string()),
  cases: z.array($CaseRun),
});
export type ArmRun = z.infer<typeof $ArmRun>;

/** A known hazard of which the bank, a prompt or an example holds a near-duplicate. */
const $Leak = z.object({
  gold: z.string(),
  where: z.string(),
  /** Share of the known hazard's shingles that stand there, 0 to 1. */
  share: z.number(),
});
export type Leak = z.infer<typeof $Leak>;

const $EvalCase = $GoldFile.extend({
  name: z.string(),
  /** SHA-256 of the description. */
  description: z.string(),
  leaks: z.array($Leak),
});
export type EvalCase = z.infer<typeof $EvalCase>;

/** Everything that was run, before anything is counted: what `--resume` and `--replay` read. */
export const $EvalRun = z.object({
  format: z.literal("hazid-eval-1"),
  suite: z.string(),
  date: z.iso.datetime(),
  /** Of hazid. */
  version: z.string(),
  /** Most candidates asked of an arm. */
  top: z.int().min(1),
  cases: z.array($EvalCase),
  arms: z.array($ArmRun),
});
export type EvalRun = z.infer<typeof $EvalRun>;

/** A candidate that stands for a known hazard; whatever is not listed does not. */
export const $Match = z.object({
  case: z.string(),
  gold: z.string(),
  candidate: z.string(),
  level: z.enum(verdictLevels).exclude(["NO"]),
  /** Numbers of the known hazard's causes that it names. */
  causes: z.array(z.int()),
});
export type Match = z.infer<typeof $Match>;

/** Who says what matches: judges, or the automatic matcher. */
export const deciders = ["judges", "matcher"] as const;
export type Decider = (typeof deciders)[number];

/** A candidate by itself, as its judges agree. */
const $Assessed = z.object({
  case: z.string(),
  candidate: z.string(),
  /** The least that any judge said. */
  accept: z.enum(acceptances),
  /** Null where they do not all name the same one. */
  sameAs: z.string().nullable(),
  /** Facts that the judge who found most found invented. */
  invented: z.int().nonnegative(),
});
export type Assessed = z.infer<typeof $Assessed>;

const share = z.number().min(0).max(1);
/** How well two who decided the same pairs agree. */
export const $Agreement = z.object({
  pairs: z.int(),
  /** Cohen's kappa over STRICT, LENIENT and NO; null where it has no meaning. */
  kappa: z.number().nullable(),
  kappaStrict: z.number().nullable(),
  kappaLenient: z.number().nullable(),
  agreed: share.nullable(),
});
export type Agreement = z.infer<typeof $Agreement>;

export const $Figure = z.object({
  arm: z.string(),
  /** Name of a scorer of `evals/SCORERS.md`. */
  scorer: z.string(),
  /** Candidates looked at; null where all are. */
  at: z.int().nullable(),
  /** Null where nothing is matched. */
  by: z.enum(deciders).nullable(),
  /** `share` of 0 to 1, or `each`: a mean a product. */
  unit: z.enum(["share", "each"]),
  better: z.enum(["more", "less"]),
  /** Sum of hits over sum of `of`; null where nothing could be scored, which is not 0. */
  value: z.number().nullable(),
  /** Bootstrap percentile interval over products, 95 %; null with one product. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Tallies a product; over repeats they are added. */
  cases: z.array(z.object({ case: z.string(), hits: z.number(), of: z.number() })),
  /** Pairs or candidates that no judge decided: with any, a share found is at least what is said. */
  undecided: z.int(),
  /** Known hazards counted here of which the bank, a prompt or an example holds a near-duplicate. */
  leaked: z.int(),
});
export type Figure = z.infer<typeof $Figure>;

/** What was run with what was counted: one file from which every figure can be worked out again. */
export const $EvalResult = $EvalRun.extend({
  matches: z.object({ judges: z.array($Match), matcher: z.array($Match) }),
  assessed: z.array($Assessed),
  judges: z.object({
    names: z.array(z.string()),
    kinds: z.array(z.string()),
    agreement: $Agreement.nullable(),
    /** Of their assessments of candidates by themselves: would accept, perhaps after an edit, or not. */
    acceptance: z.object({ candidates: z.int(), kappa: z.number().nullable() }).nullable(),
  }),
  matcher: z.object({ id: z.string(), agreement: $Agreement }),
  /** How the intervals were drawn. */
  bootstrap: z.object({ seed: z.int(), resamples: z.int() }),
  figures: z.array($Figure),
});
export type EvalResult = z.infer<typeof $EvalResult>;
