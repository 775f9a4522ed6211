import type { Hono } from "hono";
import { AppError } from "../../app/errors.ts";
import { readForm, unlessBlank, type Form } from "../form.ts";
import { productAt, productsAt, queueAt } from "../presenters/addresses.ts";
import { frame } from "../presenters/frame.ts";
import { presentProduct } from "../presenters/product.ts";
import type { PageEnv } from "../render.ts";
import type { PageTools } from "../tools.ts";

/** Fixed sentences; the address only chooses among them. */
const notices: ReadonlyMap<string, string> = new Map([
  ["added", "The product is added. Check what was read from its description."],
  ["described", "The description is kept as a new version of this product."],
  ["blotted", "The text is taken out wherever it was kept. The audit says who did it and why."],
  ["cancelled", "The run is stopped. What it had done is kept, and it can be resumed."],
  ["known", "This very description was here already: nothing was added."],
]);

const answerField = /^answer-(.+)$/u;

/** The answers that were typed; fields left blank are no answers. */
const answersIn = (form: Form): { question: string; text: string }[] =>
  form.typed.flatMap(({ name, text }) => {
    const question = answerField.exec(name)?.[1];
    return question === undefined || text.trim() === "" ? [] : [{ question, text }];
  });

export function addProductRoutes(app: Hono<PageEnv>, { call, render, newKey }: PageTools): void {
  app.get("/products/:slug", async (c) => {
    const shown = await call("product.show", { product: c.req.param("slug") });
    const around = frame({
      title: shown.product.name,
      section: "products",
      crumbs: [{ text: "Products", href: productsAt }],
      notice: notices.get(c.req.query("notice") ?? "") ?? null,
      wide: true,
    });
    return render(c, "product", around, presentProduct(shown, newKey()));
  });

  app.post("/products/:slug/identify", async (c) => {
    const form = await readForm(c);
    const { product } = await call(
      "run.identify",
      { product: c.req.param("slug") },
      { idempotencyKey: unlessBlank(form.text("key")) },
    );
    return c.redirect(`${queueAt(product.slug)}?notice=identified`, 303);
  });

  app.post("/products/:slug/answers", async (c) => {
    const form = await readForm(c);
    const key = unlessBlank(form.text("key"));
    const answers = answersIn(form);
    if (answers.length === 0) {
      throw new AppError("invalid-input", "Expected an answer to at least one question.");
    }
    const answered = await call(
      "product.answer",
      { product: c.req.param("slug"), answers },
      { idempotencyKey: key },
    );
    const { product } = await call(
      "run.identify",
      { product: answered.id, since: answered.since },
      { idempotencyKey: key === undefined ? undefined : `${key}-run` },
    );
    return c.redirect(`${queueAt(product.slug)}?notice=identified`, 303);
  });

  app.post("/products/:slug/runs/:run/cancel", async (c) => {
    const form = await readForm(c);
    const product = c.req.param("slug");
    await call(
      "run.cancel",
      { run: c.req.param("run"), product },
      { idempotencyKey: unlessBlank(form.text("key")) },
    );
    return c.redirect(`${productAt(product)}?notice=cancelled`, 303);
  });

  app.post("/products/:slug/runs/:run/resume", async (c) => {
    const form = await readForm(c);
    const { product } = await call(
      "run.resume",
      { run: c.req.param("run"), product: c.req.param("slug") },
      { idempotencyKey: unlessBlank(form.text("key")) },
    );
    return c.redirect(`${queueAt(product.slug)}?notice=identified`, 303);
  });
}
