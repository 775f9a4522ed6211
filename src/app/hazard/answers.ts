import { z } from "zod";
import { $SideEffects, type ControlAnswers } from "../../domain/hazard/side-effects.ts";
import { AppError } from "../errors.ts";

/** Answers about the controls that a person adds, each with the control's place among them, from 1. */
export const $AddedAnswers = z
  .array(z.strictObject({ added: z.int().min(1), ...$SideEffects.shape }))
  .max(20)
  .default([]);

/** The answers with the numbers that the controls get, which go on from `taken`. */
export function toAnswers(
  answers: z.output<typeof $AddedAnswers>,
  { added, taken }: { readonly added: number; readonly taken: number },
): ControlAnswers[] {
  const places = answers.map((answer) => answer.added);
  const wrong = places.find((place, i) => place > added || places.indexOf(place) < i);
  if (wrong !== undefined) {
    throw new AppError(
      "invalid-input",
      `Answers name control ${wrong} of those added, twice or though there are ${added}: give each once.`,
    );
  }
  return answers.map(({ added: place, ...said }) => ({ control: taken + place, ...said }));
}
