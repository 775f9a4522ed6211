import type { Context, ErrorHandler, Handler } from "hono";
import { AppError } from "../app/errors.ts";
import { scoreStages } from "../domain/hazard/hazard.ts";
import { presentRefusal } from "./errors.ts";
import { readForm, type Form } from "./form.ts";
import { signInFor } from "./presenters/addresses.ts";
import { frame } from "./presenters/frame.ts";
import { shownScoreField } from "./presenters/hazard/risk.ts";
import type { PageEnv } from "./render.ts";
import { forgetSession } from "./routes/sign-in.ts";
import type { OnFault, PageTools } from "./tools.ts";

const faultSentence =
  "Something went wrong in hazid itself. What you did last was not recorded, or not wholly; what was recorded before is safe.";

/** Fields that carry no words of a person. */
const machineFields: ReadonlySet<string> = new Set([
  "key",
  "seen",
  "return",
  "decision",
  "token",
  "next",
  "form",
  "as",
  "by",
  "host",
  "missed",
  "said-by",
  "function-by",
  "standard",
  "strike",
  "strike-function",
  "contest",
  "take-back",
  "then",
  ...scoreStages.map(shownScoreField),
]);

/** Pages for refusals (said in words) and faults (kept by `onFault`, answered with its id and no detail). */
export function createErrorPages(
  { render, newKey, cookie }: Pick<PageTools, "render" | "newKey" | "cookie">,
  { onFault }: { readonly onFault: OnFault },
): { showError: ErrorHandler<PageEnv>; showNotFound: Handler<PageEnv> } {
  return {
    async showError(error, c) {
      if (cookie !== null && error instanceof AppError && error.code === "not-signed-in") {
        forgetSession(c, cookie);
        if (c.req.method === "GET") return c.redirect(signInFor(c.req.url), 302);
      }
      const typed = await typedIn(c);
      if (error instanceof AppError) {
        const { status, heading, sentence } = presentRefusal(error);
        const view = { heading, sentence, requestId: null, typed };
        return render(c, "error", frame({ title: heading, section: null }), view, status);
      }
      const heading = "Something went wrong";
      const requestId = c.get("requestId") ?? newKey();
      onFault(error, requestId);
      const view = { heading, sentence: faultSentence, requestId, typed };
      return render(c, "error", frame({ title: heading, section: null }), view, 500);
    },
    showNotFound(c) {
      const heading = "Page not found";
      const sentence = "There is no page at this address. Check it, or start from the products.";
      const view = { heading, sentence, requestId: null, typed: [] };
      return render(c, "error", frame({ title: heading, section: null }), view, 404);
    },
  };
}

async function typedIn(c: Context<PageEnv>): Promise<Form["typed"]> {
  if (c.req.method !== "POST") return [];
  try {
    const { typed } = await readForm(c);
    const isWritten = (name: string): boolean => !machineFields.has(name.replace(/-[2-9]$/u, ""));
    return typed.filter(({ name, text }) => isWritten(name) && text.trim() !== "");
  } catch {
    return [];
  }
}
