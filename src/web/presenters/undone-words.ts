import type { Decision } from "../../domain/decision/decision.ts";
import type { Typed } from "./typed.ts";

const wordFields: readonly unknown[] = ["name", "hazard", "effect", "harm", "exposed"];

/**
 * What a person had written in an acceptance that was undone last, by the field in which it was: words
 * alone, since what was chosen is judged again. Empty where the last decision undid no acceptance.
 */
export function undoneWords(decisions: readonly Decision[]): ReadonlyMap<string, string> {
  const last = decisions.at(-1);
  const undone = last?.verb === "undo" ? decisions.find(({ id }) => id === last.undoes) : undefined;
  if (undone?.verb !== "accept") return new Map();
  // The acceptance counts what it took from 1; the fields have the suggestion's own numbers.
  const taken: Readonly<Record<string, readonly number[]>> = {
    cause: undone.causes,
    control: undone.controls,
  };
  return new Map(
    undone.changes.flatMap(({ path: [list, number, part], after }): [string, string][] => {
      if (typeof after !== "string") return [];
      if (wordFields.includes(list)) return [[`word-${String(list)}`, after]];
      const thing = list === "causes" ? "cause" : "control";
      const own = taken[thing]?.[Number(number) - 1];
      if (own === undefined || (part !== "text" && part !== "worksIf")) return [];
      return [[`word-${thing}-${own}${part === "text" ? "" : "-works"}`, after]];
    }),
  );
}

/** What was sent, and where a field was not sent, the words that are offered for it. */
export const withOffered = (typed: Typed, offered: ReadonlyMap<string, string>): Typed => {
  const texts = (name: string): readonly string[] => {
    const sent = typed.texts(name);
    const words = offered.get(name);
    return sent.length > 0 || words === undefined ? sent : [words];
  };
  return { texts, text: (name) => texts(name)[0] ?? "" };
};
