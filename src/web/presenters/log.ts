import type { ShownLog } from "../../app/log/show.ts";
import type { Hazard, RiskScore } from "../../domain/hazard/hazard.ts";
import { hazardAt, logFileAt, productAt, queueAt } from "./addresses.ts";
import { controlTypeWords, nameNumbers, ownerWords } from "./words.ts";

export type HazardItem = {
  readonly ref: string;
  readonly address: string;
  readonly name: string;
  readonly hazard: string;
  readonly withdrawn: boolean;
  readonly causes: readonly {
    readonly number: number;
    readonly text: string;
    readonly gap: string;
  }[];
  readonly controls: readonly {
    readonly text: string;
    readonly state: string;
    readonly about: string;
  }[];
  readonly initial: ScoreItem | null;
  readonly residual: ScoreItem | null;
};
export type ScoreItem = {
  readonly level: number;
  readonly severity: string;
  readonly likelihood: string;
  readonly by: string;
};
export type LogPage = {
  readonly productName: string;
  readonly product: string;
  readonly queue: string;
  readonly csv: string;
  readonly json: string;
  readonly hazards: readonly HazardItem[];
};

const toScore = (score: RiskScore | null): ScoreItem | null =>
  score === null
    ? null
    : {
        level: score.level,
        severity: score.severity,
        likelihood: score.likelihood,
        by: score.by,
      };

/** A cause that nothing acts on, or training alone, is pointed out (DESIGN §4, control). */
function gapOf(cause: number, controls: Hazard["controls"]): string {
  const acting = controls.filter(({ actsOn }) => actsOn.includes(cause));
  if (acting.length === 0) return "no control";
  return acting.every(({ type }) => type === "training") ? "training alone" : "";
}

export const presentHazard = (slug: string, hazard: Hazard): HazardItem => ({
  ref: hazard.ref,
  address: hazardAt(slug, hazard.ref),
  name: hazard.name,
  hazard: hazard.hazard,
  withdrawn: hazard.status === "withdrawn",
  causes: hazard.causes.map(({ number, text }) => ({
    number,
    text,
    gap: gapOf(number, hazard.controls),
  })),
  controls: hazard.controls.map(({ text, state, type, owner, actsOn }) => ({
    text,
    state,
    about: `${controlTypeWords[type]}, ${ownerWords[owner]}, ${nameNumbers("cause", actsOn)}`,
  })),
  initial: toScore(hazard.initial),
  residual: toScore(hazard.residual),
});

export const presentLog = ({ product, hazards }: ShownLog): LogPage => ({
  productName: product.name,
  product: productAt(product.slug),
  queue: queueAt(product.slug),
  csv: logFileAt(product.slug, "csv"),
  json: logFileAt(product.slug, "json"),
  hazards: hazards.map((hazard) => presentHazard(product.slug, hazard)),
});
