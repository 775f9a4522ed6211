import type { Context, Hono } from "hono";
import { AppError } from "../../app/errors.ts";
import type { FoundPlaces } from "../../app/tombstone/find.ts";
import { presentRefusal } from "../errors.ts";
import { readForm, shownTo, unlessBlank, type Form } from "../form.ts";
import { productAt, productsAt } from "../presenters/addresses.ts";
import { frame, type Problem } from "../presenters/frame.ts";
import { presentTombstone } from "../presenters/tombstone.ts";
import type { PageEnv } from "../render.ts";
import type { PageTools } from "../tools.ts";

const path = "/products/:slug/unlawful-text";
type TombstoneContext = Context<PageEnv, typeof path>;
type Entered = { readonly text: string; readonly reason: string };

export function addTombstoneRoutes(app: Hono<PageEnv>, { call, render, newKey }: PageTools): void {
  const show = async (
    c: TombstoneContext,
    { text, reason }: Entered,
    found: FoundPlaces | null,
    problem: {
      sentence: string;
      status: ReturnType<typeof presentRefusal>["status"];
    } | null = null,
  ) => {
    const { product } = await call("product.show", { product: c.req.param("slug") });
    const problems: Problem[] =
      problem === null
        ? []
        : [{ field: found === null ? "text" : "reason", text: problem.sentence }];
    const around = frame({
      title: "Take out unlawful text",
      section: "products",
      crumbs: [
        { text: "Products", href: productsAt },
        { text: product.name, href: productAt(product.slug) },
      ],
      problems,
    });
    const model = presentTombstone(product.name, text, reason, newKey(), found, problems);
    return render(c, "tombstone", around, model, problem?.status ?? 200);
  };

  const take = async (c: TombstoneContext, form: Form, entered: Entered): Promise<void> => {
    await call(
      "tombstone.add",
      {
        product: c.req.param("slug"),
        ...entered,
        seen: unlessBlank(form.text("seen")),
        as: shownTo(form),
      },
      { idempotencyKey: unlessBlank(form.text("key")) },
    );
  };

  app.get(path, (c) => show(c, { text: "", reason: "" }, null));

  app.post(path, async (c) => {
    const form = await readForm(c);
    const entered = { text: form.text("text"), reason: form.text("reason") };
    let found: FoundPlaces | null = null;
    try {
      found = await call("tombstone.find", { product: c.req.param("slug"), text: entered.text });
      if (form.text("decision") !== "take") return await show(c, entered, found);
      await take(c, form, entered);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return show(c, entered, found, presentRefusal(error));
    }
    return c.redirect(`${productAt(c.req.param("slug"))}?notice=blotted`, 303);
  });
}
