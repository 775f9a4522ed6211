import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { AppError } from "../../app/errors.ts";
import { rightsOfRole } from "../../domain/actor/rights.ts";
import { $Every } from "../../domain/view/sample.ts";
import { isForForm, presentRefusal } from "../errors.ts";
import { readForm, shownTo, unlessBlank } from "../form.ts";
import { productAt, productsAt, viewsAt } from "../presenters/addresses.ts";
import { frame, type Problem } from "../presenters/frame.ts";
import { nothingTyped, type Typed } from "../presenters/typed.ts";
import { presentViews } from "../presenters/views.ts";
import type { PageEnv } from "../render.ts";
import type { PageTools } from "../tools.ts";

const path = "/products/:slug/views";
const notice = "The sample is changed. It holds for suggestions that you have not opened yet.";

export function addViewsRoutes(app: Hono<PageEnv>, { call, render, newKey }: PageTools): void {
  const show = async (
    c: Context<PageEnv, typeof path>,
    typed: Typed = nothingTyped,
    problems: readonly Problem[] = [],
    status: ContentfulStatusCode = 200,
  ) => {
    const list = await call("view.list", { product: c.req.param("slug") });
    const person = c.get("person") ?? null;
    const mayChange = person !== null && rightsOfRole[person.role].includes("decide");
    const model = presentViews(list, { mayChange, key: newKey(), typed, problems });
    const around = frame({
      title: `Own view first, ${list.product.name}`,
      section: "products",
      crumbs: [
        { text: "Products", href: productsAt },
        { text: list.product.name, href: productAt(list.product.slug) },
      ],
      problems,
      notice: c.req.query("notice") === "changed" ? notice : null,
    });
    return render(c, "views", around, model, status);
  };

  app.get(path, (c) => show(c));

  app.post(path, async (c) => {
    const form = await readForm(c);
    const text = form.text("every").trim();
    const every = $Every.safeParse(/^\d{1,3}$/u.test(text) ? Number(text) : null);
    if (!every.success) {
      const problem = {
        field: "every",
        text: "Give a whole number from 2 to 50, or 0 so that no suggestion asks",
      };
      return show(c, form, [problem], 400);
    }
    try {
      const sample = await call(
        "view.sample",
        {
          product: c.req.param("slug"),
          every: every.data,
          as: shownTo(form),
        },
        { idempotencyKey: unlessBlank(form.text("key")) },
      );
      return c.redirect(`${viewsAt(sample.product)}?notice=changed`, 303);
    } catch (error) {
      if (!(error instanceof AppError) || !isForForm(error)) throw error;
      const { sentence, status } = presentRefusal(error);
      return show(c, form, [{ field: "every", text: sentence }], status);
    }
  });
}
