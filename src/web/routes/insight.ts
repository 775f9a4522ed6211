import type { Context, Hono } from "hono";
import { AppError } from "../../app/errors.ts";
import { drawChart } from "../charts/draw.ts";
import { productAt, productsAt } from "../presenters/addresses.ts";
import { frame } from "../presenters/frame.ts";
import { presentFigures } from "../presenters/insight/figures.ts";
import { presentInsight } from "../presenters/insight/page.ts";
import type { PageEnv } from "../render.ts";
import type { PageTools } from "../tools.ts";

export function addInsightRoutes(app: Hono<PageEnv>, { call, render }: PageTools): void {
  const show = async (c: Context<PageEnv>, slug?: string) => {
    const shown = await call("insight.show", slug === undefined ? {} : { product: slug });
    const { product } = shown;
    const around = frame({
      scripts: ["list"],
      title: product === null ? "Insight" : `Insight into ${product.name}`,
      section: "insight",
      crumbs:
        product === null
          ? []
          : [
              { text: "Products", href: productsAt },
              { text: product.name, href: productAt(product.slug) },
            ],
    });
    return render(c, "insight", around, presentInsight(shown));
  };

  const draw = async (c: Context<PageEnv>, file: string, slug?: string) => {
    const { insight } = await call("insight.show", slug === undefined ? {} : { product: slug });
    const figure = presentFigures(insight).find(({ name }) => file === `${name}.svg`);
    if (figure?.chart == null || figure.chart.rows.length === 0) {
      throw new AppError("not-found", "There is no picture at this address.");
    }
    const size = c.req.query("size") === "narrow" ? "narrow" : "wide";
    const svg = await drawChart(figure.chart, size);
    return c.body(svg, 200, { "content-type": "image/svg+xml", "cache-control": "no-store" });
  };

  app.get("/insight", (c) => show(c));
  app.get("/insight/:file", (c) => draw(c, c.req.param("file")));
  app.get("/products/:slug/insight", (c) => show(c, c.req.param("slug")));
  app.get("/products/:slug/insight/:file", (c) =>
    draw(c, c.req.param("file"), c.req.param("slug")),
  );
}
