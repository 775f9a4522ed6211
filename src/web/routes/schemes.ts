import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { AppError } from "../../app/errors.ts";
import { rightsOfRole, type Right } from "../../domain/actor/rights.ts";
import { isForForm, presentRefusal } from "../errors.ts";
import { readForm, shownTo, unlessBlank } from "../form.ts";
import { productAt, productsAt, schemeOfAt, schemesAt } from "../presenters/addresses.ts";
import { frame, type Problem } from "../presenters/frame.ts";
import { presentSchemes } from "../presenters/scheme/list.ts";
import { presentProductScheme, readChoice } from "../presenters/scheme/product.ts";
import { nothingTyped, type Typed } from "../presenters/typed.ts";
import { readScheme, writeExample } from "../read-scheme.ts";
import type { PageEnv } from "../render.ts";
import type { PageTools } from "../tools.ts";

const path = "/products/:slug/scheme";
/** Fixed sentences; the address only chooses among them. */
const notices: ReadonlyMap<string, string> = new Map([
  ["added", "The scheme is added. No product goes by it before it is declared for one."],
  ["declared", "The scheme is declared. Scores by another scheme are marked to be given again."],
]);

export function addSchemeRoutes(app: Hono<PageEnv>, { call, render, newKey }: PageTools): void {
  const may = (c: Context<PageEnv>, right: Right): boolean => {
    const person = c.get("person") ?? null;
    return person !== null && rightsOfRole[person.role].includes(right);
  };
  const noticeOf = (c: Context<PageEnv>): string | null =>
    notices.get(c.req.query("notice") ?? "") ?? null;

  const showAll = async (
    c: Context<PageEnv>,
    typed: Typed = nothingTyped,
    problems: readonly Problem[] = [],
    status: ContentfulStatusCode = 200,
  ) => {
    const model = presentSchemes(await call("scheme.list", {}), {
      ...{ mayAdd: may(c, "decide"), key: newKey(), typed, problems },
      example: await writeExample(),
    });
    const around = frame({
      title: "Risk schemes",
      section: "products",
      crumbs: [{ text: "Products", href: productsAt }],
      scripts: ["keep"],
      problems,
      notice: noticeOf(c),
    });
    return render(c, "schemes", around, model, status);
  };

  app.get(schemesAt, (c) => showAll(c));

  app.post(schemesAt, async (c) => {
    const form = await readForm(c);
    const read = await readScheme(form.text("scheme"));
    if ("problems" in read) {
      const problems = read.problems.map((text) => ({ field: "scheme", text }));
      return showAll(c, form, problems, 400);
    }
    try {
      await call(
        "scheme.add",
        { scheme: read.scheme, as: shownTo(form) },
        { idempotencyKey: unlessBlank(form.text("key")) },
      );
      return c.redirect(`${schemesAt}?notice=added`, 303);
    } catch (error) {
      if (!(error instanceof AppError) || !isForForm(error)) throw error;
      const { sentence, status } = presentRefusal(error);
      return showAll(c, form, [{ field: "scheme", text: sentence }], status);
    }
  });

  const showOf = async (
    c: Context<PageEnv, typeof path>,
    typed: Typed = nothingTyped,
    problems: readonly Problem[] = [],
    status: ContentfulStatusCode = 200,
  ) => {
    const declared = await call("scheme.declared", { product: c.req.param("slug") });
    const { product } = declared;
    const model = presentProductScheme(declared, await call("scheme.list", {}), {
      ...{ mayDeclare: may(c, "approve"), key: newKey(), typed, problems },
    });
    const around = frame({
      title: `Risk scheme of ${product.name}`,
      section: "products",
      crumbs: [
        { text: "Products", href: productsAt },
        { text: product.name, href: productAt(product.slug) },
      ],
      scripts: ["keep"],
      problems,
      notice: noticeOf(c),
    });
    return render(c, "product-scheme", around, model, status);
  };

  app.get(path, (c) => showOf(c));

  app.post(path, async (c) => {
    const form = await readForm(c);
    const chosen = readChoice(form.text("choice"));
    const reason = form.text("reason");
    const problems: Problem[] = [
      ...(chosen === null ? [{ field: "choice", text: "Choose a scheme" }] : []),
      ...(reason.trim().length < 10
        ? [{ field: "reason", text: "Say why, in a sentence: whoever reads it later was not here" }]
        : []),
    ];
    if (chosen === null || problems.length > 0) return showOf(c, form, problems, 400);
    try {
      const { product } = await call(
        "scheme.declare",
        { product: c.req.param("slug"), ...chosen, reason, as: shownTo(form) },
        { idempotencyKey: unlessBlank(form.text("key")) },
      );
      return c.redirect(`${schemeOfAt(product)}?notice=declared`, 303);
    } catch (error) {
      if (!(error instanceof AppError) || !isForForm(error)) throw error;
      const { sentence, status } = presentRefusal(error);
      const field = error.code === "patient-identifier" ? "reason" : null;
      return showOf(c, form, [{ field, text: sentence }], status);
    }
  });
}
