import type { Hono } from "hono";
import { AppError } from "../../app/errors.ts";
import { productAt, productsAt } from "../presenters/addresses.ts";
import { frame } from "../presenters/frame.ts";
import { presentQueue, queueFilters, type QueueFilter } from "../presenters/queue.ts";
import { count } from "../presenters/words.ts";
import type { PageEnv } from "../render.ts";
import { noticeAfter } from "./notice.ts";
import type { PageTools } from "../tools.ts";

export function addQueueRoutes(app: Hono<PageEnv>, { call, render }: PageTools): void {
  app.get("/products/:slug/queue", async (c) => {
    const filter = requireFilter(c.req.query("state") ?? "pending");
    const { product } = await call("log.show", { product: c.req.param("slug") });
    const lines = await call("queue.list", { product: product.slug });
    const waiting = lines.filter(({ state }) => state === "pending").length;
    const identified =
      c.req.query("notice") === "identified"
        ? `Identification is finished: ${count(waiting, "suggestion waits", "suggestions wait")} for a decision.`
        : null;
    const notice = (await noticeAfter(call, product, c.req.query("after"))) ?? identified;
    const around = frame({
      title: `Queue of ${product.name}`,
      section: "products",
      crumbs: [
        { text: "Products", href: productsAt },
        { text: product.name, href: productAt(product.slug) },
      ],
      notice,
    });
    return render(c, "queue", around, presentQueue(product, lines, filter));
  });
}

function requireFilter(asked: string): QueueFilter {
  const found = queueFilters.find((filter) => filter === asked);
  if (found !== undefined) return found;
  throw new AppError(
    "not-found",
    `The queue can be read by state (${queueFilters.join(", ")}); this address asks for another.`,
  );
}
