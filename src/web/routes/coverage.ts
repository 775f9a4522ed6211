import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { AppError } from "../../app/errors.ts";
import { requirePlace } from "../../app/coverage/require.ts";
import { isForForm, presentRefusal } from "../errors.ts";
import { readForm, shownTo, unlessBlank, type Form } from "../form.ts";
import { emptyAccount, presentAccountForm, type AccountFields } from "../presenters/account.ts";
import { coverageAt, placeAt, productAt, productsAt } from "../presenters/addresses.ts";
import { presentCoverage, readState } from "../presenters/coverage/page.ts";
import { presentPlace, titleOf } from "../presenters/coverage/place.ts";
import { frame, type Problem } from "../presenters/frame.ts";
import type { PageEnv } from "../render.ts";
import type { PageTools } from "../tools.ts";
import { namePerson, readAccount } from "./account.ts";

const path = "/products/:slug/coverage";
type CoverageContext = Context<PageEnv, typeof path>;

/** Fixed sentences; the address only chooses among them. */
const notices: ReadonlyMap<string, string> = new Map([
  [
    "none",
    "It is recorded that this place was considered and holds none, by you and for your reason.",
  ],
  ["reopen", "The place is open again. What was recorded before is kept."],
  ["found", "Looked again: new suggestions wait here."],
  [
    "nothing",
    "Looked again, further down than usual: nothing that is not in the queue or the log already.",
  ],
]);

type Kept = {
  readonly form?: Form;
  readonly account?: AccountFields;
  readonly problems?: readonly Problem[];
};

export function addCoverageRoutes(app: Hono<PageEnv>, tools: PageTools): void {
  const { call, render, newKey } = tools;

  const showPlace = async (
    c: CoverageContext,
    cell: string,
    kept: Kept = {},
    status: ContentfulStatusCode = 200,
  ) => {
    const { form, account = emptyAccount, problems = [] } = kept;
    const shown = await call("coverage.show", { product: c.req.param("slug"), cell });
    const { product } = shown;
    const place = requirePlace(shown, cell);
    const unnamed = (c.get("person") ?? null) === null;
    const around = frame({
      scripts: ["list", "keep"],
      title: titleOf(place),
      section: "products",
      crumbs: [
        { text: "Products", href: productsAt },
        { text: product.name, href: productAt(product.slug) },
        { text: "Coverage", href: coverageAt(product.slug) },
      ],
      problems,
      notice: notices.get(c.req.query("notice") ?? "") ?? null,
    });
    const model = presentPlace({
      shown,
      place,
      key: newKey(),
      problems,
      naming: unnamed ? presentAccountForm(account, problems) : null,
      ...(form === undefined ? {} : { typed: form }),
    });
    return render(c, "place", around, model, status);
  };

  app.get(path, async (c) => {
    const cell = c.req.query("cell");
    if (cell !== undefined) return showPlace(c, cell);
    const shown = await call("coverage.show", { product: c.req.param("slug") });
    const { product } = shown;
    const around = frame({
      scripts: ["list", "keep"],
      title: `Coverage of ${product.name}`,
      section: "products",
      crumbs: [
        { text: "Products", href: productsAt },
        { text: product.name, href: productAt(product.slug) },
      ],
    });
    return render(
      c,
      "coverage",
      around,
      presentCoverage(shown, readState(c.req.query("state") ?? ""), newKey()),
    );
  });

  const lookAgain = async (form: Form, product: string, cell: string): Promise<string> => {
    const { run } = await call(
      "run.identify",
      { product, cells: [cell] },
      { idempotencyKey: unlessBlank(form.text("key")) },
    );
    // As the queue has it: the candidates leave out what asks for the own view first.
    const { result } = await call("run.follow", { run: run.id });
    return result !== null && result.queued > 0 ? "found" : "nothing";
  };

  const decide = async (form: Form, product: string, cell: string): Promise<string> => {
    const verb = form.text("decision");
    if (verb !== "none" && verb !== "reopen") {
      throw new AppError("invalid-input", "Choose one of the buttons: nothing is recorded yet.");
    }
    await call(
      `coverage.${verb}`,
      {
        product,
        cell,
        reason: form.text("reason"),
        seen: unlessBlank(form.text("seen")),
        as: shownTo(form),
      },
      { idempotencyKey: unlessBlank(form.text("key")) },
    );
    return verb;
  };

  app.post(path, async (c) => {
    const form = await readForm(c);
    const product = c.req.param("slug");
    const cell = form.text("cell");
    if (form.text("decision") === "again") {
      const notice = await lookAgain(form, product, cell);
      return c.redirect(`${placeAt(product, cell)}&notice=${notice}`, 303);
    }
    const account = readAccount(form);
    if (form.text("decision") === "name") {
      const problems = await namePerson(tools, c, account, form);
      return showPlace(c, cell, { form, account, problems }, problems.length === 0 ? 200 : 400);
    }
    try {
      const notice = await decide(form, product, cell);
      return c.redirect(`${placeAt(product, cell)}&notice=${notice}`, 303);
    } catch (error) {
      if (!(error instanceof AppError) || !isForForm(error)) throw error;
      const { status, sentence } = presentRefusal(error);
      const problem = { field: fieldOf(error), text: sayRefusal(error, sentence) };
      return showPlace(c, cell, { form, account, problems: [problem] }, status);
    }
  });
}

function fieldOf({ code }: AppError): string | null {
  if (code === "no-person") return "name";
  return code === "invalid-input" || code === "patient-identifier" ? "reason" : null;
}

const sayRefusal = ({ code, message }: AppError, sentence: string): string =>
  code === "invalid-input" && message.includes("expected why")
    ? "Say why, in a few words: whoever reads it later was not here"
    : sentence;
