import { AppError } from "../../app/errors.ts";
import type { Call } from "../../app/use-cases.ts";
import { isForForm, presentRefusal } from "../errors.ts";
import { shownTo, unlessBlank, type Form } from "../form.ts";
import { queueAt, suggestionAt } from "../presenters/addresses.ts";
import { readBeyond, takeFieldId } from "../presenters/beyond.ts";
import type { Notice, Problem } from "../presenters/frame.ts";
import { count } from "../presenters/words.ts";

type Taken =
  | { readonly notice: Notice }
  | { readonly problem: Problem; readonly status: ReturnType<typeof presentRefusal>["status"] };

const nothingTicked = "Tick at least one: nothing is queued yet";

/** Queues what was ticked of a list of what limits left out; a refusal is said at the list. */
export async function takeTicked(call: Call, form: Form, slug: string): Promise<Taken> {
  const candidates = form.texts("take").map(readBeyond);
  if (candidates.length === 0) {
    return { problem: { field: takeFieldId, text: nothingTicked }, status: 400 };
  }
  try {
    const taken = await call(
      "queue.take-beyond",
      { product: slug, as: shownTo(form), candidates },
      { idempotencyKey: unlessBlank(form.text("key")) },
    );
    return { notice: sayTaken(slug, taken) };
  } catch (error) {
    if (!(error instanceof AppError) || !isForForm(error)) throw error;
    const { status, sentence } = presentRefusal(error);
    return { problem: { field: takeFieldId, text: sentence }, status };
  }
}

function sayTaken(
  slug: string,
  taken: readonly { readonly ref: string; readonly before: boolean }[],
): Notice {
  const fresh = taken.filter(({ before }) => !before);
  const known = taken.length - fresh.length;
  const [only] = taken;
  const text = [
    ...(fresh.length === 0
      ? []
      : [
          `${count(fresh.length, "suggestion waits", "suggestions wait")} in the queue at your request: ${fresh.map(({ ref }) => ref).join(", ")}. Nothing is decided.`,
        ]),
    ...(known === 0 ? [] : [`${known} ${known === 1 ? "was" : "were"} in the queue already.`]),
  ].join(" ");
  const link =
    taken.length === 1 && only !== undefined
      ? { text: `Open ${only.ref}`, href: suggestionAt(slug, only.ref), key: "" }
      : { text: "Open the queue", href: queueAt(slug), key: "" };
  return { text, link };
}
