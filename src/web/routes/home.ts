import type { Hono } from "hono";
import type { DeskProduct } from "../../app/desk/show.ts";
import { home } from "../presenters/addresses.ts";
import { frame } from "../presenters/frame.ts";
import { presentLeftOpen, type LeftOpen } from "../presenters/left-open.ts";
import { presentHome } from "../presenters/home.ts";
import type { PageEnv } from "../render.ts";
import type { PageTools } from "../tools.ts";

/** Products whose coverage is read for this page, most: it is read as a whole. */
const mostLookedInto = 3;
/** Whether hazards were looked for, and nothing waits: that reads as if it were finished. */
const isDecided = ({ identified, needs }: DeskProduct): boolean =>
  identified !== null && needs.every(({ kind }) => kind !== "suggestions");

export function addHomeRoute(app: Hono<PageEnv>, { call, render }: PageTools): void {
  app.get(home, async (c) => {
    const desk = await call("desk.show", {});
    const left = new Map<string, LeftOpen | null>();
    for (const { product } of desk.products.filter(isDecided).slice(0, mostLookedInto)) {
      left.set(
        product.slug,
        presentLeftOpen(await call("coverage.show", { product: product.slug })),
      );
    }
    const model = presentHome(desk, left);
    return render(
      c,
      "home",
      frame({ title: "What needs you", section: "home", scripts: ["list"] }),
      model,
    );
  });
}
