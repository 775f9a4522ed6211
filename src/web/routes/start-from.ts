import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { AppError } from "../../app/errors.ts";
import { isForForm, presentRefusal } from "../errors.ts";
import { readForm, shownTo, unlessBlank } from "../form.ts";
import { logAt, productAt, productsAt, startFromAt } from "../presenters/addresses.ts";
import { frame, type Problem } from "../presenters/frame.ts";
import { presentStartFrom } from "../presenters/start-from.ts";
import type { PageEnv } from "../render.ts";
import type { PageTools } from "../tools.ts";

const path = "/products/:slug/log/start-from";

const notices: Readonly<Record<string, string>> = {
  started: "The log was read. Nothing of it is decided: what it leaves to you waits in the queue.",
  known: "This very file was taken over before: nothing was recorded anew.",
};

export function addStartFromRoutes(app: Hono<PageEnv>, { call, render, newKey }: PageTools): void {
  const show = async (
    c: Context<PageEnv, typeof path>,
    problems: readonly Problem[] = [],
    status: ContentfulStatusCode = 200,
  ) => {
    const started = await call("log.started", { product: c.req.param("slug") });
    const { name, slug } = started.product;
    const around = frame({
      title: `Start the log of ${name} from a maker’s`,
      section: "products",
      crumbs: [
        { text: "Products", href: productsAt },
        { text: name, href: productAt(slug) },
        { text: "Hazard log", href: logAt(slug) },
      ],
      notice: problems.length > 0 ? null : (notices[c.req.query("notice") ?? ""] ?? null),
      problems,
    });
    const person = c.get("person") ?? null;
    const model = presentStartFrom(started, { person, key: newKey(), problems });
    return render(c, "start-from", around, model, status);
  };

  app.get(path, (c) => show(c));

  app.post(path, async (c) => {
    const form = await readForm(c);
    const file = form.file("file");
    if (file === null) {
      return show(c, [{ field: "file", text: "Choose the maker’s hazard log" }], 400);
    }
    const slug = c.req.param("slug");
    try {
      const bytes = Buffer.from(await file.arrayBuffer());
      const { isNew } = await call(
        "log.start-from",
        {
          ...{ product: slug, fileName: file.name, base64: bytes.toString("base64") },
          as: shownTo(form),
        },
        { idempotencyKey: unlessBlank(form.text("key")) },
      );
      return c.redirect(`${startFromAt(slug)}?notice=${isNew ? "started" : "known"}`, 303);
    } catch (error) {
      if (!(error instanceof AppError) || !isForForm(error)) throw error;
      const { sentence, status } = presentRefusal(error);
      return show(c, [{ field: "file", text: sentence }], status);
    }
  });
}
