import type { Hono } from "hono";
import { AppError } from "../../../app/errors.ts";
import { $Gone, type Gone } from "../../../domain/hazard/depends.ts";
import { logAt, productAt, productsAt } from "../../presenters/addresses.ts";
import { presentDepends } from "../../presenters/depends.ts";
import { frame } from "../../presenters/frame.ts";
import type { PageEnv } from "../../render.ts";
import type { PageTools } from "../../tools.ts";

const parts = ["on", "owner", "type", "count"] as const;

/** What a form leaves open it sends empty. Undefined where nothing is asked yet. */
function readGone(query: URLSearchParams): Gone | undefined {
  const said = parts.flatMap((part) => {
    const value = query.get(part)?.trim() ?? "";
    return value === "" ? [] : [[part, value] as const];
  });
  if (said.every(([part]) => part === "count")) return undefined;
  const parsed = $Gone.safeParse(Object.fromEntries(said));
  if (parsed.success) return parsed.data;
  throw new AppError(
    "not-found",
    "This address asks for controls by an owner or a type that there is not: open the page and choose there.",
  );
}

/** The page that says what would be lost if a control, an owner's or a type of control went. */
export function addDependsPage(app: Hono<PageEnv>, { call, render }: PageTools): void {
  app.get("/products/:slug/log/depends", async (c) => {
    const gone = readGone(new URL(c.req.url).searchParams);
    const shown = await call("log.depends", { product: c.req.param("slug"), gone });
    const { slug, name } = shown.product;
    const around = frame({
      title: `What depends on a control of ${name}`,
      section: "products",
      crumbs: [
        { text: "Products", href: productsAt },
        { text: name, href: productAt(slug) },
        { text: "Hazard log", href: logAt(slug) },
      ],
    });
    return render(c, "log-depends", around, presentDepends(shown));
  });
}
