import { scoreStages, type Hazard, type RiskScore } from "../domain/hazard/hazard.ts";
import { minSeenLength } from "../domain/suggestion/suggestion.ts";
import { hazid } from "./print/text.ts";

type Step = { readonly what: string; readonly command: string };

const judgement = '--acceptable YES-OR-NO --reason "…" --present "…"';

/** What usually comes next for a hazard as it stands, as commands to copy. */
function stepsFor(hazard: Hazard): Step[] {
  const step = (what: string, command: string): Step => ({ what, command });
  const evaluate = ({ id, stage }: RiskScore): Step[] => [
    step(
      `evaluate the ${stage} risk`,
      `hazard evaluate REF --stage ${stage} --score ${id} ${judgement}`,
    ),
  ];
  const score = (stage: string, again = ""): Step =>
    step(`score the ${stage} risk${again}`, `score REF --${stage} SEVERITY,LIKELIHOOD`);
  if (hazard.status === "withdrawn") return [];
  const stale = scoreStages.find((stage) => (hazard[stage]?.rescore.length ?? 0) > 0);
  if (stale !== undefined) return [score(stale, " again")];
  if (hazard.initial === null) {
    const { controls } = hazard;
    const unconfirmed = controls.length > 0 && controls.every(({ state }) => state === "proposed");
    const confirm = step("confirm the controls that exist", "hazard confirm REF --controls …");
    return [...(unconfirmed ? [confirm] : []), score("initial")];
  }
  if (hazard.evaluation.initial?.current !== true) return evaluate(hazard.initial);
  const waiting = hazard.actions.find(({ done }) => !done);
  if (!hazard.evaluation.initial.acceptable) {
    if (hazard.residual === null) {
      const act = 'hazard action add REF --summary "…" --owner "…" --party maker';
      return [...(waiting === undefined ? [step("add an action", act)] : []), score("residual")];
    }
    if (hazard.evaluation.residual?.current !== true) return evaluate(hazard.residual);
  }
  if (waiting !== undefined) {
    return [
      step(`say that action ${waiting.number} is done`, `hazard action done REF ${waiting.number}`),
    ];
  }
  return hazard.status === "closed" ? [] : [step("close it", "hazard status REF closed")];
}

/** The steps as they are typed: `--seen` is of exactly what was printed. */
export function printNextSteps(hazard: Hazard, slug: string): string | null {
  const seen = hazard.hash.slice(0, minSeenLength);
  const lines = stepsFor(hazard).map(({ what, command }, i) => {
    const typed = command.replace("REF", `${slug}/${hazard.ref} --seen ${seen}`);
    return `${i === 0 ? "Next" : "Or"}, ${what}:\n  ${hazid} ${typed}`;
  });
  return lines.length === 0 ? null : lines.join("\n");
}
