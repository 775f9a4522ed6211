import type { ShownLog } from "../../app/log/show.ts";
import type { Hazard, RiskScore } from "../../domain/hazard/hazard.ts";
import { hazardAddAt, hazardAt, logExportAt, logFileAt, productAt, queueAt } from "./addresses.ts";
import { gapOf } from "./hazard/causes.ts";
import {
  controlStateWords,
  controlTypeWords,
  nameNumbers,
  ownerWords,
  statusWords,
} from "./words.ts";

export type HazardItem = {
  readonly ref: string;
  readonly address: string;
  readonly name: string;
  readonly hazard: string;
  readonly status: string;
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
  /** Why it has to be given again; empty while it holds. */
  readonly rescore: readonly string[];
};
export type LogPage = {
  readonly productName: string;
  readonly product: string;
  readonly queue: string;
  readonly add: string;
  readonly csv: string;
  readonly json: string;
  readonly export: string;
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
        rescore: score.rescore,
      };

const presentHazard = (slug: string, hazard: Hazard): HazardItem => ({
  ref: hazard.ref,
  address: hazardAt(slug, hazard.ref),
  name: hazard.name,
  hazard: hazard.hazard,
  status: statusWords[hazard.status].label,
  withdrawn: hazard.status === "withdrawn",
  causes: hazard.causes.map(({ number, text }) => ({
    number,
    text,
    gap: gapOf(number, hazard.controls),
  })),
  controls: hazard.controls.map(({ text, state, type, owner, actsOn }) => ({
    text,
    state: controlStateWords[state],
    about: `${controlTypeWords[type]}, ${ownerWords[owner]}, ${nameNumbers("cause", actsOn)}`,
  })),
  initial: toScore(hazard.initial),
  residual: toScore(hazard.residual),
});

export const presentLog = ({ product, hazards }: ShownLog): LogPage => ({
  productName: product.name,
  product: productAt(product.slug),
  queue: queueAt(product.slug),
  add: hazardAddAt(product.slug),
  csv: logFileAt(product.slug, "csv"),
  json: logFileAt(product.slug, "json"),
  export: logExportAt(product.slug),
  hazards: hazards.map((hazard) => presentHazard(product.slug, hazard)),
});
