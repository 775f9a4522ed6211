import type { Hono } from "hono";
import { drawBowTie } from "../../charts/bow-tie.ts";
import { hazardAt, logAt, productAt, productsAt } from "../../presenters/addresses.ts";
import { frame } from "../../presenters/frame.ts";
import { presentDiagram, toBowTie } from "../../presenters/hazard/diagram.ts";
import type { PageEnv } from "../../render.ts";
import type { PageTools } from "../../tools.ts";

/** A hazard's causes and controls drawn, with the same in words below. */
export function addDiagramPage(app: Hono<PageEnv>, { call, render }: PageTools): void {
  const find = (hazard: string, product: string) => call("hazard.show", { hazard, product });

  app.get("/products/:slug/hazards/:ref/diagram", async (c) => {
    const shown = await find(c.req.param("ref"), c.req.param("slug"));
    const { product, hazard } = shown;
    const around = frame({
      title: `Diagram of ${hazard.ref}, ${hazard.name}`,
      section: "products",
      crumbs: [
        { text: "Products", href: productsAt },
        { text: product.name, href: productAt(product.slug) },
        { text: "Hazard log", href: logAt(product.slug) },
        { text: hazard.ref, href: hazardAt(product.slug, hazard.ref) },
      ],
      wide: true,
    });
    return render(c, "hazard-diagram", around, presentDiagram(shown));
  });

  app.get("/products/:slug/hazards/:ref/diagram.svg", async (c) => {
    const shown = await find(c.req.param("ref"), c.req.param("slug"));
    const svg = drawBowTie(toBowTie(shown), c.req.query("size") === "narrow" ? "narrow" : "wide");
    return c.body(svg, 200, { "content-type": "image/svg+xml", "cache-control": "no-store" });
  });
}
