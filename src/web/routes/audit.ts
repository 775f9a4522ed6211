import type { Hono } from "hono";
import { presentAudit } from "../presenters/audit.ts";
import { frame } from "../presenters/frame.ts";
import type { PageEnv } from "../render.ts";
import type { PageTools } from "../tools.ts";

export function addAuditRoutes(app: Hono<PageEnv>, { call, render }: PageTools): void {
  app.get("/audit", async (c) => {
    const verified = await call("audit.verify", {});
    return render(c, "audit", frame({ title: "Audit", section: "audit" }), presentAudit(verified));
  });
}
