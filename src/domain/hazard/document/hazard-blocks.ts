import type { RiskScheme } from "../../risk/scheme.ts";
import type { Hazard, ScoreStage } from "../hazard.ts";
import { sayEvaluation, sayOrigin, type Refs } from "../workbook/provenance-rows.ts";
import { kindWords, ownerWords, stateWords, statusWords, typeWords } from "../workbook/words.ts";
import type { Block } from "./blocks.ts";

const text = (label: string, said: string): Block => ({ kind: "text", label, text: said });
const heading = (level: 1 | 2 | 3, said: string): Block => ({ kind: "heading", level, text: said });
const item = (depth: 0 | 1, label: string, said: string): Block => ({
  ...{ kind: "item", depth, label, text: said },
});

function controlBlock(control: Hazard["controls"][number], cause: number): Block {
  const { number, type, owner, state, worksIf, evidence, actsOn } = control;
  const first = actsOn.find((one) => one !== cause && one < cause);
  const about = `K${number}, ${typeWords[type]}, ${ownerWords[owner]}, ${stateWords[state]}`;
  if (first !== undefined) return item(1, about, `as under C${first}`);
  const said = [
    control.text,
    ...(worksIf === "" ? [] : [`Works if: ${worksIf}`]),
    ...(evidence?.implemented === undefined
      ? []
      : [`Evidence that it is implemented: ${evidence.implemented}`]),
    ...(evidence?.works === undefined ? [] : [`Evidence that it works: ${evidence.works}`]),
  ];
  return item(1, about, said.join("\n"));
}

/** Each cause with the controls that act on it. */
const causeBlocks = ({ causes, controls }: Hazard): Block[] =>
  causes.flatMap(({ number, text: said, kind }) => {
    const acting = controls.filter(({ actsOn }) => actsOn.includes(number));
    return [
      item(0, `C${number}, ${kindWords[kind]}`, said),
      ...(acting.length === 0
        ? [item(1, "", "No control acts on this cause.")]
        : acting.map((control) => controlBlock(control, number))),
    ];
  });

function riskBlock(hazard: Hazard, stage: ScoreStage, scheme: RiskScheme | null): Block {
  const label = stage === "initial" ? "Initial risk" : "Residual risk";
  const score = hazard[stage];
  if (score === null) return text(label, "Not scored.");
  const meaning = scheme?.levels.find(({ level }) => level === score.level)?.meaning;
  const level = meaning === undefined ? `level ${score.level}` : `level ${score.level}: ${meaning}`;
  const lines = [
    `Severity ${score.severity}, likelihood ${score.likelihood}, ${level}`,
    `Scored by ${score.by} on ${score.at.slice(0, 10)} by ${score.scheme}.`,
    ...score.rescore.map((reason) => `To be given again: ${reason}.`),
    `Evaluation: ${sayEvaluation(hazard.evaluation[stage])}`,
  ];
  return text(label, lines.join("\n"));
}

const actionBlocks = ({ actions }: Hazard): Block[] =>
  actions.map(({ number, summary, owner, party, due, done }) =>
    item(
      0,
      `A${number}, ${owner} (${ownerWords[party]})${due === null ? "" : `, due ${due}`}, ${done ? "done" : "not done"}`,
      summary,
    ),
  );

/** One hazard from its chain to where it came from. */
export function hazardBlocks(hazard: Hazard, refs: Refs, scheme: RiskScheme | null): Block[] {
  const { ref, name, status, condition, exposed, origin } = hazard;
  return [
    heading(2, `${ref}  ${name}`),
    text("Status", `${statusWords[status]}; arises in ${condition} conditions`),
    text("Hazard", hazard.hazard),
    text("Effect", hazard.effect),
    text("Harm", hazard.harm),
    ...(exposed === "" ? [] : [text("More exposed", exposed)]),
    heading(3, "Causes and controls"),
    ...causeBlocks(hazard),
    heading(3, "Risk"),
    riskBlock(hazard, "initial", scheme),
    riskBlock(hazard, "residual", scheme),
    ...(hazard.actions.length === 0 ? [] : [heading(3, "Actions"), ...actionBlocks(hazard)]),
    text(
      "Provenance",
      `${sayOrigin(hazard, refs)}. Entered by ${origin.by} on ${origin.at.slice(0, 10)}; version ${hazard.version}, content ${hazard.hash}.`,
    ),
  ];
}
