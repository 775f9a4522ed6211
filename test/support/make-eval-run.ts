import type { EvalCandidate } from "../../src/domain/evaluation/candidate.ts";
import type { Gold } from "../../src/domain/evaluation/case.ts";
import type { CaseRun, EvalCase, EvalRun } from "../../src/domain/evaluation/result.ts";

export const makeGold = (overrides: Partial<Gold> = {}): Gold => ({
  id: "g1",
  hazard: "The letter is not sent.",
  effect: "Care waits.",
  harm: "Delay.",
  causes: ["The queue fills.", "Nobody is told."],
  core: true,
  kinds: [],
  ...overrides,
});

export const makeEvalCandidate = (overrides: Partial<EvalCandidate> = {}): EvalCandidate => ({
  rank: 1,
  key: "k1",
  title: "Letter lost",
  hazard: "A letter is lost.",
  effect: "Care waits.",
  harm: "Delay.",
  exposed: "",
  causes: ["A queue fills."],
  lens: null,
  untailored: null,
  assumptions: [],
  quotes: [],
  citations: [],
  ...overrides,
});

export const makeCaseRun = (overrides: Partial<CaseRun> = {}): CaseRun => ({
  case: "letters",
  error: null,
  candidates: [makeEvalCandidate()],
  seconds: 2,
  tokens: { in: 0, out: 0 },
  ...overrides,
});

/** Candidates of rank 1, 2, … with the keys given. */
export const ranked = (...keys: string[]): EvalCandidate[] =>
  keys.map((key, i) => makeEvalCandidate({ key, rank: i + 1, hazard: `Hazard ${key} is there.` }));

export const makeEvalCase = (overrides: Partial<EvalCase> = {}): EvalCase => ({
  name: "letters",
  description: "0".repeat(64),
  leaks: [],
  hazards: [makeGold()],
  mustNot: [],
  ...overrides,
});

export const makeEvalRun = (overrides: Partial<EvalRun> = {}): EvalRun => ({
  format: "hazid-eval-1",
  suite: "made-up",
  date: "2026-11-22T09:00:00.000Z",
  version: "0.1.0",
  top: 40,
  cases: [makeEvalCase()],
  arms: [{ arm: "offline", repeat: 1, replayed: false, versions: {}, cases: [makeCaseRun()] }],
  ...overrides,
});
