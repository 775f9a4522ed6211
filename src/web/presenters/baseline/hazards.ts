import type { Hazard, ScoreStage } from "../../../domain/hazard/hazard.ts";
import { hazardAt } from "../addresses.ts";
import { statusWords } from "../words.ts";

export type HazardLine = {
  readonly ref: string;
  readonly href: string;
  readonly name: string;
  /** `open; initial: Major, Low, level 3, not acceptable; residual: not scored`. */
  readonly says: string;
};
export type HazardLines = {
  readonly lines: readonly HazardLine[];
  /** That more stand in the file; empty where all are shown. */
  readonly more: string;
};

/** A page of more would be too long to be read; the file has all. */
const maxLines = 300;

function sayStage(hazard: Hazard, stage: ScoreStage): string {
  const score = hazard[stage];
  if (score === null) return `${stage}: not scored`;
  const found = hazard.evaluation[stage];
  const verdict =
    found?.current === true
      ? found.acceptable
        ? "acceptable"
        : "not acceptable"
      : "not evaluated";
  const again = score.rescore.length === 0 ? "" : ", to be given again";
  return `${stage}: ${score.severity}, ${score.likelihood}, level ${score.level}, ${verdict}${again}`;
}

/** A line a hazard of a log, withdrawn ones too. */
export function presentHazardLines(slug: string, hazards: readonly Hazard[]): HazardLines {
  const more = hazards.length - maxLines;
  return {
    lines: hazards.slice(0, maxLines).map((hazard) => {
      const { ref, name, status } = hazard;
      const label = statusWords[status].label;
      const stages =
        status === "withdrawn" ? [] : [sayStage(hazard, "initial"), sayStage(hazard, "residual")];
      return { ref, href: hazardAt(slug, ref), name, says: [label, ...stages].join("; ") };
    }),
    more: more > 0 ? `${more} more stand in the file.` : "",
  };
}
