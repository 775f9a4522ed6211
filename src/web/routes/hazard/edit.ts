import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { AppError } from "../../../app/errors.ts";
import type { ShownHazard } from "../../../app/hazard/show.ts";
import { isForForm } from "../../errors.ts";
import { readForm, shownTo, unlessBlank, type Form } from "../../form.ts";
import { emptyAccount, presentAccountForm, type AccountFields } from "../../presenters/account.ts";
import { hazardAt, logAt, productAt, productsAt } from "../../presenters/addresses.ts";
import { frame, type Problem } from "../../presenters/frame.ts";
import { presentHazardEdit } from "../../presenters/hazard/edit.ts";
import { readHazardEdit } from "../../presenters/hazard/read-edit.ts";
import type { PageEnv } from "../../render.ts";
import { namePerson, readAccount } from "../account.ts";
import type { PageTools } from "../../tools.ts";
import { presentHazardRefusal } from "./refusal.ts";

type Kept = {
  readonly form?: Form;
  readonly account?: AccountFields;
  readonly problems?: readonly Problem[];
};
const path = "/products/:slug/hazards/:ref/edit";
type EditContext = Context<PageEnv, typeof path>;

/** The page on which a hazard is worded anew, with its causes and controls. */
export function addHazardEditPage(app: Hono<PageEnv>, tools: PageTools): void {
  const { call, render, newKey } = tools;

  const find = (c: EditContext): Promise<ShownHazard> =>
    call("hazard.show", { hazard: c.req.param("ref"), product: c.req.param("slug") });

  const show = async (c: EditContext, kept: Kept = {}, status: ContentfulStatusCode = 200) => {
    const { form, account = emptyAccount, problems = [] } = kept;
    const shown = await find(c);
    const { product, hazard } = shown;
    const unnamed = (c.get("person") ?? null) === null;
    const model = presentHazardEdit({
      shown,
      naming: unnamed ? presentAccountForm(account, problems) : null,
      places: await call("coverage.places", { product: product.slug }),
      problems,
      key: newKey(),
      ...(form === undefined ? {} : { typed: form, pressed: form.text("decision") }),
    });
    const around = frame({
      title: `Edit ${hazard.ref}, ${hazard.name}`,
      section: "products",
      crumbs: [
        { text: "Products", href: productsAt },
        { text: product.name, href: productAt(product.slug) },
        { text: "Hazard log", href: logAt(product.slug) },
        { text: hazard.ref, href: hazardAt(product.slug, hazard.ref) },
      ],
      scripts: ["keep"],
      problems,
    });
    return render(c, "hazard-edit", around, model, status);
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
    if (pressed !== "edit") {
      const text = "Choose Save changes: nothing is saved yet";
      return show(c, { form, problems: [{ field: null, text }] }, 400);
    }
    const { slug, ref } = c.req.param();
    const { versions } = await find(c);
    // Compared with what was shown, so that sending the form twice asks for the same edit twice.
    const seen = versions.find(({ hash }) => hash === form.text("seen"))?.content;
    const { edits, answers, problems } =
      seen === undefined ? { edits: {}, answers: [], problems: [] } : readHazardEdit(seen, form);
    if (edits === null) return show(c, { form, account, problems }, 400);
    try {
      await call(
        "hazard.edit",
        {
          hazard: ref,
          product: slug,
          seen: unlessBlank(form.text("seen")),
          as: shownTo(form),
          edits,
          answers: [...answers],
          text: unlessBlank(form.text("edit-text")),
        },
        { idempotencyKey: unlessBlank(form.text("key")) },
      );
    } catch (error) {
      if (!(error instanceof AppError) || !isForForm(error)) throw error;
      const { status, problem } = presentHazardRefusal(error, await find(c), form, null);
      return show(c, { form, account, problems: [problem] }, status);
    }
    return c.redirect(`${hazardAt(slug, ref)}?notice=edited`, 303);
  });
}
