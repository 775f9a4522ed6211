import type { Context, Hono } from "hono";
import type { Call } from "../../app/use-cases.ts";
import { AppError } from "../../app/errors.ts";
import type { ShownSuggestion } from "../../app/queue/show.ts";
import { refuseChoice } from "../../domain/suggestion/suggestion.ts";
import { isForForm, presentRefusal } from "../errors.ts";
import { numbersOf, readForm, unlessBlank, type Form } from "../form.ts";
import { emptyAccount, presentAccountForm, type AccountFields } from "../presenters/account.ts";
import { home, productAt, queueAt, suggestionAt } from "../presenters/addresses.ts";
import { presentNotice } from "../presenters/decided.ts";
import { frame, type Problem } from "../presenters/frame.ts";
import { presentProvenance } from "../presenters/provenance.ts";
import { missingInRejection, presentChoiceRefusal } from "../presenters/refused-choice.ts";
import { nothingEntered, presentSuggestion, type Entered } from "../presenters/suggestion.ts";
import type { PageEnv } from "../render.ts";
import { namePerson, readAccount } from "./account.ts";
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

  const show = (c: Context<PageEnv>, shown: ShownSuggestion, kept: Kept = {}, status = 200) => {
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
    return render(c, "suggestion", around, model, status as 200);
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
    const problems = refuse(verb, form, shown, entered);
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

  app.get(`${path}/provenance`, async (c) => {
    const { ref, slug } = c.req.param();
    const found = await call("provenance.show", { ref, product: slug });
    const { product, suggestion } = found;
    const around = frame({
      title: `Provenance of ${suggestion.ref}`,
      section: "products",
      crumbs: [
        { text: "Products", href: home },
        { text: product.name, href: productAt(product.slug) },
        { text: "Queue", href: queueAt(product.slug) },
        { text: suggestion.ref, href: suggestionAt(product.slug, suggestion.ref) },
      ],
    });
    return render(c, "provenance", around, presentProvenance(found));
  });
}

/** Ticks belong to the content that was seen: on other content the same numbers mean other causes. */
function readEntered(form: Form, shown: ShownSuggestion): Entered {
  const words = { reason: form.text("reason"), text: form.text("text") };
  if (form.text("seen") !== shown.suggestion.hash) return { causes: [], controls: [], ...words };
  return {
    causes: numbersOf(form.texts("causes")),
    controls: numbersOf(form.texts("controls")),
    ...words,
  };
}

/** What can be mended at a field before anything is decided. */
function refuse(verb: string, form: Form, shown: ShownSuggestion, entered: Entered): Problem[] {
  if (form.text("seen") !== shown.suggestion.hash) return [];
  if (verb === "reject") return missingInRejection(entered.reason, entered.text);
  if (verb !== "accept") return [{ field: null, text: "Choose Accept or Reject" }];
  const refusal = refuseChoice(entered, shown.suggestion.content);
  return refusal === null ? [] : [presentChoiceRefusal(refusal)];
}

async function decide(
  call: Call,
  verb: string,
  form: Form,
  { suggestion, product }: ShownSuggestion,
  { causes, controls, reason, text }: Entered,
): Promise<void> {
  const options = { idempotencyKey: unlessBlank(form.text("key")) };
  const about = {
    suggestion: suggestion.ref,
    product: product.slug,
    seen: unlessBlank(form.text("seen")),
  };
  if (verb === "accept") {
    await call("queue.accept", { ...about, causes: [...causes], controls: [...controls] }, options);
  } else {
    await call("queue.reject", { ...about, reason, text: unlessBlank(text) }, options);
  }
}
