import type { Context, Hono } from "hono";
import { z } from "zod";
import { AppError } from "../../app/errors.ts";
import { logAt, productAt, productsAt, queueAt } from "../presenters/addresses.ts";
import { frame } from "../presenters/frame.ts";
import { presentProvenance } from "../presenters/provenance.ts";
import type { PageEnv } from "../render.ts";
import type { PageTools } from "../tools.ts";

const $number = z.coerce.number().int().min(1);
const $query = z.object({ cause: $number.optional(), control: $number.optional() });

export function addProvenanceRoutes(app: Hono<PageEnv>, { call, render }: PageTools): void {
  async function show(
    c: Context<PageEnv>,
    { slug, ref }: { slug: string; ref: string },
    item: z.infer<typeof $query>,
  ) {
    // A page is read by the organisation itself; what goes further is a file.
    const audience = "organisation" as const;
    const found = await call("provenance.show", { ref, product: slug, audience, ...item });
    const { product, about } = found;
    const page = presentProvenance(found);
    const list =
      about.kind === "suggestion"
        ? { text: "Queue", href: queueAt(product.slug) }
        : { text: "Hazard log", href: logAt(product.slug) };
    const around = frame({
      title: `Provenance of ${about.ref}`,
      section: "products",
      crumbs: [
        { text: "Products", href: productsAt },
        { text: product.name, href: productAt(product.slug) },
        list,
        page.subject,
      ],
    });
    return render(c, "provenance", around, page);
  }

  app.get("/products/:slug/suggestions/:ref/provenance", (c) => show(c, c.req.param(), {}));
  app.get("/products/:slug/hazards/:ref/provenance", (c) => {
    const asked = $query.safeParse(c.req.query());
    if (asked.success) return show(c, c.req.param(), asked.data);
    throw new AppError("invalid-input", "Expected the number of a cause or of a control.");
  });
}
