import type { Hazard, RiskScore } from "../../domain/hazard/hazard.ts";
import type { Product } from "../../domain/product/product.ts";
import type { RiskScheme } from "../../domain/risk/scheme.ts";
import type { AccountForm } from "./account.ts";
import { logAt, suggestionAt } from "./addresses.ts";
import { problemAt, type Problem } from "./frame.ts";
import { presentHazard, type HazardItem } from "./log.ts";
import { capitalise, conditionWords, sayTime } from "./words.ts";

export type ScoreFields = {
  readonly stage: string;
  readonly severity: string;
  readonly likelihood: string;
};
export const emptyScore: ScoreFields = { stage: "", severity: "", likelihood: "" };

type Choice = {
  readonly value: string;
  readonly label: string;
  readonly means: string;
  readonly checked: boolean;
};
export type HazardPage = HazardItem & {
  readonly effect: string;
  readonly harm: string;
  readonly exposed: string;
  readonly condition: string;
  readonly status: string;
  readonly decidedBy: string;
  /** Null when a person wrote it by hand. */
  readonly suggestion: string | null;
  readonly log: string;
  readonly scores: readonly {
    readonly stage: string;
    readonly level: number;
    readonly meaning: string;
    readonly severity: string;
    readonly likelihood: string;
    readonly scoredBy: string;
  }[];
  readonly scheme: string;
  readonly stages: readonly Choice[];
  readonly severities: readonly Choice[];
  readonly likelihoods: readonly Choice[];
  readonly stageProblem: string | null;
  readonly severityProblem: string | null;
  readonly likelihoodProblem: string | null;
  readonly naming: AccountForm | null;
  readonly key: string;
};

export const isStage = (text: string): text is RiskScore["stage"] => text in stageMeans;

/** DCB0129 v4.2 definitions: initial with the controls that exist and stay, residual with the additional ones. */
const stageMeans = {
  initial: "With the controls that exist already and stay.",
  residual: "After the additional risk controls.",
} as const;

export type HazardInput = {
  readonly product: Product;
  readonly hazard: Hazard;
  readonly scheme: RiskScheme;
  readonly key: string;
  readonly naming: AccountForm | null;
  readonly fields?: ScoreFields;
  readonly problems?: readonly Problem[];
};

/** A hazard with its scores and the form to score it. The level appears only once a person has scored. */
export function presentHazardPage(input: HazardInput): HazardPage {
  const { product, hazard, scheme, key, naming, fields = emptyScore, problems = [] } = input;
  return {
    ...presentHazard(product.slug, hazard),
    effect: hazard.effect,
    harm: hazard.harm,
    exposed: hazard.exposed,
    condition: conditionWords[hazard.condition],
    status: hazard.status,
    decidedBy: `${hazard.origin.by}, ${sayTime(hazard.origin.at)}`,
    suggestion:
      hazard.origin.suggestion === null
        ? null
        : suggestionAt(product.slug, hazard.origin.suggestion),
    log: logAt(product.slug),
    scores: [hazard.initial, hazard.residual].flatMap((score) =>
      score === null ? [] : [toScore(score, scheme)],
    ),
    scheme: `${scheme.name}, version ${scheme.version}`,
    stages: (["initial", "residual"] as const).map((value) => ({
      value,
      label: capitalise(value),
      means: stageMeans[value],
      checked: value === fields.stage,
    })),
    severities: scheme.severities.map(toChoice(fields.severity)),
    likelihoods: scheme.likelihoods.map(toChoice(fields.likelihood)),
    stageProblem: problemAt(problems, "stage"),
    severityProblem: problemAt(problems, "severity"),
    likelihoodProblem: problemAt(problems, "likelihood"),
    naming,
    key,
  };
}

const toChoice =
  (chosen: string) =>
  ({ word, definition }: { word: string; definition: string }): Choice => ({
    value: word,
    label: word,
    means: definition,
    checked: word === chosen,
  });

const toScore = (score: RiskScore, scheme: RiskScheme): HazardPage["scores"][number] => ({
  stage: capitalise(score.stage),
  level: score.level,
  meaning: scheme.levels.find(({ level }) => level === score.level)?.meaning ?? "",
  severity: score.severity,
  likelihood: score.likelihood,
  scoredBy: `${score.by}, ${sayTime(score.at)}`,
});

/** What a score still needs. */
export function missingInScore({ stage, severity, likelihood }: ScoreFields): Problem[] {
  const problems: Problem[] = [];
  if (!isStage(stage)) problems.push({ field: "stage", text: "Choose initial or residual" });
  if (severity === "")
    problems.push({ field: "severity", text: "Choose the severity of the harm" });
  if (likelihood === "") {
    problems.push({ field: "likelihood", text: "Choose the likelihood of the harm" });
  }
  return problems;
}
