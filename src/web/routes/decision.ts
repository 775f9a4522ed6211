import type { ShownSuggestion } from "../../app/queue/show.ts";
import type { Call } from "../../app/use-cases.ts";
import { refuseChoice } from "../../domain/suggestion/suggestion.ts";
import { numbersOf, unlessBlank, type Form } from "../form.ts";
import type { Problem } from "../presenters/frame.ts";
import { missingInRejection, presentChoiceRefusal } from "../presenters/refused-choice.ts";
import type { Entered } from "../presenters/suggestion.ts";

/** Ticks belong to the content that was seen: on other content the same numbers mean other causes. */
export function readEntered(form: Form, shown: ShownSuggestion): Entered {
  const words = { reason: form.text("reason"), text: form.text("text") };
  if (form.text("seen") !== shown.suggestion.hash) return { causes: [], controls: [], ...words };
  return {
    causes: numbersOf(form.texts("causes")),
    controls: numbersOf(form.texts("controls")),
    ...words,
  };
}

/** What can be mended at a field before anything is decided. */
export function refuseDecision(
  verb: string,
  form: Form,
  shown: ShownSuggestion,
  entered: Entered,
): Problem[] {
  if (form.text("seen") !== shown.suggestion.hash) return [];
  if (verb === "reject") return missingInRejection(entered.reason, entered.text);
  if (verb !== "accept")
    return [{ field: null, text: "Choose Accept or Reject: nothing is decided yet" }];
  const refusal = refuseChoice(entered, shown.suggestion.content);
  return refusal === null ? [] : [presentChoiceRefusal(refusal)];
}

export async function decide(
  call: Call,
  verb: string,
  form: Form,
  { suggestion, product }: ShownSuggestion,
  { causes, controls, reason, text }: Entered,
): Promise<void> {
  const options = { idempotencyKey: unlessBlank(form.text("key")) };
  const about = {
    suggestion: suggestion.ref,
    product: product.slug,
    seen: unlessBlank(form.text("seen")),
    as: unlessBlank(form.text("as")),
  };
  if (verb === "accept") {
    await call("queue.accept", { ...about, causes: [...causes], controls: [...controls] }, options);
  } else {
    await call("queue.reject", { ...about, reason, text: unlessBlank(text) }, options);
  }
}
