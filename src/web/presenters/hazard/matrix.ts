import { isUnknownWord, lookUpLevel } from "../../../domain/risk/level.ts";
import type { Hazard } from "../../../domain/hazard/hazard.ts";
import { schemeName, type RiskScheme } from "../../../domain/risk/scheme.ts";

/** How deep a cell is shaded, 1 to 5: the same in print and for who sees no colours, and never the only sign. */
type Shade = 1 | 2 | 3 | 4 | 5;
type Cell = {
  readonly level: number;
  readonly shade: Shade;
  /** Whether the risk that is shown stands here. */
  readonly chosen: boolean;
  /** Which of several risks stand here: `initial`, `residual`. */
  readonly marks: readonly string[];
};
type Word = { readonly word: string; readonly definition: string };
export type MatrixPicture = {
  /** What the table is, for who does not see it as a picture. */
  readonly caption: string;
  readonly severities: readonly Word[];
  /** From the most likely down, as the matrix is usually drawn. */
  readonly rows: readonly (Word & { readonly cells: readonly Cell[] })[];
  /** From the highest down. */
  readonly levels: readonly {
    readonly level: number;
    readonly meaning: string;
    readonly shade: Shade;
  }[];
  /** `Severity Major, likelihood Low: level 3`; null where no risk is shown, or one by other words. */
  readonly chosen: string | null;
};

/** A level's place among all levels as one of five shades. */
function shadeOf(level: number, levels: readonly { readonly level: number }[]): Shade {
  const shades: readonly Shade[] = [1, 2, 3, 4, 5];
  const place = levels.filter((other) => other.level < level).length;
  const last = Math.max(levels.length - 1, 1);
  return shades[Math.round((place / last) * (shades.length - 1))] ?? 5;
}

/** A risk that is marked by name where it stands, beside others. */
type MarkedRisk = {
  readonly name: string;
  readonly severity: string;
  readonly likelihood: string;
};

/** The matrix with a hazard's scores marked; those that were given by another scheme are left out. */
export const presentScored = (
  scheme: RiskScheme,
  { initial, residual }: Pick<Hazard, "initial" | "residual">,
): MatrixPicture =>
  presentMatrix(
    scheme,
    {},
    [initial, residual].flatMap((score) =>
      score?.scheme !== schemeName(scheme)
        ? []
        : [{ name: score.stage, severity: score.severity, likelihood: score.likelihood }],
    ),
  );

/** A scheme's matrix as a table to be seen or read, with the place of a risk where one is given. */
export function presentMatrix(
  scheme: RiskScheme,
  risk: { readonly severity?: string; readonly likelihood?: string } = {},
  marks: readonly MarkedRisk[] = [],
): MatrixPicture {
  const { severity, likelihood } = risk;
  const found =
    severity === undefined || likelihood === undefined
      ? null
      : lookUpLevel(scheme, { severity, likelihood });
  const at = found === null || isUnknownWord(found) ? null : found;
  const levels = [...scheme.levels].sort((a, b) => b.level - a.level);
  const rows = scheme.likelihoods.map(({ word, definition }, row) => ({
    word,
    definition,
    cells: (scheme.matrix[row] ?? []).map((level, column): Cell => ({
      level,
      shade: shadeOf(level, scheme.levels),
      chosen: at?.likelihood === word && at.severity === scheme.severities[column]?.word,
      marks: marks
        .filter((mark) => mark.likelihood === word)
        .filter((mark) => mark.severity === scheme.severities[column]?.word)
        .map(({ name }) => name),
    })),
  }));
  return {
    caption: `${scheme.name}, version ${scheme.version}: the level for each likelihood and severity of the harm`,
    severities: scheme.severities,
    rows: rows.toReversed(),
    levels: levels.map(({ level, meaning }) => ({
      level,
      meaning,
      shade: shadeOf(level, scheme.levels),
    })),
    chosen:
      at === null
        ? null
        : `Severity ${at.severity}, likelihood ${at.likelihood}: level ${at.level}`,
  };
}
