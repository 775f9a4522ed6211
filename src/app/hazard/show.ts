import { z } from "zod";
import { placeName } from "../../domain/coverage/place.ts";
import type { Hazard, RiskEvaluation, RiskScore, ScoreStage } from "../../domain/hazard/hazard.ts";
import { needsOf, type HazardNeed } from "../../domain/hazard/needs.ts";
import type { Product } from "../../domain/product/product.ts";
import type { RiskScheme } from "../../domain/risk/scheme.ts";
import type { Decision } from "../../domain/decision/decision.ts";
import type { HazardVersion, Suggestion } from "../records.ts";
import { requireHazard, requireProduct } from "../require.ts";
import { look } from "../use-case.ts";

export type ShownHazard = {
  readonly product: Product;
  readonly hazard: Hazard;
  /** What it asks of people today, the most pressing first. */
  readonly needs: readonly HazardNeed[];
  /** The scheme that the product declares; null when it is not here. */
  readonly scheme: RiskScheme | null;
  /** In the order in which they were made. */
  readonly decisions: readonly Decision[];
  /** Oldest first, each with what its decision left. */
  readonly versions: readonly HazardVersion[];
  /** All that were ever given, newest first. */
  readonly scores: readonly RiskScore[];
  readonly evaluations: readonly RiskEvaluation[];
  /** The suggestions that its causes and controls came from, or that were merged into it. */
  readonly suggestions: readonly Drafted[];
};
type Drafted = Pick<Suggestion, "id" | "ref"> & {
  /** What its draft took for granted: accepting it has confirmed none of it. */
  readonly assumptions: readonly string[];
  /** Name of the place that it was drafted in. */
  readonly place: string;
};

/** One hazard with everything that a decision about it rests on. */
export const showHazard = look({
  summary: "Showing a hazard",
  right: "look",
  $input: z.strictObject({ hazard: z.string(), product: z.string().optional() }),
  async run({ tx, at }, input): Promise<ShownHazard> {
    const hazard = await requireHazard(tx, input.hazard, input.product);
    const product = await requireProduct(tx, hazard.product);
    const decisions = await tx.decisions.ofHazard(hazard.id);
    const ids = new Set(decisions.flatMap(({ suggestion }) => suggestion ?? []));
    const suggestions: Drafted[] = [];
    for (const id of ids) {
      const [found] = await tx.suggestions.find(id);
      if (found === undefined) continue;
      const { assumptions, cell, function: about } = found.content;
      suggestions.push({ id, ref: found.ref, assumptions, place: placeName(cell, about) });
    }
    const counting = (stage: ScoreStage, score: string): RiskScore | null =>
      hazard[stage]?.id === score ? hazard[stage] : null;
    const scores = await tx.hazards.scores(hazard.id);
    const evaluations = await tx.hazards.evaluations(hazard.id);
    return {
      product,
      hazard,
      needs: needsOf(hazard, at.slice(0, "2026-03-31".length)),
      scheme: (await tx.schemes.find(product.scheme))?.scheme ?? null,
      decisions,
      versions: await tx.hazards.versions(hazard.id),
      scores: scores.map((score) => counting(score.stage, score.id) ?? score),
      evaluations: evaluations.map((made) => ({
        ...made,
        current: counting(made.stage, made.score)?.rescore.length === 0,
      })),
      suggestions,
    };
  },
});
