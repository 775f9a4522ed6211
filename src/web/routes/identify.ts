import type { Context, Hono } from "hono";
import { AppError } from "../../app/errors.ts";
import { maxLimit, usualLimit } from "../../app/run/limit.ts";
import { isForForm, presentRefusal } from "../errors.ts";
import { readForm, unlessBlank, type Form } from "../form.ts";
import { productAt, productsAt, runAt } from "../presenters/addresses.ts";
import { frame, type Problem } from "../presenters/frame.ts";
import { presentIdentify } from "../presenters/identify.ts";
import type { PageEnv } from "../render.ts";
import type { PageTools } from "../tools.ts";

/** What a form asks for, or what is to be mended in it. */
function readIdentify(form: Form, hasModel: boolean) {
  const by = form.text("by");
  const said = form.text("limit").trim();
  const limit = said === "" ? usualLimit : /^\d{1,4}$/u.test(said) ? Number(said) : 0;
  const problems: Problem[] = [
    ...(hasModel && by !== "rules" && by !== "model"
      ? [{ field: "by", text: "Choose who drafts: nothing is sent that nobody agreed to" }]
      : []),
    ...(limit < 1 || limit > maxLimit
      ? [{ field: "limit", text: `Give a whole number from 1 to ${maxLimit}` }]
      : []),
  ];
  return { sendTo: by === "model" ? form.text("host") : undefined, limit, problems };
}

/** Before a run: what would leave this machine, and who drafts. */
export function addIdentifyRoutes(
  app: Hono<PageEnv>,
  { call, background, render, newKey }: PageTools,
): void {
  const show = async (
    c: Context<PageEnv>,
    form?: Form,
    problems: Problem[] = [],
    limit = String(usualLimit),
  ) => {
    const product = c.req.param("slug") ?? "";
    const shown = await call("product.show", { product });
    const preview = await call("run.preview", { product });
    const { name, slug } = shown.product;
    const around = frame({
      scripts: ["keep"],
      title: `Identify hazards of ${name}`,
      section: "products",
      crumbs: [
        { text: "Products", href: productsAt },
        { text: name, href: productAt(slug) },
      ],
      problems,
    });
    const model = presentIdentify(shown, preview, newKey(), limit, form, problems);
    return render(c, "identify", around, model, problems.length === 0 ? 200 : 400);
  };

  app.get("/products/:slug/identify", (c) => {
    const limit = c.req.query("limit") ?? "";
    return show(c, undefined, [], /^\d{1,4}$/u.test(limit) ? limit : undefined);
  });

  app.post("/products/:slug/identify", async (c) => {
    const slug = c.req.param("slug");
    const form = await readForm(c);
    const { model } = await call("run.preview", { product: slug });
    const { sendTo, limit, problems } = readIdentify(form, model !== null);
    if (problems.length > 0) return show(c, form, problems);
    try {
      const run = await call(
        "run.start",
        { product: slug, limit, ...(sendTo === undefined ? {} : { sendTo }) },
        { idempotencyKey: unlessBlank(form.text("key")) },
      );
      await background.work(call, run.id);
      return c.redirect(runAt(slug, run.ref), 303);
    } catch (error) {
      if (!(error instanceof AppError) || !isForForm(error) || sendTo === undefined) throw error;
      return show(c, form, [{ field: "by-2", text: presentRefusal(error).sentence }]);
    }
  });
}
