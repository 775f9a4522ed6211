import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { AppError } from "../../app/errors.ts";
import { riskSchemes } from "../../domain/risk/scheme.ts";
import { isForForm, presentRefusal } from "../errors.ts";
import { readForm, unlessBlank } from "../form.ts";
import { emptyAccount, presentAccountForm, type AccountFields } from "../presenters/account.ts";
import { hazardAt, home, logAt, productAt } from "../presenters/addresses.ts";
import { frame, type Problem } from "../presenters/frame.ts";
import {
  emptyScore,
  isStage,
  missingInScore,
  presentHazardPage,
  type ScoreFields,
} from "../presenters/hazard.ts";
import { presentLog } from "../presenters/log.ts";
import type { PageEnv } from "../render.ts";
import { namePerson, readAccount } from "./account.ts";
import type { PageTools } from "../tools.ts";

type Kept = {
  readonly fields?: ScoreFields;
  readonly account?: AccountFields;
  readonly problems?: readonly Problem[];
  readonly notice?: string | null;
};
const path = "/products/:slug/hazards/:ref";
type HazardContext = Context<PageEnv, typeof path>;

export function addHazardRoutes(app: Hono<PageEnv>, tools: PageTools): void {
  const { call, render, newKey } = tools;

  app.get("/products/:slug/log", async (c) => {
    const shown = await call("log.show", { product: c.req.param("slug") });
    const around = frame({
      title: `Hazard log of ${shown.product.name}`,
      section: "products",
      crumbs: [
        { text: "Products", href: home },
        { text: shown.product.name, href: productAt(shown.product.slug) },
      ],
      wide: true,
    });
    return render(c, "log", around, presentLog(shown));
  });

  const find = async (c: HazardContext) => {
    const { slug, ref } = c.req.param();
    const { product, hazards } = await call("log.show", { product: slug });
    const hazard = hazards.find((other) => other.ref === ref);
    const scheme = riskSchemes.get(product.scheme);
    if (hazard === undefined) throw new AppError("not-found", `There is no hazard “${ref}”.`);
    if (scheme === undefined) {
      throw new AppError("unavailable", `The risk scheme ${product.scheme} is not here.`);
    }
    return { product, hazard, scheme };
  };

  const show = async (c: HazardContext, kept: Kept = {}, status: ContentfulStatusCode = 200) => {
    const { fields = emptyScore, account = emptyAccount, problems = [], notice = null } = kept;
    const { product, hazard, scheme } = await find(c);
    const unnamed = (c.get("person") ?? null) === null;
    const naming = unnamed ? presentAccountForm(account, problems) : null;
    const around = frame({
      title: `${hazard.ref}, ${hazard.name}`,
      section: "products",
      crumbs: [
        { text: "Products", href: home },
        { text: product.name, href: productAt(product.slug) },
        { text: "Hazard log", href: logAt(product.slug) },
      ],
      problems,
      notice,
    });
    const model = presentHazardPage({
      product,
      hazard,
      scheme,
      naming,
      fields,
      problems,
      key: newKey(),
    });
    return render(c, "hazard", around, model, status);
  };

  app.get(path, (c) => {
    const saved = c.req.query("notice") === "scored";
    return show(c, { notice: saved ? "The score is saved." : null });
  });

  app.post(path, async (c) => {
    const form = await readForm(c);
    const fields = {
      stage: form.text("stage"),
      severity: form.text("severity"),
      likelihood: form.text("likelihood"),
    };
    const account = readAccount(form);
    const pressed = form.text("decision");
    if (pressed === "name") {
      const problems = await namePerson(tools, c, account, form);
      return show(c, { fields, account, problems }, problems.length === 0 ? 200 : 400);
    }
    const { slug, ref } = c.req.param();
    const { stage, ...words } = fields;
    const problems = missingInScore(fields);
    if (pressed !== "score")
      problems.push({ field: null, text: "Choose Save score: nothing is saved yet" });
    if (!isStage(stage) || problems.length > 0) {
      return show(c, { fields, account, problems }, 400);
    }
    try {
      await call(
        "hazard.score",
        { hazard: ref, product: slug, stage, as: unlessBlank(form.text("as")), ...words },
        { idempotencyKey: unlessBlank(form.text("key")) },
      );
    } catch (error) {
      if (!(error instanceof AppError) || !isForForm(error)) throw error;
      const { status, sentence } = presentRefusal(error);
      const field = error.code === "no-person" ? "name" : null;
      return show(c, { fields, account, problems: [{ field, text: sentence }] }, status);
    }
    return c.redirect(`${hazardAt(slug, ref)}?notice=scored`, 303);
  });
}
