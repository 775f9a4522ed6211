import { z } from "zod";
import { refuseChoice, type ChoiceRefusal } from "../../domain/suggestion/suggestion.ts";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import { AppError } from "../errors.ts";
import type { NewHazard, Suggestion } from "../ports.ts";
import { requireHazard } from "../require.ts";
import { write } from "../use-case.ts";
import { decisionInput, moveOn, personOf, requireDecidable } from "./decide.ts";

const numbers = z.array(z.int().min(1)).max(50).default([]);
const $input = z.strictObject({ ...decisionInput, causes: numbers, controls: numbers });

/** Takes a suggestion into the log as a numbered hazard, with only the causes and controls chosen. */
export const acceptSuggestion = write({
  summary: "Accepting a suggestion",
  right: "decide",
  needsPerson: true,
  $input,
  async run(scope, input): Promise<Hazard> {
    const { tx, at, newId, audit } = scope;
    const suggestion = await requireDecidable(scope, input);
    const by = personOf(scope, input.as);
    const choice = { causes: unique(input.causes), controls: unique(input.controls) };
    const refusal = refuseChoice(choice, suggestion.content);
    if (refusal !== null) throw new AppError("invalid-input", describe(refusal, suggestion));
    await moveOn(scope, suggestion, "accepted");
    const decision = {
      id: newId(),
      suggestion: suggestion.id,
      verb: "accept",
      seen: suggestion.hash,
      by,
      at,
      reason: null,
      text: null,
      ...choice,
    } as const;
    await tx.suggestions.addDecision(decision);
    const number = await tx.products.takeNumbers(suggestion.product, "hazard", 1);
    const hazard = toHazard(suggestion, decision, number, newId);
    await tx.hazards.add(hazard, at);
    await audit({
      action: "suggestion.accept",
      subject: { kind: "suggestion", id: suggestion.id, ref: suggestion.ref },
      product: suggestion.product,
      details: { decision: decision.id, seen: suggestion.hash, hazard: `H-${number}`, ...choice },
    });
    return requireHazard(tx, hazard.id);
  },
});

const unique = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

function toHazard(
  { id, product, content }: Suggestion,
  decision: { id: string; causes: readonly number[]; controls: readonly number[] },
  number: number,
  newId: () => string,
): NewHazard {
  const newNumber = new Map(decision.causes.map((cause, i) => [cause, i + 1]));
  return {
    id: newId(),
    number,
    product,
    suggestion: id,
    decision: decision.id,
    content,
    causes: decision.causes.flatMap((cause) => {
      const chosen = content.causes[cause - 1];
      return chosen === undefined ? [] : [{ id: newId(), ...chosen }];
    }),
    controls: decision.controls.flatMap((control) => {
      const chosen = content.controls[control - 1];
      if (chosen === undefined) return [];
      const { text, type, owner, worksIf, basis } = chosen;
      const actsOn = chosen.actsOn.flatMap((cause) => newNumber.get(cause) ?? []);
      return [{ id: newId(), text, type, owner, worksIf, basis, actsOn }];
    }),
  };
}

function describe(refusal: ChoiceRefusal, suggestion: Suggestion): string {
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
