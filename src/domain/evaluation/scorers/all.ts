import { recallScorers } from "./recall.ts";
import { runScorers } from "./run.ts";
import type { Scorer } from "./scorer.ts";
import { worthScorers } from "./worth.ts";

/** Every scorer, in the order in which figures are read; `evals/SCORERS.md` has them in words. */
export const scorers: readonly Scorer[] = [...recallScorers, ...worthScorers, ...runScorers];
