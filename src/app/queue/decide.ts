import { z } from "zod";
import {
  canMove,
  type ChoiceRefusal,
  type SuggestionVerb,
} from "../../domain/suggestion/suggestion.ts";
import { AppError } from "../errors.ts";
import { personOf } from "../person.ts";
import type { Tx } from "../ports.ts";
import { toDecision, type Decision } from "../../domain/decision/decision.ts";
import type { Suggestion } from "../records.ts";
import { holdProduct } from "../hazard/hold.ts";
import { requireSuggestion } from "../require.ts";
import { requireSeen } from "../seen.ts";
import type { Scope } from "../use-case.ts";
import { requireOpened } from "../view/withhold.ts";

/** What every decision about a suggestion says. */
export const decisionInput = {
  suggestion: z.string(),
  product: z.string().optional(),
  /** Hash of the content that the person was shown; never defaulted. */
  seen: z.string().optional(),
  /** Account to whom the content was shown, where a page knows it. */
  as: z.string().optional(),
} as const;

const numbers = z.array(z.int().min(1)).max(50).default([]);
/** Which causes and controls are taken, counted from 1: none is taken by itself. */
export const choiceInput = { causes: numbers, controls: numbers } as const;

type DecisionInput = {
  suggestion: string;
  product?: string | undefined;
  seen?: string | undefined;
};

/** The suggestion, when the person was shown its exact content and it is where `verb` leads from. */
export async function requireDecidable(
  scope: Scope,
  input: DecisionInput,
  verb: SuggestionVerb,
): Promise<Suggestion> {
  const { tx } = scope;
  const { id, product } = await requireSuggestion(tx, input.suggestion, input.product);
  await holdProduct(tx, product);
  const suggestion = await requireSuggestion(tx, id);
  await requireOpened(scope, suggestion);
  requireSeen(suggestion.ref, suggestion.hash, input.seen);
  if (!canMove(verb, suggestion.state)) throw await decidedAlready(tx, suggestion, verb);
  return suggestion;
}

/** Says what was decided, by whom and when, so that the second of two people knows what the first did. */
async function decidedAlready(
  tx: Tx,
  { id, ref, state }: Suggestion,
  verb: SuggestionVerb,
): Promise<AppError> {
  const last = (await tx.decisions.ofSuggestion(id)).at(-1);
  if (state === "pending") {
    const sentence = last === undefined ? ref : `${ref} ${await describeDecision(tx, last)}, and`;
    return new AppError("conflict", `${sentence} waits for a decision: there is nothing to undo.`);
  }
  const what = last === undefined ? `was ${state} already` : await describeDecision(tx, last);
  const undo = verb === "undo" ? "" : " Undo that first if it is wrong.";
  return new AppError("conflict", `${ref} ${what}. Nothing was changed.${undo}`);
}

/** A decision about a suggestion in words that follow its reference: “was accepted as H-2 by …”. */
async function describeDecision(tx: Tx, decision: Decision): Promise<string> {
  const by = `by ${decision.by.name} on ${decision.at.slice(0, 10)} at ${decision.at.slice(11, 16)} UTC`;
  const hazard = await refOfHazard(tx, decision.hazard);
  const list = (what: string, found: readonly number[]): string =>
    found.length === 0 ? "" : ` ${found.length === 1 ? what : `${what}s`} ${found.join(", ")}`;
  const taken = [list("cause", decision.causes), list("control", decision.controls)]
    .filter((part) => part !== "")
    .join(" and");
  const changed = decision.changes.length === 0 ? "" : " after an edit";
  switch (decision.verb) {
    case "accept":
      return `was accepted already as ${hazard}${changed} with${taken} ${by}`;
    case "add-cause":
      return `was added already to ${hazard} with${taken} ${by}`;
    case "reject":
      return `was rejected already (${decision.reason ?? "no code"}) ${by}`;
    case "merge": {
      const into =
        decision.into === null ? hazard : (await requireSuggestion(tx, decision.into)).ref;
      return `was merged already into ${into} ${by}`;
    }
    case "defer":
      return `was deferred already ${by}`;
    case "undo":
      return `was put back ${by}`;
    case "add":
    case "edit":
    case "confirm":
    case "consider":
    case "link":
    case "unlink":
    case "add-action":
    case "finish-action":
    case "status":
    case "withdraw":
      return `was decided already ${by}`;
  }
}

const refOfHazard = async (tx: Tx, id: string | null): Promise<string> =>
  id === null ? "a hazard" : ((await tx.hazards.find(id))[0]?.ref ?? "a hazard");

/** Moves the suggestion on, once; the second of two people is told what the first did. */
export async function moveOn(
  { tx }: Scope,
  suggestion: Suggestion,
  verb: SuggestionVerb,
): Promise<void> {
  if (await tx.suggestions.move(suggestion.id, verb)) return;
  throw await decidedAlready(tx, await requireSuggestion(tx, suggestion.id), verb);
}

type Said = Partial<
  Pick<
    Decision,
    | "hazard"
    | "hazardSeen"
    | "into"
    | "intoSeen"
    | "undoes"
    | "reason"
    | "text"
    | "causes"
    | "controls"
    | "changes"
  >
>;

/** Records who decided what about a suggestion, on which content. */
export async function recordDecision(
  scope: Scope,
  verb: SuggestionVerb,
  suggestion: Suggestion,
  as: string | undefined,
  said: Said = {},
): Promise<Decision> {
  const decision = toDecision({
    id: scope.newId(),
    verb,
    suggestion: suggestion.id,
    seen: suggestion.hash,
    by: personOf(scope, as),
    at: scope.at,
    ...said,
  });
  await scope.tx.decisions.add(decision);
  return decision;
}

/** Text that may be left out: nothing when it is blank. */
export const textOrNull = (text: string | undefined): string | null =>
  text === undefined || text.trim() === "" ? null : text.trim();

export function describeRefusedChoice(refusal: ChoiceRefusal, suggestion: Suggestion): string {
  const count = suggestion.content.causes.length;
  switch (refusal.kind) {
    case "no-cause":
      return `Choose at least one of the ${count} causes of ${suggestion.ref}: none is chosen for you.`;
    case "no-such":
      return `${suggestion.ref} has ${refusal.of}s 1 to ${refusal.count}; found ${refusal.number}.`;
    case "control-without-cause":
      return `Control ${refusal.control} acts on ${refusal.actsOn.length === 1 ? "cause" : "causes"} ${refusal.actsOn.join(", ")}, which you did not choose: choose one of them too, or leave the control out.`;
  }
}
