import type { Hono } from "hono";
import { productAt, productsAt } from "../../presenters/addresses.ts";
import { frame } from "../../presenters/frame.ts";
import { presentLog } from "../../presenters/log.ts";
import type { PageEnv } from "../../render.ts";
import type { PageTools } from "../../tools.ts";

export function addLogPage(app: Hono<PageEnv>, { call, render }: PageTools): void {
  app.get("/products/:slug/log", async (c) => {
    const shown = await call("log.show", { product: c.req.param("slug") });
    const around = frame({
      title: `Hazard log of ${shown.product.name}`,
      section: "products",
      crumbs: [
        { text: "Products", href: productsAt },
        { text: shown.product.name, href: productAt(shown.product.slug) },
      ],
      wide: true,
    });
    return render(c, "log", around, presentLog(shown));
  });
}
