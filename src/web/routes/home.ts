import type { Hono } from "hono";
import { home } from "../presenters/addresses.ts";
import { frame } from "../presenters/frame.ts";
import { presentHome } from "../presenters/home.ts";
import type { PageEnv } from "../render.ts";
import type { PageTools } from "../tools.ts";

export function addHomeRoute(app: Hono<PageEnv>, { call, render }: PageTools): void {
  app.get(home, async (c) => {
    const model = presentHome(await call("desk.show", {}));
    return render(
      c,
      "home",
      frame({ title: "What needs you", section: "home", scripts: ["list"] }),
      model,
    );
  });
}
