import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { AppError } from "../../../app/errors.ts";
import type { ShownHazard } from "../../../app/hazard/show.ts";
import { isForForm } from "../../errors.ts";
import { readForm, shownTo, unlessBlank, type Form } from "../../form.ts";
import { emptyAccount, presentAccountForm, type AccountFields } from "../../presenters/account.ts";
import { hazardAt, logAt, productAt, productsAt } from "../../presenters/addresses.ts";
import { frame, type Problem } from "../../presenters/frame.ts";
import { presentHazardPage } from "../../presenters/hazard/page.ts";
import type { PageEnv } from "../../render.ts";
import { namePerson, readAccount } from "../account.ts";
import type { PageTools } from "../../tools.ts";
import { fieldOf, type HazardAct } from "./act.ts";
import { controlActs } from "./control-acts.ts";
import { knownActs } from "./known-acts.ts";
import { presentHazardRefusal } from "./refusal.ts";
import { riskActs } from "./risk-acts.ts";
import { standingActs } from "./standing-acts.ts";

const acts: ReadonlyMap<string, HazardAct> = new Map<string, HazardAct>(
  Object.entries({ ...controlActs, ...knownActs, ...riskActs, ...standingActs }),
);
/** Acts of other pages that lead here. */
const otherNotices: ReadonlyMap<string, string> = new Map([
  ["added", "The hazard is in the log."],
  ["edited", "The edit is saved."],
]);
const nothingPressed: Problem = {
  field: null,
  text: "Choose one of the buttons: nothing is saved yet",
};

type Kept = {
  readonly form?: Form;
  readonly account?: AccountFields;
  readonly problems?: readonly Problem[];
  readonly notice?: string | null;
};
const path = "/products/:slug/hazards/:ref";
type HazardContext = Context<PageEnv, typeof path>;

/** The page of a hazard, and every decision that is sent from it. */
export function addHazardPage(app: Hono<PageEnv>, tools: PageTools): void {
  const { call, render, newKey } = tools;

  const find = (c: HazardContext): Promise<ShownHazard> =>
    call("hazard.show", { hazard: c.req.param("ref"), product: c.req.param("slug") });

  const show = async (c: HazardContext, kept: Kept = {}, status: ContentfulStatusCode = 200) => {
    const { form, account = emptyAccount, problems = [], notice = null } = kept;
    const shown = await find(c);
    const { product, hazard } = shown;
    const unnamed = (c.get("person") ?? null) === null;
    // A page is read by the organisation itself; what goes further is a file.
    const audience = "organisation" as const;
    const provenance = await call("provenance.show", { ref: hazard.id, audience });
    const model = presentHazardPage({
      shown,
      provenance,
      places: await call("coverage.places", { product: product.slug }),
      naming: unnamed ? presentAccountForm(account, problems) : null,
      problems,
      key: newKey(),
      ...(form === undefined ? {} : { typed: form }),
    });
    const around = frame({
      title: `${hazard.ref}, ${hazard.name}`,
      section: "products",
      crumbs: [
        { text: "Products", href: productsAt },
        { text: product.name, href: productAt(product.slug) },
        { text: "Hazard log", href: logAt(product.slug) },
      ],
      scripts: ["keep"],
      problems,
      notice,
    });
    return render(c, "hazard", around, model, status);
  };

  app.get(path, (c) => {
    const asked = c.req.query("notice") ?? "";
    return show(c, { notice: acts.get(asked)?.notice ?? otherNotices.get(asked) ?? null });
  });

  app.post(path, async (c) => {
    const form = await readForm(c);
    const account = readAccount(form);
    const pressed = form.text("decision");
    if (pressed === "name") {
      const problems = await namePerson(tools, c, account, form);
      return show(c, { form, account, problems }, problems.length === 0 ? 200 : 400);
    }
    const act = acts.get(pressed);
    if (act === undefined) return show(c, { form, problems: [nothingPressed] }, 400);
    const { slug, ref } = c.req.param();
    const shown = await find(c);
    // A form sent twice is of an older hazard the second time, and is answered as the first time.
    const wasSeen = form.text("seen") === shown.hazard.hash;
    const problems = wasSeen ? act.check(form, shown) : [];
    if (problems.length > 0) return show(c, { form, account, problems }, 400);
    const about = {
      hazard: ref,
      product: slug,
      seen: unlessBlank(form.text("seen")),
      as: shownTo(form),
    };
    try {
      await act.act(call, about, form, { idempotencyKey: unlessBlank(form.text("key")) });
    } catch (error) {
      if (!(error instanceof AppError) || !isForForm(error)) throw error;
      const { status, problem } = presentHazardRefusal(
        error,
        await find(c),
        form,
        fieldOf(act, form),
      );
      return show(c, { form, account, problems: [problem] }, status);
    }
    return c.redirect(`${hazardAt(slug, ref)}?notice=${pressed}`, 303);
  });
}
