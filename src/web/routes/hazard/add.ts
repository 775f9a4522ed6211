import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { AppError } from "../../../app/errors.ts";
import { fieldWithPatientData, isForForm, presentRefusal } from "../../errors.ts";
import { readForm, shownTo, unlessBlank, type Form } from "../../form.ts";
import { emptyAccount, presentAccountForm, type AccountFields } from "../../presenters/account.ts";
import { hazardAt, logAt, productAt, productsAt } from "../../presenters/addresses.ts";
import { frame, type Problem } from "../../presenters/frame.ts";
import { presentHazardAdd, readWrittenHazard } from "../../presenters/hazard/add.ts";
import type { PageEnv } from "../../render.ts";
import { namePerson, readAccount } from "../account.ts";
import type { PageTools } from "../../tools.ts";

type Kept = {
  readonly form?: Form;
  readonly account?: AccountFields;
  readonly problems?: readonly Problem[];
};
const path = "/products/:slug/log/add";
type AddContext = Context<PageEnv, typeof path>;

/** The page on which a person writes a hazard into the log. */
export function addHazardAddPage(app: Hono<PageEnv>, tools: PageTools): void {
  const { call, render, newKey } = tools;

  const show = async (c: AddContext, kept: Kept = {}, status: ContentfulStatusCode = 200) => {
    const { form, account = emptyAccount, problems = [] } = kept;
    const { product } = await call("log.show", { product: c.req.param("slug") });
    const unnamed = (c.get("person") ?? null) === null;
    const model = presentHazardAdd({
      product,
      naming: unnamed ? presentAccountForm(account, problems) : null,
      places: await call("coverage.places", { product: product.slug }),
      problems,
      key: newKey(),
      ...(form === undefined ? {} : { typed: form, pressed: form.text("decision") }),
    });
    const around = frame({
      title: "Add a hazard by hand",
      section: "products",
      crumbs: [
        { text: "Products", href: productsAt },
        { text: product.name, href: productAt(product.slug) },
        { text: "Hazard log", href: logAt(product.slug) },
      ],
      scripts: ["keep"],
      problems,
    });
    return render(c, "hazard-add", around, model, status);
  };

  app.get(path, (c) => show(c));

  app.post(path, async (c) => {
    const form = await readForm(c);
    const account = readAccount(form);
    const pressed = form.text("decision");
    if (pressed === "more-causes" || pressed === "more-controls") return show(c, { form });
    if (pressed === "name") {
      const problems = await namePerson(tools, c, account, form);
      return show(c, { form, account, problems }, problems.length === 0 ? 200 : 400);
    }
    if (pressed !== "add") {
      const text = "Choose Add to the log: nothing is saved yet";
      return show(c, { form, problems: [{ field: null, text }] }, 400);
    }
    const { content, answers, problems } = readWrittenHazard(form);
    if (content === null) return show(c, { form, account, problems }, 400);
    const slug = c.req.param("slug");
    try {
      const { ref } = await call(
        "hazard.add",
        { product: slug, content, answers: [...answers], as: shownTo(form) },
        { idempotencyKey: unlessBlank(form.text("key")) },
      );
      return c.redirect(`${hazardAt(slug, ref)}?notice=added`, 303);
    } catch (error) {
      if (!(error instanceof AppError) || !isForForm(error)) throw error;
      const { status, sentence } = presentRefusal(error);
      const field =
        error.code === "no-person"
          ? "name"
          : error.code === "patient-identifier"
            ? fieldWithPatientData(form)
            : null;
      return show(c, { form, account, problems: [{ field, text: sentence }] }, status);
    }
  });
}
