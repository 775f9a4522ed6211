import type { Hazard, RiskEvaluation, RiskScore } from "../../../domain/hazard/hazard.ts";
import { scoreStages, type ScoreStage } from "../../../domain/hazard/hazard.ts";
import { schemeName, type RiskScheme } from "../../../domain/risk/scheme.ts";
import { sayBy } from "../account.ts";
import type { ChoiceField, Fields, TextField } from "../field.ts";
import type { Problem } from "../frame.ts";
import type { Typed } from "../typed.ts";
import { presentMatrix, type MatrixPicture } from "./matrix.ts";
import { capitalise, listWords, sayTime } from "../words.ts";

/** DCB0129 v4.2 definitions: initial with the controls that exist and stay, residual with the additional ones. */
const stageMeans: Readonly<Record<ScoreStage, string>> = {
  initial: "With the controls that exist already and stay.",
  residual: "After the additional risk controls.",
};
export const isStage = (text: string): text is ScoreStage =>
  scoreStages.some((stage) => stage === text);

export type StageBlock = {
  readonly stage: string;
  readonly level: number;
  readonly meaning: string;
  readonly severity: string;
  readonly likelihood: string;
  /** What the words mean in the scheme; empty where it is another by now. */
  readonly severityMeans: string;
  readonly likelihoodMeans: string;
  readonly scoredBy: string;
  /** Why it has to be given again; empty while it holds. */
  readonly rescore: readonly string[];
  readonly evaluation: {
    /** `Acceptable` or `Not acceptable`, with the person and time. */
    readonly sentence: string;
    readonly reason: string;
    readonly present: string;
    readonly benefit: string | null;
  } | null;
};
export type ScoreForm = {
  readonly scheme: string;
  readonly stage: ChoiceField;
  readonly severity: ChoiceField;
  readonly likelihood: ChoiceField;
  /** Folded away while every score that was given holds. */
  readonly open: boolean;
  readonly again: boolean;
  /** Without a mark; null where the page shows it beside the scores already. */
  readonly matrix: MatrixPicture | null;
};
export type EvaluationForm = {
  /** The scores that are shown, each in the field that names it when the form is sent. */
  readonly shown: readonly { readonly field: string; readonly score: string }[];
  readonly stage: ChoiceField;
  readonly acceptable: ChoiceField;
  readonly reason: TextField;
  readonly present: TextField;
  readonly benefit: TextField;
  readonly open: boolean;
};

/** Where a form says which score of a stage was shown. */
export const shownScoreField = (stage: ScoreStage): string => `shown-${stage}`;

const scoresOf = ({ initial, residual }: Hazard): RiskScore[] =>
  [initial, residual].filter((score) => score !== null);

/** The scores that stand, each with why it has to be given again and whether it was found acceptable. */
export const presentStages = (hazard: Hazard, scheme: RiskScheme | null): StageBlock[] =>
  scoresOf(hazard).map((score) => ({
    stage: capitalise(score.stage),
    level: score.level,
    ...meaningsOf(score, scheme),
    severity: score.severity,
    likelihood: score.likelihood,
    scoredBy: `${sayBy(score.by)}, ${sayTime(score.at)}`,
    rescore: score.rescore,
    evaluation: toEvaluation(hazard.evaluation[score.stage]),
  }));

/** What the scheme says of a score; nothing where the score was given by another scheme. */
function meaningsOf(
  { scheme: given, level, severity, likelihood }: RiskScore,
  scheme: RiskScheme | null,
) {
  const own = scheme !== null && schemeName(scheme) === given ? scheme : null;
  const define = (words: RiskScheme["severities"] | undefined, wanted: string): string =>
    words?.find(({ word }) => word === wanted)?.definition ?? "";
  return {
    meaning: own?.levels.find((one) => one.level === level)?.meaning ?? "",
    severityMeans: define(own?.severities, severity),
    likelihoodMeans: define(own?.likelihoods, likelihood),
  };
}

function toEvaluation(found: RiskEvaluation | null): StageBlock["evaluation"] {
  if (found === null) return null;
  const { acceptable, by, at, current, reason, present, benefit } = found;
  const old = current ? "" : " It no longer counts: evaluate the risk again.";
  return {
    sentence: `${acceptable ? "Acceptable" : "Not acceptable"}, decided by ${sayBy(by)}, ${sayTime(at)}.${old}`,
    reason,
    present: listWords(present),
    benefit,
  };
}

/** The form to score; nothing is chosen, and no level is said before a person has scored. */
export function presentScoreForm(hazard: Hazard, scheme: RiskScheme, fields: Fields): ScoreForm {
  const wordChoices = (words: readonly { word: string; definition: string }[]) =>
    words.map(({ word, definition }) => ({ value: word, label: word, means: definition }));
  const form = {
    scheme: `${scheme.name}, version ${scheme.version}`,
    stage: fields.choice("stage", "Initial or residual", stageChoices(scoreStages)),
    severity: fields.choice("severity", "Severity of the harm", wordChoices(scheme.severities)),
    likelihood: fields.choice(
      "likelihood",
      "Likelihood of the harm",
      wordChoices(scheme.likelihoods),
    ),
  };
  const scores = scoresOf(hazard);
  return {
    ...form,
    again: scores.length > 0,
    matrix: scores.length > 0 ? null : presentMatrix(scheme),
    open:
      scores.length === 0 ||
      scores.some(({ rescore }) => rescore.length > 0) ||
      isTouched([form.stage, form.severity, form.likelihood]),
  };
}

/** The form to evaluate; null while no score stands that holds. */
export function presentEvaluationForm(hazard: Hazard, fields: Fields): EvaluationForm | null {
  const scores = scoresOf(hazard).filter(({ rescore }) => rescore.length === 0);
  if (scores.length === 0) return null;
  const form = {
    shown: scores.map(({ stage, id }) => ({ field: shownScoreField(stage), score: id })),
    stage: fields.choice(
      "evaluate-stage",
      "Which risk",
      stageChoices(scores.map(({ stage }) => stage)),
    ),
    acceptable: fields.choice("acceptable", "Is it acceptable?", [
      { value: "yes", label: "Acceptable", means: "" },
      { value: "no", label: "Not acceptable", means: "" },
    ]),
    reason: fields.text("evaluate-reason", "Reason"),
    present: fields.text("present", "People present"),
    benefit: fields.text("benefit", "Benefit analysis"),
  };
  const unevaluated = scores.some(({ stage }) => hazard.evaluation[stage]?.current !== true);
  const typed = [form.reason, form.present, form.benefit].some(
    ({ value, problem }) => value !== "" || problem !== null,
  );
  return { ...form, open: unevaluated || typed || isTouched([form.stage, form.acceptable]) };
}

const stageChoices = (stages: readonly ScoreStage[]) =>
  stages.map((value) => ({ value, label: capitalise(value), means: stageMeans[value] }));

const isTouched = (fields: readonly ChoiceField[]): boolean =>
  fields.some(({ choices, problem }) => problem !== null || choices.some(({ checked }) => checked));

/** What a score still needs. */
export function missingInScore(typed: Typed): Problem[] {
  const problems: Problem[] = [];
  if (!isStage(typed.text("stage"))) {
    problems.push({ field: "stage", text: "Choose initial or residual" });
  }
  if (typed.text("severity") === "") {
    problems.push({ field: "severity", text: "Choose the severity of the harm" });
  }
  if (typed.text("likelihood") === "") {
    problems.push({ field: "likelihood", text: "Choose the likelihood of the harm" });
  }
  return problems;
}

/** People present, one a line. */
export const readPresent = (typed: Typed): string[] =>
  typed
    .text("present")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** What an evaluation still needs. */
export function missingInEvaluation(typed: Typed): Problem[] {
  const problems: Problem[] = [];
  const [stage, acceptable] = [typed.text("evaluate-stage"), typed.text("acceptable")];
  if (!isStage(stage)) {
    problems.push({ field: "evaluate-stage", text: "Choose which risk is evaluated" });
  }
  if (acceptable !== "yes" && acceptable !== "no") {
    problems.push({ field: "acceptable", text: "Choose whether the risk is acceptable" });
  }
  if (typed.text("evaluate-reason").trim() === "") {
    problems.push({ field: "evaluate-reason", text: "Say why" });
  }
  if (readPresent(typed).length === 0) {
    problems.push({ field: "present", text: "Name the people present, at least one" });
  }
  const belongs = stage === "residual" && acceptable === "no";
  if (typed.text("benefit").trim() !== "" && !belongs) {
    problems.push({
      field: "benefit",
      text: "A benefit analysis is for a residual risk that is not acceptable: leave it empty here",
    });
  }
  return problems;
}
