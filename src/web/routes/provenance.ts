import type { Hono } from "hono";
import { home, productAt, queueAt, suggestionAt } from "../presenters/addresses.ts";
import { frame } from "../presenters/frame.ts";
import { createNameOf } from "../presenters/names.ts";
import { presentProvenance } from "../presenters/provenance.ts";
import type { PageEnv } from "../render.ts";
import type { PageTools } from "../tools.ts";

export function addProvenanceRoutes(app: Hono<PageEnv>, { call, render }: PageTools): void {
  app.get("/products/:slug/suggestions/:ref/provenance", async (c) => {
    const { ref, slug } = c.req.param();
    const found = await call("provenance.show", { ref, product: slug });
    const { product, suggestion } = found;
    const { hazards } = await call("log.show", { product: product.slug });
    const lines = await call("queue.list", { product: product.slug });
    const nameOf = createNameOf(product.slug, hazards, lines);
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
    return render(c, "provenance", around, presentProvenance(found, nameOf));
  });
}
