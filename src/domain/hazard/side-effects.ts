import { z } from "zod";

const answer = z.string().trim().min(1, { error: "expected an answer; no is one" }).max(1_000);

/** What a person answers about a control: does it bring a new hazard, does it change another? */
export const $SideEffects = z.strictObject({
  /** DCB0129 6.1.2: a hazard of the log by its number, or in words. */
  newHazard: answer,
  /** DCB0129 6.1.3: effect on hazards already identified. */
  others: answer,
});
export type SideEffects = z.infer<typeof $SideEffects>;
export type ControlAnswers = SideEffects & { readonly control: number };

const questions = [
  ["newHazard", "does it bring a new hazard (DCB0129 6.1.2)?"],
  ["others", "does it change a hazard already identified (DCB0129 6.1.3)?"],
] as const;

const oneLine = (text: string): string => text.replaceAll(/\s+/gu, " ").trim();
const lineStart = (control: number, question: string): string => `Control ${control}, ${question} `;

/** Why a person decided, and below it what they answered about each control: the text of the decision. */
export function withSideEffects(
  why: string | null,
  answers: readonly ControlAnswers[],
): string | null {
  const lines = answers.flatMap((said) =>
    questions.map(
      ([part, question]) => `${lineStart(said.control, question)}${oneLine(said[part])}`,
    ),
  );
  const text = [...(why === null ? [] : [why]), ...lines].join("\n");
  return text === "" ? null : text;
}

/** What a decision's text answers about a control, as `withSideEffects` wrote it; null where it does not. */
function readSideEffects(text: string, control: number): SideEffects | null {
  const lines = text.split("\n");
  const [newHazard, others] = questions.map(([, question]) => {
    const start = lineStart(control, question);
    return lines.findLast((line) => line.startsWith(start))?.slice(start.length);
  });
  return newHazard === undefined || others === undefined ? null : { newHazard, others };
}

/** A decision as far as it answers these questions; its `controls` are those that it answers for. */
type Answering = {
  readonly verb: string;
  readonly controls: readonly number[];
  readonly text: string | null;
};
/** Verbs whose decisions may answer: of others, `controls` are a suggestion's. */
const answeringVerbs: readonly string[] = ["add", "edit", "consider"];

/** The newest answers about a control with the decision that gave them; null while nobody has answered. */
export function answersAbout<D extends Answering>(
  decisions: readonly D[],
  control: number,
): { readonly decision: D; readonly answers: SideEffects } | null {
  for (const decision of decisions.toReversed()) {
    const { verb, controls, text } = decision;
    if (!answeringVerbs.includes(verb) || !controls.includes(control)) continue;
    const answers = readSideEffects(text ?? "", control);
    if (answers !== null) return { decision, answers };
  }
  return null;
}
