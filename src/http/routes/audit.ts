import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Call } from "../../app/use-cases.ts";
import { json, refusals, toAnswer } from "../answers.ts";
import { readOptions } from "../call-options.ts";
import type { ApiEnv } from "../env.ts";
import {
  $AuditExport,
  $KnownHeads,
  $Verification,
  formatHead,
  parseHeads,
} from "../schemas/audit.ts";
import { $NoQuery } from "../schemas/fields.ts";

const tags = ["audit"];

const verifyAudit = createRoute({
  method: "get",
  path: "/api/audit/verification",
  operationId: "verifyAudit",
  tags,
  summary: "Verify the audit chain, against heads known from elsewhere when they are given",
  request: { query: $KnownHeads },
  responses: { 200: json("What was found", $Verification), ...refusals() },
});

const exportAudit = createRoute({
  method: "get",
  path: "/api/audit/export",
  operationId: "exportAudit",
  tags,
  summary: "The whole chain as a file that can be verified without a database",
  request: { query: $NoQuery },
  responses: {
    200: {
      ...json("The chain", $AuditExport),
      headers: z.object({ "Content-Disposition": z.string(), "Hazid-Audit-Head": z.string() }),
    },
    ...refusals(),
  },
});

export function addAuditRoutes(api: OpenAPIHono<ApiEnv>, call: Call): void {
  api.openapi(verifyAudit, async (c) => {
    const heads = parseHeads(c.req.valid("query").head);
    return c.json(toAnswer(await call("audit.verify", { heads }, readOptions(c))), 200);
  });
  api.openapi(exportAudit, async (c) => {
    const exported = await call("audit.export", {}, readOptions(c));
    c.header("Content-Disposition", 'attachment; filename="hazid-audit.json"');
    c.header("Hazid-Audit-Head", formatHead(exported.head));
    return c.json(toAnswer(exported), 200);
  });
}
