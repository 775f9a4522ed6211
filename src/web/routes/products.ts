import type { Context, Hono } from "hono";
import { AppError } from "../../app/errors.ts";
import { $Standard } from "../../domain/product/product.ts";
import { decodeDescription, describeRefusal } from "../../domain/text/description.ts";
import { isForForm, presentRefusal } from "../errors.ts";
import { readForm, unlessBlank, type Form } from "../form.ts";
import { sayPerson } from "../presenters/account.ts";
import { productAt, productsAt } from "../presenters/addresses.ts";
import { frame, type Problem } from "../presenters/frame.ts";
import { presentNewProduct, type ProductFields } from "../presenters/new-product.ts";
import { presentProducts } from "../presenters/products.ts";
import type { PageEnv } from "../render.ts";
import type { PageTools } from "../tools.ts";

export function addProductsRoutes(app: Hono<PageEnv>, { call, render, newKey }: PageTools): void {
  const list = async (c: Context<PageEnv>) => {
    const person = c.get("person") ?? null;
    const after = unlessBlank(c.req.query("after") ?? "");
    const name = (c.req.query("name") ?? "").trim();
    const found = await call("product.search", { name, ...(after === undefined ? {} : { after }) });
    const model = presentProducts({
      found,
      name,
      isFirst: after === undefined,
      person: person === null ? null : sayPerson(person),
    });
    return render(
      c,
      "products",
      frame({ title: "Products", section: "products", scripts: ["list"] }),
      model,
    );
  };
  const showNew = (c: Context<PageEnv>, fields?: ProductFields, problems: Problem[] = []) => {
    const around = frame({
      scripts: ["keep"],
      title: "Add a product",
      section: "products",
      crumbs: [{ text: "Products", href: productsAt }],
      problems,
    });
    const model = presentNewProduct(newKey(), fields, problems);
    return render(c, "product-new", around, model, problems.length === 0 ? 200 : 400);
  };

  app.get("/products", list);
  app.get("/products/new", (c) => showNew(c));

  app.post("/products", async (c) => {
    const form = await readForm(c);
    const name = form.text("product-name");
    const read = await readDescription(form);
    const standard = $Standard.safeParse(form.text("standard")).data ?? null;
    const fields = { name, text: read.text, standard };
    if (read.problem !== null) return showNew(c, fields, [read.problem]);
    try {
      const added = await call(
        "product.add",
        { text: read.text, name: unlessBlank(name), ...(standard === null ? {} : { standard }) },
        { idempotencyKey: unlessBlank(form.text("key")) },
      );
      const notice = added.added ? (added.version === 1 ? "added" : "described") : "known";
      return c.redirect(`${productAt(added.slug)}?notice=${notice}`, 303);
    } catch (error) {
      if (!(error instanceof AppError) || !isForForm(error)) throw error;
      return showNew(c, fields, [{ field: "text", text: presentRefusal(error).sentence }]);
    }
  });
}

type Read = { readonly text: string; readonly problem: Problem | null };

/** The description: a file where one was chosen, else what was pasted. A file's text is kept for mending. */
async function readDescription(form: Form): Promise<Read> {
  const pasted = form.text("text");
  const file = form.file("file");
  if (file === null) {
    const problem = { field: "text", text: "Paste a description, or choose a text file" };
    return { text: pasted, problem: pasted.trim() === "" ? problem : null };
  }
  if (pasted.trim() !== "") {
    const text = "Give the description once: paste it, or choose a file, not both";
    return { text: pasted, problem: { field: "file", text } };
  }
  const decoded = decodeDescription(new Uint8Array(await file.arrayBuffer()));
  if (typeof decoded === "string") return { text: decoded, problem: null };
  return { text: "", problem: { field: "file", text: describeRefusal(decoded) } };
}
