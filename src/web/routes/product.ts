import type { Context, Hono } from "hono";
import { AppError } from "../../app/errors.ts";
import { isForForm, presentRefusal } from "../errors.ts";
import { readForm, unlessBlank, type Form } from "../form.ts";
import { productAt, productsAt, runAt } from "../presenters/addresses.ts";
import { frame, type Problem } from "../presenters/frame.ts";
import { presentProduct } from "../presenters/product.ts";
import { readCorrections } from "../presenters/read-corrections.ts";
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
  const show = async (c: Context<PageEnv>, form?: Form, problems: Problem[] = []) => {
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
    const corrections = { facets, problems, ...(form === undefined ? {} : { typed: form }) };
    const model = presentProduct(shown, newKey(), corrections);
    return render(c, "product", around, model, problems.length === 0 ? 200 : 400);
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
      const field = form.text("missed") === "" ? "corrections" : "missed-words";
      return show(c, form, [{ field, text: presentRefusal(error).sentence }]);
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
    const answered = await call("product.answer", { product, answers }, { idempotencyKey: key });
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
