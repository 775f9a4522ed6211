import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { AppError } from "../../app/errors.ts";
import type { AnsweredProduct } from "../../app/product/answer.ts";
import { isForForm, presentRefusal } from "../errors.ts";
import { readForm, unlessBlank, type Form } from "../form.ts";
import { productAt, productsAt, runAt } from "../presenters/addresses.ts";
import { frame, type Problem } from "../presenters/frame.ts";
import { presentProduct } from "../presenters/product.ts";
import { firstFilled, readCorrections } from "../presenters/read-corrections.ts";
import type { PageEnv } from "../render.ts";
import type { PageTools } from "../tools.ts";

/** Fixed sentences; the address only chooses among them. */
const notices: ReadonlyMap<string, string> = new Map([
  ["added", "The product is added. Check what was read from its description."],
  ["described", "The description is kept as a new version of this product."],
  ["blotted", "The text is taken out wherever it was kept. The audit says who did it and why."],
  ["known", "This very description was here already: nothing was added."],
  ["corrected", "Your corrections are kept, as a new version of the description."],
  ["answered", "The answers are kept, as a new version of the description."],
]);

const answerField = /^answer-(.+)$/u;

/** The answers that were typed; fields left blank are no answers. */
const answersIn = (form: Form): { question: string; text: string }[] =>
  form.typed.flatMap(({ name, text }) => {
    const question = answerField.exec(name)?.[1];
    return question === undefined || text.trim() === "" ? [] : [{ question, text }];
  });

export function addProductRoutes(
  app: Hono<PageEnv>,
  { call, background, render, newKey }: PageTools,
): void {
  const show = async (
    c: Context<PageEnv>,
    form?: Form,
    problems: Problem[] = [],
    status: ContentfulStatusCode = problems.length === 0 ? 200 : 400,
  ) => {
    const shown = await call("product.show", { product: c.req.param("slug") ?? "" });
    const facets = await call("facet.list", {});
    const around = frame({
      scripts: ["list", "keep"],
      title: shown.product.name,
      section: "products",
      crumbs: [{ text: "Products", href: productsAt }],
      notice: notices.get(c.req.query("notice") ?? "") ?? null,
      wide: true,
      problems,
    });
    const corrections = { facets, problems, ...(form && { typed: form, sent: form.typed }) };
    const model = presentProduct(shown, newKey(), corrections);
    return render(c, "product", around, model, status);
  };

  app.get("/products/:slug", (c) => show(c));

  app.post("/products/:slug/corrections", async (c) => {
    const product = c.req.param("slug");
    const form = await readForm(c);
    const { corrections, problems } = readCorrections(form);
    if (problems.length > 0) return show(c, form, problems);
    try {
      const { slug } = await call(
        "product.correct",
        { product, seen: form.text("seen"), ...corrections },
        { idempotencyKey: unlessBlank(form.text("key")) },
      );
      return c.redirect(`${productAt(slug)}?notice=corrected`, 303);
    } catch (error) {
      if (!(error instanceof AppError) || !isForForm(error)) throw error;
      const problem = { field: firstFilled(form), text: presentRefusal(error).sentence };
      return show(c, form, [problem]);
    }
  });

  app.post("/products/:slug/answers", async (c) => {
    const product = c.req.param("slug");
    const form = await readForm(c);
    const key = unlessBlank(form.text("key"));
    const answers = answersIn(form);
    if (answers.length === 0) {
      throw new AppError("invalid-input", "Expected an answer to at least one question.");
    }
    let answered: AnsweredProduct;
    try {
      answered = await call("product.answer", { product, answers }, { idempotencyKey: key });
    } catch (error) {
      if (!(error instanceof AppError) || !isForForm(error)) throw error;
      const { sentence, status } = presentRefusal(error);
      return show(c, form, [{ field: "questions", text: sentence }], status);
    }
    if (form.text("then") === "stay") {
      return c.redirect(`${productAt(answered.slug)}?notice=answered`, 303);
    }
    const run = await call(
      "run.start",
      { product: answered.id, since: answered.looked ?? undefined },
      { idempotencyKey: key === undefined ? undefined : `${key}-run` },
    );
    await background.work(call, run.id);
    return c.redirect(runAt(answered.slug, run.ref), 303);
  });
}
