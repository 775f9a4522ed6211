import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { AppError } from "../../app/errors.ts";
import type { ShownSuggestion } from "../../app/queue/show.ts";
import type { WithheldSuggestion } from "../../app/queue/withheld.ts";
import { agreements, minViewLength } from "../../domain/view/view.ts";
import { isForForm, presentRefusal } from "../errors.ts";
import { shownTo, unlessBlank, type Form } from "../form.ts";
import { productAt, productsAt } from "../presenters/addresses.ts";
import { frame, type Notice, type Problem } from "../presenters/frame.ts";
import { presentOwnView, type OwnViewPage } from "../presenters/own-view.ts";
import { nothingTyped, type Typed } from "../presenters/typed.ts";
import { listAt, nextAt, parseWithin } from "../presenters/within.ts";
import type { PageEnv } from "../render.ts";
import type { PageTools } from "../tools.ts";

type Kept = {
  readonly typed?: Typed;
  readonly problems?: readonly Problem[];
  readonly notice?: Notice | null;
  readonly entered?: OwnViewPage["entered"];
};

/** Names of fields whose text a person typed for a decision. */
const decisionTexts = /^(?:(?:reason|merge|defer|undo)-text|into-other)$/u;

/** Asks for the own view of a suggestion that is withheld. */
export function showOwnView(
  { render, newKey }: PageTools,
  c: Context<PageEnv>,
  withheld: WithheldSuggestion,
  { typed = nothingTyped, problems = [], notice = null, entered = [] }: Kept = {},
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const { product, suggestion } = withheld;
  const within = parseWithin(c.req.query("within"));
  const around = frame({
    title: `${suggestion.ref}, your own view first`,
    section: "products",
    crumbs: [
      { text: "Products", href: productsAt },
      { text: product.name, href: productAt(product.slug) },
      { text: "Queue", href: listAt(product.slug, within), key: "l" },
    ],
    problems,
    notice,
    wide: true,
    scripts: ["suggestion", "keep"],
  });
  const model = presentOwnView(withheld, newKey(), typed, problems, entered, within);
  return render(c, "own-view", around, model, status);
}

/** Takes the own view, and opens the suggestion. Whatever else was sent decides nothing. */
export async function takeOwnView(
  tools: PageTools,
  c: Context<PageEnv>,
  form: Form,
  withheld: WithheldSuggestion,
): Promise<Response> {
  const { suggestion, product } = withheld;
  const refused = (text: string, status: ContentfulStatusCode) =>
    showOwnView(
      tools,
      c,
      withheld,
      {
        typed: form,
        problems: [{ field: "own-view", text }],
        entered: form.typed.filter(({ name, text }) => decisionTexts.test(name) && text !== ""),
      },
      status,
    );
  if (form.text("decision") !== "view") {
    return refused(`Write your own view: ${suggestion.ref} opens to you after it`, 409);
  }
  if (form.text("own-view").trim().length < minViewLength) {
    return refused(`Say in at least ${minViewLength} characters what could go wrong`, 400);
  }
  const refusal = await keepView(tools, form, withheld);
  if (refusal !== null) return refused(refusal.sentence, refusal.status);
  const within = parseWithin(c.req.query("within"));
  return c.redirect(nextAt(product.slug, suggestion.ref, within), 303);
}

/** Keeps the own view; the refusal to show where it is not asked for, or cannot be kept. */
export async function keepView(
  { call }: PageTools,
  form: Form,
  { suggestion }: { readonly suggestion: Pick<WithheldSuggestion["suggestion"], "id"> },
): Promise<Pick<ReturnType<typeof presentRefusal>, "sentence" | "status"> | null> {
  try {
    await call(
      "view.write",
      { suggestion: suggestion.id, text: form.text("own-view"), as: shownTo(form) },
      { idempotencyKey: unlessBlank(form.text("key")) },
    );
    return null;
  } catch (error) {
    if (!(error instanceof AppError) || !isForForm(error)) throw error;
    return presentRefusal(error);
  }
}

/** Keeps how near the own view was; the problem to show where nothing could be kept. */
export async function takeAgreement(
  { call }: PageTools,
  form: Form,
  { suggestion }: ShownSuggestion,
): Promise<{ readonly problem: Problem; readonly status: ContentfulStatusCode } | null> {
  const agreement = agreements.find((known) => known === form.text("agreement"));
  if (agreement === undefined) {
    return { problem: { field: "agreement", text: "Choose how near your view was" }, status: 400 };
  }
  try {
    await call(
      "view.agree",
      {
        suggestion: suggestion.id,
        seen: unlessBlank(form.text("seen")),
        agreement,
        text: unlessBlank(form.text("agreement-text")),
        as: shownTo(form),
      },
      { idempotencyKey: unlessBlank(form.text("key")) },
    );
    return null;
  } catch (error) {
    if (!(error instanceof AppError) || !isForForm(error)) throw error;
    const { sentence, status } = presentRefusal(error);
    const field = error.code === "patient-identifier" ? "agreement-text" : "agreement";
    return { problem: { field, text: sentence }, status };
  }
}
