import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { AppError } from "../../app/errors.ts";
import { canonicalText } from "../../domain/hash/canonical.ts";
import type { Product } from "../../domain/product/product.ts";
import { isForForm, presentRefusal } from "../errors.ts";
import { readForm, shownTo, unlessBlank } from "../form.ts";
import { baselineAt, baselinesAt, productAt, productsAt } from "../presenters/addresses.ts";
import { presentBaselines } from "../presenters/baseline/list.ts";
import { presentPrepare } from "../presenters/baseline/prepare.ts";
import { presentBaseline, presentCompare } from "../presenters/baseline/show.ts";
import { frame, type Problem } from "../presenters/frame.ts";
import { nothingTyped, type Typed } from "../presenters/typed.ts";
import type { PageEnv } from "../render.ts";
import type { PageTools } from "../tools.ts";

const path = "/products/:slug/baselines";
const prepare = `${path}/prepare` as const;
const notice = "The baseline is approved and kept, byte for byte as it was shown to you.";

const crumbsOf = ({ name, slug }: Product) => [
  { text: "Products", href: productsAt },
  { text: name, href: productAt(slug) },
];
const crumbsWithin = (product: Product) => [
  ...crumbsOf(product),
  { text: "Baselines", href: baselinesAt(product.slug) },
];

/** The number of a baseline in an address; what is none names no page. */
function readNumber(text: string | undefined): number {
  if (text !== undefined && /^[1-9]\d{0,8}$/u.test(text)) return Number(text);
  throw new AppError("not-found", "There is no baseline at this address: each has a number.");
}

export function addBaselineRoutes(app: Hono<PageEnv>, { call, render, newKey }: PageTools): void {
  app.get(path, async (c) => {
    const listed = await call("baseline.list", { product: c.req.param("slug") });
    const around = frame({
      title: `Baselines of ${listed.product.name}`,
      section: "products",
      crumbs: crumbsOf(listed.product),
    });
    return render(c, "baselines", around, presentBaselines(listed));
  });

  const show = async (
    c: Context<PageEnv, typeof prepare>,
    typed: Typed = nothingTyped,
    problems: readonly Problem[] = [],
    status: ContentfulStatusCode = 200,
  ) => {
    const prepared = await call("baseline.prepare", { product: c.req.param("slug") });
    const { product, content } = prepared;
    const person = c.get("person") ?? null;
    const model = presentPrepare(prepared, { person, key: newKey(), typed, problems });
    const around = frame({
      title: `Baseline ${content.number} of ${product.name}`,
      section: "products",
      crumbs: crumbsWithin(product),
      scripts: ["keep"],
      problems,
    });
    return render(c, "baseline-prepare", around, model, status);
  };

  app.get(prepare, (c) => show(c));

  app.post(prepare, async (c) => {
    const form = await readForm(c);
    if (form.text("sign") !== "yes") {
      const problem = { field: "sign", text: "Tick the box to sign: nothing is approved yet" };
      return show(c, form, [problem], 400);
    }
    try {
      const { number } = await call(
        "baseline.approve",
        {
          product: c.req.param("slug"),
          seen: unlessBlank(form.text("seen")),
          meaning: unlessBlank(form.text("meaning")),
          reason: form.text("reason"),
          as: shownTo(form),
        },
        { idempotencyKey: unlessBlank(form.text("key")) },
      );
      return c.redirect(`${baselineAt(c.req.param("slug"), number)}?notice=approved`, 303);
    } catch (error) {
      if (!(error instanceof AppError) || !isForForm(error)) throw error;
      const { sentence, status } = presentRefusal(error);
      const ofReason = error.code === "invalid-input" || error.code === "patient-identifier";
      const problem = { field: ofReason ? "reason" : null, text: sentence };
      return show(c, form, [problem], status);
    }
  });

  app.get(`${path}/compare`, async (c) => {
    const compared = await call("baseline.compare", {
      product: c.req.param("slug"),
      from: readNumber(c.req.query("from")),
      to: readNumber(c.req.query("to")),
    });
    const { product, from, to } = compared;
    const around = frame({
      title: `From baseline ${from.number} to ${to.number} of ${product.name}`,
      section: "products",
      crumbs: crumbsWithin(product),
    });
    return render(c, "baseline-compare", around, presentCompare(compared));
  });

  const file = (c: Context, name: string, text: string) =>
    c.body(text, 200, {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="${name}.json"`,
      "cache-control": "no-store",
    });

  app.get(`${path}/next.json`, async (c) => {
    const { product, content } = await call("baseline.prepare", { product: c.req.param("slug") });
    return file(c, `${product.slug}-baseline-${content.number}-draft`, canonicalText(content));
  });

  app.get(`${path}/:file{[0-9]+\\.json}`, async (c) => {
    const number = readNumber(c.req.param("file").replace(/\.json$/u, ""));
    const { product, text } = await call("baseline.show", {
      product: c.req.param("slug"),
      number,
    });
    return file(c, `${product.slug}-baseline-${number}`, text);
  });

  app.get(`${path}/:number`, async (c) => {
    const shown = await call("baseline.show", {
      product: c.req.param("slug"),
      number: readNumber(c.req.param("number")),
    });
    const around = frame({
      title: `Baseline ${shown.baseline.number} of ${shown.product.name}`,
      section: "products",
      crumbs: crumbsWithin(shown.product),
      notice: c.req.query("notice") === "approved" ? notice : null,
    });
    return render(c, "baseline", around, presentBaseline(shown));
  });
}
