import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { AppError } from "../../app/errors.ts";
import type { ShownSuggestion } from "../../app/queue/show.ts";
import { isForForm, presentRefusal } from "../errors.ts";
import { canMove } from "../../domain/suggestion/suggestion.ts";
import { readForm, shownTo, unlessBlank, type Form } from "../form.ts";
import { emptyAccount, presentAccountForm, type AccountFields } from "../presenters/account.ts";
import { productAt, productsAt, suggestionAt } from "../presenters/addresses.ts";
import { nothingEntered, type Entered } from "../presenters/desk.ts";
import { frame, type Notice, type Problem } from "../presenters/frame.ts";
import { presentSince } from "../presenters/hazard/since.ts";
import { presentSuggestion } from "../presenters/suggestion.ts";
import { readTarget } from "../presenters/targets.ts";
import { changesLog } from "../presenters/undo.ts";
import { listAt, nextAt, parseWithin, type Within } from "../presenters/within.ts";
import type { PageEnv } from "../render.ts";
import { namePerson, readAccount } from "./account.ts";
import { decide, fieldOfRefusal, readEntered, refuseDecision } from "./decision.ts";
import { noticeAfter, noticeOfAgreement } from "./notice.ts";
import { keepView, showOwnView, takeAgreement, takeOwnView } from "./own-view.ts";
import { noteOpening } from "./time.ts";
import type { PageTools } from "../tools.ts";

type Kept = {
  readonly entered?: Entered;
  readonly account?: AccountFields;
  readonly problems?: readonly Problem[];
  readonly notice?: Notice | null;
};

/** Begins what a button sends that asks for a joined one by itself; its entry follows. */
const separating = "separate ";

export function addSuggestionRoutes(app: Hono<PageEnv>, tools: PageTools): void {
  const { call, render, newKey } = tools;
  const path = "/products/:slug/suggestions/:ref";

  const show = async (
    c: Context<PageEnv>,
    shown: ShownSuggestion,
    kept: Kept = {},
    status: ContentfulStatusCode = 200,
  ) => {
    const { entered = nothingEntered, account = emptyAccount, problems = [] } = kept;
    const { product, suggestion } = shown;
    const unnamed = (c.get("person") ?? null) === null;
    const model = presentSuggestion({
      shown,
      targets: shown.targets ?? { hazards: [], lines: [] },
      places: canMove("accept", suggestion.state)
        ? await call("coverage.places", { product: product.slug })
        : [],
      undoes: await hazardToUndo(shown),
      entered,
      problems,
      key: newKey(),
      person: c.get("person")?.id ?? null,
      naming: unnamed ? presentAccountForm(account, problems) : null,
      within: parseWithin(c.req.query("within")),
    });
    const around = frame({
      title: `${suggestion.ref}, ${suggestion.content.title}`,
      section: "products",
      crumbs: [
        { text: "Products", href: productsAt },
        { text: product.name, href: productAt(product.slug) },
        { text: "Queue", href: model.queue, key: "l" },
      ],
      problems,
      notice: kept.notice ?? null,
      wide: true,
      scripts: ["suggestion", "keep", "filter"],
    });
    return render(c, "suggestion", around, model, status);
  };

  const hazardToUndo = async ({ decisions, product }: ShownSuggestion) => {
    const last = decisions.at(-1);
    if (last === undefined || last.hazard === null || !changesLog(last)) return null;
    return call("hazard.show", { hazard: last.hazard, product: product.slug });
  };

  const namedBy = (c: Context<PageEnv, typeof path>) => {
    const within = parseWithin(c.req.query("within"));
    return {
      suggestion: c.req.param("ref"),
      product: c.req.param("slug"),
      beside: "targets" as const,
      ...(within === null ? {} : { within: { filter: within.filter, any: within.any } }),
    };
  };

  /**
   * As it is for whoever is named now. A form that carries its hash was sent from a page that showed it
   * whole: a view that is written after that is none of before it opened, so none is asked for.
   */
  const showAfter = async (c: Context<PageEnv, typeof path>, form: Form) => {
    const now = await call("queue.show", namedBy(c));
    if (now.kind === "shown") return now;
    await noteOpening(tools, c, now, unlessBlank(form.text("seen")));
    return call("queue.show", namedBy(c));
  };

  app.get(path, async (c) => {
    const shown = await call("queue.show", namedBy(c));
    const { slug } = shown.product;
    const notice =
      c.req.query("kept") === "near"
        ? noticeOfAgreement(shown, c.get("person")?.id ?? null)
        : await noticeAfter(call, slug, c.req.query("after"));
    if (shown.kind === "withheld") return showOwnView(tools, c, shown, { notice });
    await noteOpening(tools, c, shown);
    return show(c, shown, { notice });
  });

  app.post(path, async (c) => {
    const form = await readForm(c);
    const shown = await showAfter(c, form);
    if (shown.kind === "withheld") return takeOwnView(tools, c, form, shown);
    const entered = readEntered(form, shown);
    const pressed = form.text("decision");
    if (pressed === "name") {
      const account = readAccount(form);
      const problems = await namePerson(tools, c, account, form);
      const now = await showAfter(c, form);
      if (now.kind === "withheld") return takeOwnView(tools, c, form, now);
      return show(c, now, { entered, account, problems }, problems.length === 0 ? 200 : 400);
    }
    if (pressed === "view") {
      const refused = await keepView(tools, form, shown);
      if (refused !== null) {
        const problems = [{ field: null, text: refused.sentence }];
        return show(c, shown, { entered, problems }, refused.status);
      }
      const within = parseWithin(c.req.query("within"));
      return c.redirect(nextAt(shown.product.slug, shown.suggestion.ref, within), 303);
    }
    if (pressed === "agree") {
      const refused = await takeAgreement(tools, form, shown);
      if (refused !== null)
        return show(c, shown, { entered, problems: [refused.problem] }, refused.status);
      const within = parseWithin(c.req.query("within"));
      const to = nextAt(shown.product.slug, shown.suggestion.ref, within);
      return c.redirect(withQuery(to, "kept", "near"), 303);
    }
    if (pressed.startsWith(separating)) return separate(c, form, shown, entered);
    const problems = refuseDecision(form, shown, entered);
    if (problems.length > 0) return show(c, shown, { entered, problems }, 400);
    try {
      await decide(call, form, shown, entered);
    } catch (error) {
      if (!(error instanceof AppError) || !isForForm(error)) throw error;
      return showRefused(c, error, form, entered);
    }
    const within = parseWithin(c.req.query("within"));
    const to = pressed === "undo" ? shown.suggestion.ref : shown.next;
    return c.redirect(addressAfter(shown, to, within), 303);
  });

  /** Shows the page again, with what was ticked and typed: nothing was decided about what it shows. */
  const separate = async (
    c: Context<PageEnv, typeof path>,
    form: Form,
    { suggestion, product }: ShownSuggestion,
    entered: Entered,
  ) => {
    const entry = form.text("decision").slice(separating.length);
    const key = unlessBlank(form.text("key"));
    try {
      const { ref, before } = await call(
        "queue.separate",
        {
          suggestion: suggestion.ref,
          product: product.slug,
          seen: unlessBlank(form.text("seen")),
          as: shownTo(form),
          entry,
        },
        // Each of several that are asked for on one page is a request of its own.
        { idempotencyKey: key === undefined ? undefined : `${key}-separate-${entry}` },
      );
      const now = await showAfter(c, form);
      if (now.kind === "withheld") return await takeOwnView(tools, c, form, now);
      const text = `${ref} ${before ? "says it by itself already" : "waits by itself now"}. Nothing is decided about ${suggestion.ref}.`;
      const link = { text: `Open ${ref}`, href: suggestionAt(product.slug, ref), key: "" };
      return await show(c, now, { entered, notice: { text, link } });
    } catch (error) {
      if (!(error instanceof AppError) || !isForForm(error)) throw error;
      return showRefused(c, error, form, entered);
    }
  };

  const showRefused = async (
    c: Context<PageEnv, typeof path>,
    error: AppError,
    form: Form,
    entered: Entered,
  ) => {
    const { status, sentence } = presentRefusal(error);
    const now = await showAfter(c, form);
    if (now.kind === "withheld") return takeOwnView(tools, c, form, now);
    const changed = error.code === "seen-stale" ? await changedTarget(now, form) : null;
    const problem = changed ?? { field: fieldOfRefusal(error, form), text: sentence };
    return show(c, now, { entered, account: readAccount(form), problems: [problem] }, status);
  };

  /** Who changed the hazard that was chosen on the page for this, or that undoing would change. */
  const changedTarget = async (now: ShownSuggestion, form: Form): Promise<Problem | null> => {
    const verb = form.text("decision");
    const field = verb === "merge" ? "into" : "hazard";
    const chosen = readTarget(form.text(field));
    const undoing = verb === "undo";
    const hazard = undoing ? now.decisions.at(-1)?.hazard : chosen?.hazard;
    const seen = undoing ? form.text("hazardSeen") : chosen?.hazardSeen;
    if (hazard === undefined || hazard === null || seen === undefined) return null;
    const shown = await call("hazard.show", { hazard, product: now.product.slug });
    const since = presentSince(shown, seen);
    if (since === null) return null;
    const text = `${since.sentence}: read it as it stands now, then ${undoing ? "decide" : "choose it again"}. Nothing was recorded`;
    return { field: undoing ? "undo" : field, text };
  };
}

/** Where one goes on to after a decision, within the list, with what was decided named. */
function addressAfter(
  { suggestion, product }: ShownSuggestion,
  next: string | null,
  within: Within | null,
): string {
  const to = next === null ? listAt(product.slug, within) : nextAt(product.slug, next, within);
  // In a list of every product the next one may be another's.
  const decided = within?.any === true ? `${product.slug}/${suggestion.ref}` : suggestion.ref;
  return withQuery(to, "after", decided);
}

const withQuery = (address: string, name: string, value: string): string =>
  `${address}${address.includes("?") ? "&" : "?"}${name}=${encodeURIComponent(value)}`;
