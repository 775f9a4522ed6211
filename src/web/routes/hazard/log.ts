import type { Hono } from "hono";
import { productAt, productsAt } from "../../presenters/addresses.ts";
import { frame } from "../../presenters/frame.ts";
import { presentLog } from "../../presenters/log.ts";
import { requireLogAsked } from "../../presenters/log-filter.ts";
import type { PageEnv } from "../../render.ts";
import type { PageTools } from "../../tools.ts";

export function addLogPage(app: Hono<PageEnv>, { call, render }: PageTools): void {
  app.get("/products/:slug/log", async (c) => {
    const asked = requireLogAsked(new URL(c.req.url).searchParams);
    const slice = await call("log.page", { product: c.req.param("slug"), ...asked });
    const around = frame({
      title: `Hazard log of ${slice.product.name}`,
      section: "products",
      crumbs: [
        { text: "Products", href: productsAt },
        { text: slice.product.name, href: productAt(slice.product.slug) },
      ],
      wide: true,
    });
    return render(c, "log", around, presentLog(slice, asked));
  });
}
