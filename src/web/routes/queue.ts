import type { Context, Hono } from "hono";
import { anyQueueAt, productAt, productsAt } from "../presenters/addresses.ts";
import { frame } from "../presenters/frame.ts";
import { presentLeftOpen } from "../presenters/left-open.ts";
import { presentQueue, whyEmpty, type PutOff } from "../presenters/queue.ts";
import { requireQueueAsked } from "../presenters/queue-filter.ts";
import { count } from "../presenters/words.ts";
import type { PageEnv } from "../render.ts";
import { noticeAfter } from "./notice.ts";
import type { PageTools } from "../tools.ts";

export function addQueueRoutes(app: Hono<PageEnv>, { call, render }: PageTools): void {
  const read = async (c: Context<PageEnv>, named: string | undefined) => {
    const asked = requireQueueAsked(new URL(c.req.url).searchParams);
    const { filter, from } = asked;
    const slice = await call("queue.page", {
      ...filter,
      product: named,
      after: from ?? undefined,
    });
    return { asked, slice };
  };

  /** Of every product; as many as one page may hold are counted. */
  const countPutOff = async (): Promise<PutOff> => {
    const { lines, next } = await call("queue.page", { states: ["deferred"], limit: 100 });
    return { count: lines.length, more: next !== null };
  };

  app.get("/products/:slug/queue", async (c) => {
    const { asked, slice } = await read(c, c.req.param("slug"));
    const { product, counts } = slice;
    if (product === null) throw new Error("the queue of a product names it");
    const identified =
      c.req.query("notice") === "identified"
        ? `Identification is finished: ${count(counts?.pending ?? 0, "suggestion waits", "suggestions wait")} for a decision.`
        : null;
    const notice = (await noticeAfter(call, product.slug, c.req.query("after"))) ?? identified;
    const around = frame({
      scripts: ["list"],
      title: `Queue of ${product.name}`,
      section: "products",
      crumbs: [
        { text: "Products", href: productsAt },
        { text: product.name, href: productAt(product.slug) },
      ],
      notice,
    });
    const left =
      whyEmpty(slice, asked) === "all-decided"
        ? presentLeftOpen(await call("coverage.show", { product: product.slug }))
        : null;
    return render(c, "queue", around, presentQueue(slice, asked, undefined, left));
  });

  app.get(anyQueueAt, async (c) => {
    const { asked, slice } = await read(c, undefined);
    const isEmpty = whyEmpty(slice, asked) === "all-decided";
    const putOff = isEmpty ? await countPutOff() : { count: 0, more: false };
    const notice = await noticeAfter(call, undefined, c.req.query("after"));
    const crumbs = [{ text: "Products", href: productsAt }];
    const around = frame({
      title: "Queue of all products",
      section: "queue",
      crumbs,
      notice,
      scripts: ["list"],
    });
    return render(c, "queue", around, presentQueue(slice, asked, putOff));
  });
}
