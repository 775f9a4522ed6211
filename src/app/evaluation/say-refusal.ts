import type { DecisionRefusal } from "../../domain/evaluation/decision.ts";

/** What does not hold of a decision, and what would. */
export function sayRefusal(refusal: DecisionRefusal): string {
  switch (refusal.kind) {
    case "no-candidate":
      return "Expected the number of at least one candidate; found none.";
    case "unknown-candidate":
      return `There is no candidate ${refusal.candidate} in this case.`;
    case "judged-already":
      return `Candidate ${refusal.candidate} was judged already, and is not asked again.`;
    case "twice":
      return `Candidate ${refusal.candidate} is named twice: say one thing of it.`;
    case "unknown-cause":
      return refusal.causes === 0
        ? `The known hazard names no causes; found cause ${refusal.cause}.`
        : `The known hazard has causes 1 to ${refusal.causes}; found cause ${refusal.cause}.`;
    case "cause-of-no":
      return "What does not match names none of the known hazard’s causes: leave the causes out of a NO.";
    case "strict-without-cause":
      return "STRICT needs at least one cause that is the same by mechanism: name it, or say LENIENT.";
    case "no-why":
      return "Every verdict has a reason: say why.";
  }
}
