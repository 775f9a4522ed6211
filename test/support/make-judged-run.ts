import { candidateKey, type EvalCandidate } from "../../src/domain/evaluation/candidate.ts";
import { $EvalRun, type EvalRun } from "../../src/domain/evaluation/result.ts";
import { sha256 } from "../../src/domain/hash/canonical.ts";

/** A candidate in words, with what a judge must never be shown. */
function makeCandidate(hazard: string, rank = 1, causes: string[] = []): EvalCandidate {
  const judged = { hazard, effect: `Effect of: ${hazard}`, harm: "", causes };
  return {
    ...judged,
    key: candidateKey(judged),
    rank,
    title: "SECRET-TITLE",
    exposed: "",
    lens: "SECRET-LENS",
    untailored: null,
    assumptions: [],
    quotes: [],
    citations: [],
  };
}

type Golds = readonly { id: string; hazard: string; causes?: string[] }[];
type Cases = Readonly<Record<string, { golds: Golds; arms: Readonly<Record<string, string[]>> }>>;

const pump = {
  golds: [
    {
      id: "g1",
      hazard: "A dose is shown in the wrong unit.",
      causes: ["The unit is left out.", "Two units share a column."],
    },
    { id: "g2", hazard: "An alarm is not heard.", causes: [] },
  ],
  arms: {
    "SECRET-ARM-ONE": ["A unit is mixed up.", "An alarm is muted.", "The screen freezes."],
    "SECRET-ARM-TWO": ["An alarm is muted.", "A bed is confused with another."],
  },
};

/** A run over one or more cases; by arm, the hazards that it gave in their order. */
export function makeJudgedRun(cases: Cases = { pump }): EvalRun {
  const arms = [...new Set(Object.values(cases).flatMap((one) => Object.keys(one.arms)))];
  return $EvalRun.parse({
    format: "hazid-eval-1",
    suite: "made-up",
    date: "2026-11-22T09:00:00Z",
    version: "0.0.0",
    top: 30,
    cases: Object.entries(cases).map(([name, { golds }]) => ({
      name,
      description: sha256(`Description of ${name}.`),
      leaks: [],
      hazards: golds,
    })),
    arms: arms.map((arm) => ({
      arm,
      repeat: 1,
      replayed: false,
      versions: {},
      cases: Object.entries(cases).map(([name, one]) => ({
        case: name,
        error: null,
        candidates: (one.arms[arm] ?? []).map((hazard, i) =>
          makeCandidate(hazard, i + 1, [`Cause of: ${hazard}`]),
        ),
        seconds: 1,
        tokens: { in: 0, out: 0 },
      })),
    })),
  });
}
