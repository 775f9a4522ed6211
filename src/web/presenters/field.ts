import { problemAt, type Problem } from "./frame.ts";
import { typedOr, type Typed } from "./typed.ts";

/** One of several to choose; none is chosen beforehand where it is a judgement. */
export type Choice = {
  readonly value: string;
  readonly label: string;
  readonly means: string;
  readonly checked: boolean;
};
export type TextField = {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly problem: string | null;
};
export type ChoiceField = {
  readonly id: string;
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly problem: string | null;
};

/** Makes fields that keep what was typed into them; the id is the name. */
export const createFields = (typed: Typed, problems: readonly Problem[]) => ({
  text: (id: string, label: string, before = ""): TextField => ({
    id,
    label,
    value: typedOr(typed, id, before),
    problem: problemAt(problems, id),
  }),
  choice: (
    id: string,
    label: string,
    choices: readonly Omit<Choice, "checked">[],
    before = "",
  ): ChoiceField => ({
    id,
    label,
    choices: choices.map((choice) => ({
      ...choice,
      checked: choice.value === typedOr(typed, id, before),
    })),
    problem: problemAt(problems, id),
  }),
});
export type Fields = ReturnType<typeof createFields>;

/** The members of a closed list with their words. */
export const choicesOf = <T extends string>(
  values: readonly T[],
  words: Readonly<Record<T, string>>,
): Omit<Choice, "checked">[] => values.map((value) => ({ value, label: words[value], means: "" }));
