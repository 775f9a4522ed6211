import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { AppError } from "../../app/errors.ts";
import type { ShownSuggestion } from "../../app/queue/show.ts";
import { isForForm, presentRefusal } from "../errors.ts";
import { readForm, type Form } from "../form.ts";
import { emptyAccount, presentAccountForm, type AccountFields } from "../presenters/account.ts";
import { home, productAt, queueAt, suggestionAt } from "../presenters/addresses.ts";
import { presentNotice } from "../presenters/decided.ts";
import { frame, type Problem } from "../presenters/frame.ts";
import { nothingEntered, presentSuggestion, type Entered } from "../presenters/suggestion.ts";
import type { PageEnv } from "../render.ts";
import { namePerson, readAccount } from "./account.ts";
import { decide, readEntered, refuseDecision } from "./decision.ts";
import type { PageTools } from "../tools.ts";

type Kept = {
  readonly entered?: Entered;
  readonly account?: AccountFields;
  readonly problems?: readonly Problem[];
  readonly notice?: string | null;
};

export function addSuggestionRoutes(app: Hono<PageEnv>, tools: PageTools): void {
  const { call, render, newKey } = tools;
  const path = "/products/:slug/suggestions/:ref";

  const show = (
    c: Context<PageEnv>,
    shown: ShownSuggestion,
    kept: Kept = {},
    status: ContentfulStatusCode = 200,
  ) => {
    const { entered = nothingEntered, account = emptyAccount, problems = [] } = kept;
    const unnamed = (c.get("person") ?? null) === null;
    const model = presentSuggestion({
      shown,
      entered,
      problems,
      key: newKey(),
      naming: unnamed ? presentAccountForm(account, problems) : null,
    });
    const { product, suggestion } = shown;
    const around = frame({
      title: `${suggestion.ref}, ${suggestion.content.title}`,
      section: "products",
      crumbs: [
        { text: "Products", href: home },
        { text: product.name, href: productAt(product.slug) },
        { text: "Queue", href: queueAt(product.slug) },
      ],
      problems,
      notice: kept.notice ?? null,
      wide: true,
    });
    return render(c, "suggestion", around, model, status);
  };

  const namedBy = (c: Context<PageEnv, typeof path>) => ({
    suggestion: c.req.param("ref"),
    product: c.req.param("slug"),
  });

  app.get(path, async (c) => {
    const shown = await call("queue.show", namedBy(c));
    const decided = c.req.query("after");
    const notice =
      decided === undefined
        ? null
        : presentNotice(
            await call("queue.show", { suggestion: decided, product: shown.product.slug }),
          );
    return show(c, shown, { notice });
  });

  app.post(path, async (c) => {
    const form = await readForm(c);
    const shown = await call("queue.show", namedBy(c));
    const entered = readEntered(form, shown);
    const verb = form.text("decision");
    if (verb === "name") {
      const account = readAccount(form);
      const problems = await namePerson(tools, c, account, form);
      return show(c, shown, { entered, account, problems }, problems.length === 0 ? 200 : 400);
    }
    const problems = refuseDecision(verb, form, shown, entered);
    if (problems.length > 0) return show(c, shown, { entered, problems }, 400);
    try {
      await decide(call, verb, form, shown, entered);
    } catch (error) {
      if (!(error instanceof AppError) || !isForForm(error)) throw error;
      return showRefused(c, error, form, entered);
    }
    return c.redirect(await nextAfter(shown), 303);
  });

  const showRefused = async (
    c: Context<PageEnv, typeof path>,
    error: AppError,
    form: Form,
    entered: Entered,
  ) => {
    const { status, sentence } = presentRefusal(error);
    const field = error.code === "no-person" ? "name" : null;
    const now = await call("queue.show", namedBy(c));
    const problems = [{ field, text: sentence }];
    return show(c, now, { entered, account: readAccount(form), problems }, status);
  };

  const nextAfter = async ({ suggestion, product }: ShownSuggestion): Promise<string> => {
    const { next } = await call("queue.show", {
      suggestion: suggestion.ref,
      product: product.slug,
    });
    const page = next === null ? queueAt(product.slug) : suggestionAt(product.slug, next);
    return `${page}?after=${encodeURIComponent(suggestion.ref)}`;
  };
}
