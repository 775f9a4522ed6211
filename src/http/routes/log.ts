import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Call } from "../../app/use-cases.ts";
import { json, refusals, toAnswer } from "../answers.ts";
import { readOptions } from "../call-options.ts";
import type { ApiEnv } from "../env.ts";
import { formatHead } from "../schemas/audit.ts";
import { $NoQuery, $ProductRef } from "../schemas/fields.ts";
import { $ExportedLog, $ShownLog } from "../schemas/hazard.ts";

const tags = ["log"];
const ofProduct = z.strictObject({ product: $ProductRef });
const exportHeaders = z.object({
  "Content-Disposition": z.string(),
  "Hazid-Audit-Head": z.string().openapi({
    description: "head of the audit chain that the export was made at: <sequence>:<hash>",
  }),
});

const showLog = createRoute({
  method: "get",
  path: "/api/products/{product}/log",
  operationId: "showLog",
  tags,
  summary: "The hazard log of a product, in order of number",
  request: { query: $NoQuery, params: ofProduct },
  responses: { 200: json("The log", $ShownLog), ...refusals(404) },
});

const exportCsv = createRoute({
  method: "get",
  path: "/api/products/{product}/log.csv",
  operationId: "exportLogAsCsv",
  tags,
  summary: "The log for a spreadsheet, with the template's columns; the export is audited",
  request: { query: $NoQuery, params: ofProduct },
  responses: {
    200: {
      description: "CSV (RFC 4180), UTF-8 with a byte order mark",
      content: { "text/csv": { schema: z.string() } },
      headers: exportHeaders,
    },
    ...refusals(404),
  },
});

const exportJson = createRoute({
  method: "get",
  path: "/api/products/{product}/log.json",
  operationId: "exportLogAsJson",
  tags,
  summary: "The log for other tools, with its scheme and audit head; the export is audited",
  request: { query: $NoQuery, params: ofProduct },
  responses: {
    200: {
      ...json("The log, byte for byte as its hash was audited", $ExportedLog),
      headers: exportHeaders,
    },
    ...refusals(404),
  },
});

export function addLogRoutes(api: OpenAPIHono<ApiEnv>, call: Call): void {
  const exportAs = async (c: Context<ApiEnv>, product: string, format: "csv" | "json") => {
    const exported = await call("log.export", { product, format }, readOptions(c));
    c.header("Content-Disposition", `attachment; filename="${exported.fileName}"`);
    c.header("Hazid-Audit-Head", formatHead(exported.head));
    return exported.text;
  };
  api.openapi(showLog, async (c) =>
    c.json(toAnswer(await call("log.show", c.req.valid("param"), readOptions(c))), 200),
  );
  api.openapi(exportCsv, async (c) => {
    const text = await exportAs(c, c.req.valid("param").product, "csv");
    return c.body(text, 200, { "Content-Type": "text/csv; charset=utf-8; header=present" });
  });
  api.openapi(exportJson, async (c) => {
    const text = await exportAs(c, c.req.valid("param").product, "json");
    // Sent as it was written and hashed: c.json would serialise it again.
    return c.body(text, 200, { "Content-Type": "application/json" }) as never;
  });
}
