import { needsText, $RejectCode, type ChoiceRefusal } from "../../domain/suggestion/suggestion.ts";
import type { Problem } from "./frame.ts";
import { listWords } from "./words.ts";

/** What each decision cannot do without, as it is said at the field. */
export const missing = {
  cause: "Tick at least one cause: a hazard goes into the log with a cause that you chose",
  reason: "Choose the reason for rejecting",
  hazard: "Choose the hazard that it is added to",
  into: "Choose what it is merged into",
} as const;

/** What is wrong with the ticks, at the box to mend. */
export function presentChoiceRefusal(refusal: ChoiceRefusal): Problem {
  switch (refusal.kind) {
    case "no-cause":
      return {
        field: "cause-1",
        text: missing.cause,
      };
    case "no-such":
      return {
        field: null,
        text: `There is no ${refusal.of} ${refusal.number}: this suggestion has ${refusal.count}`,
      };
    case "control-without-cause": {
      const causes = `${refusal.actsOn.length === 1 ? "cause" : "one of causes"} ${listWords([...refusal.actsOn].sort((a, b) => a - b))}`;
      return {
        field: `control-${refusal.control}`,
        text: `Control ${refusal.control} acts on a cause that is not ticked: tick ${causes}, or untick the control`,
      };
    }
  }
}

/** Where a control that is refused for its causes may be tied to others instead, at that field. */
export const orRetie = (refusal: ChoiceRefusal): Problem[] =>
  refusal.kind === "control-without-cause"
    ? [
        {
          field: `word-control-${refusal.control}-causes`,
          text: `Or change “Causes that control ${refusal.control} acts on” to those that you ticked`,
        },
      ]
    : [];

/** What a rejection still needs. */
export function missingInRejection(reason: string, text: string): Problem[] {
  const code = $RejectCode.safeParse(reason);
  if (!code.success) return [{ field: "reason", text: missing.reason }];
  if (!needsText(code.data) || text.trim() !== "") return [];
  return [
    {
      field: "reason-text",
      text:
        code.data === "out-of-scope"
          ? "Cite the part of the scope that leaves it out"
          : "Say why it is not foreseeable",
    },
  ];
}
