import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { maxLimit } from "../../app/run/limit.ts";
import { readForm, unlessBlank, type Form } from "../form.ts";
import { productAt, productsAt, runAt } from "../presenters/addresses.ts";
import { frame, type Notice, type Problem } from "../presenters/frame.ts";
import { presentRunPage } from "../presenters/run.ts";
import { nothingTyped } from "../presenters/typed.ts";
import type { PageEnv } from "../render.ts";
import { streamRun } from "../stream-run.ts";
import type { PageTools } from "../tools.ts";
import { takeTicked } from "./take-beyond.ts";

type Kept = {
  readonly form?: Form;
  readonly problems?: readonly Problem[];
  readonly notice?: Notice;
};

/** Fixed sentences; the address only chooses among them. */
const notices: ReadonlyMap<string, string> = new Map([
  ["cancelled", "The run is stopped. What it had done is kept, and it can be resumed."],
]);

/** A run: how far it is, live where scripts run; stopped and taken up again. */
export function addRunRoutes(
  app: Hono<PageEnv>,
  { call, background, render, newKey }: PageTools,
): void {
  const show = async (
    c: Context<PageEnv>,
    { run, slug }: { readonly run: string; readonly slug: string },
    kept: Kept = {},
    status: ContentfulStatusCode = 200,
  ) => {
    const { form: typed = nothingTyped, problems = [], notice } = kept;
    const followed = await call("run.follow", { run, product: slug });
    const { product } = followed;
    const around = frame({
      title: `Run ${followed.run.ref} of ${product.name}`,
      section: "products",
      crumbs: [
        { text: "Products", href: productsAt },
        { text: product.name, href: productAt(product.slug) },
      ],
      problems,
      notice: notice ?? notices.get(c.req.query("notice") ?? "") ?? null,
      scripts: ["run"],
    });
    const live = background.live(followed.run.id);
    const model = presentRunPage(followed, live, newKey(), typed, problems);
    return render(c, "run", around, model, status);
  };

  app.get("/products/:slug/runs/:run", (c) => show(c, c.req.param()));

  app.post("/products/:slug/runs/:run/take", async (c) => {
    const form = await readForm(c);
    const taken = await takeTicked(call, form, c.req.param("slug"));
    return "notice" in taken
      ? show(c, c.req.param(), { notice: taken.notice })
      : show(c, c.req.param(), { form, problems: [taken.problem] }, taken.status);
  });

  app.get("/products/:slug/runs/:run/events", async (c) => {
    const { slug, run } = c.req.param();
    const followed = await call("run.follow", { run, product: slug });
    // Who signed out, or whose token was revoked, is refused there.
    const mayStill = () =>
      call("account.show", {}).then(
        () => true,
        () => false,
      );
    return streamRun(c, background, followed.run.id, mayStill);
  });

  app.post("/products/:slug/runs/:run/cancel", async (c) => {
    const { slug, run } = c.req.param();
    const form = await readForm(c);
    const idempotencyKey = unlessBlank(form.text("key"));
    const stopped = await call("run.cancel", { run, product: slug }, { idempotencyKey });
    await background.stop(stopped.id);
    return c.redirect(`${runAt(slug, stopped.ref)}?notice=cancelled`, 303);
  });

  app.post("/products/:slug/runs/:run/more", async (c) => {
    const { slug, run } = c.req.param();
    const form = await readForm(c);
    const { since, cells } = (await call("run.follow", { run, product: slug })).run;
    const started = await call(
      "run.start",
      {
        ...{ product: slug, limit: maxLimit },
        ...(since === null ? {} : { since }),
        ...(cells === null ? {} : { cells: [...cells] }),
      },
      { idempotencyKey: unlessBlank(form.text("key")) },
    );
    await background.work(call, started.id);
    return c.redirect(runAt(slug, started.ref), 303);
  });

  app.post("/products/:slug/runs/:run/resume", async (c) => {
    const { slug, run } = c.req.param();
    const followed = await call("run.follow", { run, product: slug });
    await background.work(call, followed.run.id);
    return c.redirect(runAt(slug, followed.run.ref), 303);
  });
}
