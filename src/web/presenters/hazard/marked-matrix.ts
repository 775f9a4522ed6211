import type { Hazard } from "../../../domain/hazard/hazard.ts";
import { scoreStages } from "../../../domain/hazard/hazard.ts";
import { schemeName, type RiskScheme } from "../../../domain/risk/scheme.ts";

/** The matrix of a scheme as a picture: the most likely on top, as it is usually drawn. */
export type MatrixBlock = {
  readonly caption: string;
  readonly severities: readonly string[];
  readonly rows: readonly {
    readonly likelihood: string;
    readonly cells: readonly {
      readonly level: number;
      /** Depth of the ground, 1 to 5, whatever number of levels there is: never alone, the number stands on it. */
      readonly shade: number;
      /** Scores of this hazard that stand here: `initial`, `residual`. */
      readonly marks: readonly string[];
    }[];
  }[];
  readonly levels: readonly { readonly level: number; readonly meaning: string }[];
};

const shades = 5;

/** A scheme's matrix, with the scores of a hazard marked that were given by it; null for the matrix alone. */
export function presentMatrixOf(
  hazard: Pick<Hazard, "initial" | "residual"> | null,
  scheme: RiskScheme,
): MatrixBlock {
  const top = Math.max(...scheme.levels.map(({ level }) => level));
  const scores = scoreStages.flatMap((stage) => {
    const score = hazard?.[stage] ?? null;
    return score !== null && score.scheme === schemeName(scheme) ? [score] : [];
  });
  const rows = scheme.likelihoods.map(({ word: likelihood }, row) => ({
    likelihood,
    cells: scheme.severities.map(({ word: severity }, column) => {
      const level = scheme.matrix[row]?.[column] ?? 0;
      return {
        level,
        shade: Math.min(shades, Math.max(1, Math.ceil((level / top) * shades))),
        marks: scores
          .filter((score) => score.severity === severity && score.likelihood === likelihood)
          .map(({ stage }) => stage),
      };
    }),
  }));
  return {
    caption: `Levels of ${scheme.name}, version ${scheme.version}`,
    severities: scheme.severities.map(({ word }) => word),
    rows: rows.toReversed(),
    levels: scheme.levels,
  };
}
