import type { Hono } from "hono";
import type { PageEnv } from "../render.ts";
import type { PageTools } from "../tools.ts";
import { addHazardAddPage } from "./hazard/add.ts";
import { addDependsPage } from "./hazard/depends.ts";
import { addDiagramPage } from "./hazard/diagram.ts";
import { addHazardEditPage } from "./hazard/edit.ts";
import { addLogPage } from "./hazard/log.ts";
import { addHazardPage } from "./hazard/page.ts";
import { addPrintPages } from "./hazard/print.ts";

/** The hazard log, its hazards, and how they are written and changed. */
export function addHazardRoutes(app: Hono<PageEnv>, tools: PageTools): void {
  addLogPage(app, tools);
  addDependsPage(app, tools);
  addPrintPages(app, tools);
  addHazardAddPage(app, tools);
  addHazardPage(app, tools);
  addHazardEditPage(app, tools);
  addDiagramPage(app, tools);
}
