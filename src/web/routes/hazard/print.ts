import type { Hono } from "hono";
import { hazardAt, logAt, productAt, productsAt } from "../../presenters/addresses.ts";
import { frame } from "../../presenters/frame.ts";
import { presentHazardPaper, presentLogPaper } from "../../presenters/hazard/paper.ts";
import { requireLogAsked } from "../../presenters/log-filter.ts";
import type { PageEnv } from "../../render.ts";
import type { PageTools } from "../../tools.ts";

/** Hazards of one sheaf: a page of all 5,000 would keep everybody else waiting. */
const partSize = 500;

/** The log, and one hazard of it, set for paper. */
export function addPrintPages(app: Hono<PageEnv>, { call, render }: PageTools): void {
  app.get("/products/:slug/log/print", async (c) => {
    const asked = requireLogAsked(new URL(c.req.url).searchParams);
    const slice = await call("log.page", {
      product: c.req.param("slug"),
      ...asked,
      size: partSize,
    });
    const { slug, name } = slice.product;
    const around = frame({
      title: `Hazard log of ${name}, for paper`,
      section: "products",
      crumbs: [
        { text: "Products", href: productsAt },
        { text: name, href: productAt(slug) },
        { text: "Hazard log", href: logAt(slug) },
      ],
      wide: true,
    });
    return render(c, "log-print", around, presentLogPaper(slice, asked));
  });

  app.get("/products/:slug/hazards/:ref/print", async (c) => {
    const { slug, ref } = c.req.param();
    const shown = await call("hazard.show", { hazard: ref, product: slug });
    const { product, hazard } = shown;
    const around = frame({
      title: `${hazard.ref}, ${hazard.name}, for paper`,
      section: "products",
      crumbs: [
        { text: "Products", href: productsAt },
        { text: product.name, href: productAt(product.slug) },
        { text: "Hazard log", href: logAt(product.slug) },
        { text: hazard.ref, href: hazardAt(product.slug, hazard.ref) },
      ],
      wide: true,
    });
    return render(c, "hazard-print", around, presentHazardPaper(shown));
  });
}
