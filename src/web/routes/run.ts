import type { Hono } from "hono";
import { maxLimit } from "../../app/run/limit.ts";
import { readForm, unlessBlank } from "../form.ts";
import { productAt, productsAt, runAt } from "../presenters/addresses.ts";
import { frame } from "../presenters/frame.ts";
import { presentRunPage } from "../presenters/run.ts";
import type { PageEnv } from "../render.ts";
import { streamRun } from "../stream-run.ts";
import type { PageTools } from "../tools.ts";

/** Fixed sentences; the address only chooses among them. */
const notices: ReadonlyMap<string, string> = new Map([
  ["cancelled", "The run is stopped. What it had done is kept, and it can be resumed."],
]);

/** A run: how far it is, live where scripts run; stopped and taken up again. */
export function addRunRoutes(
  app: Hono<PageEnv>,
  { call, background, render, newKey }: PageTools,
): void {
  app.get("/products/:slug/runs/:run", async (c) => {
    const { slug, run } = c.req.param();
    const followed = await call("run.follow", { run, product: slug });
    const { product } = followed;
    const around = frame({
      title: `Run ${followed.run.ref} of ${product.name}`,
      section: "products",
      crumbs: [
        { text: "Products", href: productsAt },
        { text: product.name, href: productAt(product.slug) },
      ],
      notice: notices.get(c.req.query("notice") ?? "") ?? null,
      scripts: ["run"],
    });
    const live = background.live(followed.run.id);
    return render(c, "run", around, presentRunPage(followed, live, newKey()));
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
