import type { ShownHazard } from "../../app/hazard/show.ts";
import {
  scoreStages,
  type Hazard,
  type RiskEvaluation,
  type RiskScore,
  type ScoreStage,
} from "../../domain/hazard/hazard.ts";
import type { RiskScheme } from "../../domain/risk/scheme.ts";
import { printDecision, type Refs } from "./decision.ts";
import { marksOf } from "./marks.ts";
import { list, plain, sayTime, wrap } from "./text.ts";

const sayScore = ({ severity, likelihood, level, by }: RiskScore): string =>
  `${severity} × ${likelihood} → ${level}, by ${by}`;

const sayEvaluation = ({ acceptable, reason, present, benefit }: RiskEvaluation): string =>
  `${acceptable ? "acceptable" : "not acceptable"}, because: ${reason} (present: ${list(present)}${benefit === null ? "" : `; benefit: ${benefit}`})`;

function printChain(hazard: Hazard): string[] {
  return [
    wrap(hazard.hazard),
    "",
    wrap(`Name: ${hazard.name}`, 2, 0),
    wrap(`Effect: ${hazard.effect}`, 2, 0),
    wrap(`Harm: ${hazard.harm}`, 2, 0),
    ...(hazard.exposed === "" ? [] : [wrap(`More exposed: ${hazard.exposed}`, 2, 0)]),
    `Arises in ${hazard.condition} conditions`,
  ];
}

function printCauses({ causes, controls }: Hazard): string[] {
  const printed = new Set<number>();
  return causes.flatMap((cause) => [
    wrap(`${cause.number}. ${cause.text} [${cause.kind}]`, 5, 2),
    ...controls
      .filter(({ actsOn }) => actsOn.includes(cause.number))
      .flatMap((control) => {
        const { number, type, owner, state, text, worksIf, evidence = {} } = control;
        const { implemented, works } = evidence;
        const head = `control ${number} [${type}, ${owner}, ${state}]`;
        if (printed.has(number)) return [`     ${head} as above`];
        printed.add(number);
        return [
          wrap(`${head} ${text}`, 7, 5),
          ...(worksIf === "" ? [] : [wrap(`works if: ${worksIf}`, 9, 7)]),
          ...(implemented === undefined
            ? []
            : [wrap(`evidence that it is implemented: ${implemented}`, 9, 7)]),
          ...(works === undefined ? [] : [wrap(`evidence that it works: ${works}`, 9, 7)]),
        ];
      }),
  ]);
}

function printRisk(hazard: Hazard, stage: ScoreStage, scheme: RiskScheme | null): string[] {
  const score = hazard[stage];
  if (score === null) return [`  ${stage}: not scored`];
  const meaning = scheme?.levels.find(({ level }) => level === score.level)?.meaning;
  const evaluation = hazard.evaluation[stage];
  return [
    wrap(
      `${stage}: ${sayScore(score)}, ${sayTime(score.at)}, version ${score.hazardVersion}`,
      4,
      2,
    ),
    ...(score.rescore.length === 0 ? [] : [wrap(`RE-SCORE: ${score.rescore.join("; ")}`, 6, 4)]),
    ...(meaning === undefined ? [] : [wrap(`level ${score.level}: ${meaning}`, 6, 4)]),
    evaluation === null
      ? "    not evaluated"
      : wrap(
          `${evaluation.current ? "" : "no longer counts: "}${sayEvaluation(evaluation)}, by ${evaluation.by}, ${sayTime(evaluation.at)}`,
          6,
          4,
        ),
  ];
}

/** What a decision about the hazard rests on, in reading order (DESIGN §8). */
function printHazard({
  hazard,
  scheme,
  suggestions,
}: Pick<ShownHazard, "hazard" | "scheme" | "suggestions">): string {
  const marks = marksOf(hazard);
  const suggested = suggestions.find(({ id }) => id === hazard.origin.suggestion)?.place;
  const place = hazard.place ?? suggested;
  return [
    ...printChain(hazard),
    ...(place === undefined
      ? []
      : [
          wrap(
            `Belongs to: ${place}${hazard.place === undefined ? ", as it was suggested" : ""}`,
            2,
            0,
          ),
        ]),
    ...suggestions.flatMap(({ ref, assumptions }) =>
      assumptions.map((text) => wrap(`Assumed when ${ref} was drafted: ${text}`, 2, 0)),
    ),
    "",
    "Causes and their controls",
    ...printCauses(hazard),
    ...(marks.length === 0 ? [] : ["", "Look at", ...marks.map((mark) => wrap(`- ${mark}`, 4, 2))]),
    "",
    "Risk",
    ...scoreStages.flatMap((stage) => printRisk(hazard, stage, scheme)),
    "",
    "Actions",
    ...(hazard.actions.length === 0 ? ["  none"] : []),
    ...hazard.actions.map(({ number, summary, owner, party, due, done }) =>
      wrap(
        `${number}. [${done ? "done" : "not done"}] ${summary} (${owner}, ${party}${due === null ? "" : `; due ${due}`})`,
        5,
        2,
      ),
    ),
    "",
    `Status: ${hazard.status}`,
  ].join("\n");
}

const refsOf = ({ hazard, suggestions }: ShownHazard): Refs =>
  new Map([[hazard.id, hazard.ref], ...suggestions.map(({ id, ref }) => [id, ref] as const)]);

const heading = ({ hazard, product }: ShownHazard): string =>
  `${hazard.ref} of ${plain(product.name)} · version ${hazard.version} · ${hazard.status}`;

function printHistory(shown: ShownHazard): string[] {
  const refs = refsOf(shown);
  const entries = [
    ...shown.decisions.map((decision) => ({
      at: decision.at,
      text: printDecision(decision, refs),
    })),
    ...shown.scores.toReversed().map((score) => ({
      at: score.at,
      text: wrap(`${sayTime(score.at)} · ${score.stage} risk scored: ${sayScore(score)}`, 6, 2),
    })),
    ...shown.evaluations.toReversed().map((evaluation) => ({
      at: evaluation.at,
      text: wrap(
        `${sayTime(evaluation.at)} · ${evaluation.stage} risk evaluated as ${sayEvaluation(evaluation)}, by ${evaluation.by}`,
        6,
        2,
      ),
    })),
  ];
  const byTime = entries.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return byTime.map(({ text }) => text);
}

/** The hazard with all that happened to it. */
export const printShownHazard = (shown: ShownHazard): string =>
  [
    heading(shown),
    "",
    printHazard(shown),
    "",
    "History (UTC)",
    ...printHistory(shown),
    "",
    `Hash of what you have just seen:\n  ${shown.hazard.hash}`,
  ].join("\n");

/** The hazard as the newest decision left it, with what that changed. */
export function printChangedHazard(shown: ShownHazard): string {
  const last = shown.decisions.slice(-1).map((decision) => printDecision(decision, refsOf(shown)));
  return [heading(shown), ...last, "", printHazard(shown)].join("\n");
}

/** What was judged of the hazard, which itself stays as it was shown. */
export const printJudgedHazard = (shown: ShownHazard): string =>
  [
    heading(shown),
    ...scoreStages.flatMap((stage) => printRisk(shown.hazard, stage, shown.scheme)),
  ].join("\n");
