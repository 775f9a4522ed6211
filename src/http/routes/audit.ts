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
import { $InProduct, $NoQuery, $SuggestionRef } from "../schemas/fields.ts";
import { $Provenance } from "../schemas/provenance.ts";

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

const showProvenance = createRoute({
  method: "get",
  path: "/api/provenance/{ref}",
  operationId: "showProvenance",
  tags,
  summary: "How a suggestion or hazard came about and who decided",
  request: { query: $InProduct, params: z.strictObject({ ref: $SuggestionRef }) },
  responses: { 200: json("The provenance", $Provenance), ...refusals(404) },
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
  api.openapi(showProvenance, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("query") };
    return c.json(toAnswer(await call("provenance.show", input, readOptions(c))), 200);
  });
}
