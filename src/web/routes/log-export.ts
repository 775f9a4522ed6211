import type { Hono } from "hono";
import { AppError } from "../../app/errors.ts";
import { readForm } from "../form.ts";
import { logAt, productAt, productsAt } from "../presenters/addresses.ts";
import { frame } from "../presenters/frame.ts";
import { exportChoices, presentLogExport } from "../presenters/log-export.ts";
import type { PageEnv } from "../render.ts";
import type { PageTools } from "../tools.ts";

const path = "/products/:slug/log/export";

/** Files of the log; each is made, and recorded, when a person presses its button. */
export function addLogExportRoutes(app: Hono<PageEnv>, { call, render }: PageTools): void {
  app.get(path, async (c) => {
    const { product } = await call("product.show", { product: c.req.param("slug") });
    const around = frame({
      title: `Export the hazard log of ${product.name}`,
      section: "products",
      crumbs: [
        { text: "Products", href: productsAt },
        { text: product.name, href: productAt(product.slug) },
        { text: "Hazard log", href: logAt(product.slug) },
      ],
    });
    return render(c, "log-export", around, presentLogExport(product));
  });

  app.post(path, async (c) => {
    const form = await readForm(c);
    const chosen = exportChoices.find(({ value }) => value === form.text("file"));
    if (chosen === undefined) {
      throw new AppError("invalid-input", "Press the button of the file that you want.");
    }
    const { input } = chosen;
    const isFor = input.format === "xlsx" || input.format === "docx";
    const audience = isFor && form.text("inside") === "inside" ? "internal" : undefined;
    const exported = await call("log.export", {
      product: c.req.param("slug"),
      ...input,
      ...(audience === undefined ? {} : { audience }),
    });
    const { base64, text, fileName, mediaType } = exported;
    const body = base64 === null ? text : new Uint8Array(Buffer.from(base64, "base64"));
    return c.body(body, 200, {
      "Content-Type": mediaType,
      // Short names of products have no other letters than those of a token (RFC 6266 §4.1).
      "Content-Disposition": `attachment; filename="${fileName}"`,
      "Cache-Control": "no-store",
    });
  });
}
