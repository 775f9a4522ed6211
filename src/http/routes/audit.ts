import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Call } from "../../app/use-cases.ts";
import { toExportLines } from "../../domain/audit/export-file.ts";
import { json, refusals, toAnswer } from "../answers.ts";
import { askedFormat } from "../asked-format.ts";
import { readOptions } from "../call-options.ts";
import type { ApiEnv } from "../env.ts";
import {
  $AuditExport,
  $ExportQuery,
  $KnownHeads,
  $Verification,
  formatHead,
  parseHeads,
} from "../schemas/audit.ts";

const tags = ["audit"];

/** As it is in use; nobody has registered it (https://jsonlines.org). */
const linesType = "application/jsonl";
const formatOfType = { "application/json": "json", [linesType]: "lines" } as const;

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
  summary:
    "The whole chain as a file that can be verified without a database: as one JSON object, or as lines, which are verified piece by piece however many there are",
  request: { query: $ExportQuery },
  responses: {
    200: {
      description: "The chain, in the form asked for",
      content: {
        "application/json": { schema: $AuditExport },
        [linesType]: { schema: z.string() },
      },
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
    const format = askedFormat(c, c.req.valid("query").format, formatOfType);
    const exported = await call("audit.export", {}, readOptions(c));
    const ending = format === "json" ? "json" : "jsonl";
    c.header("Content-Disposition", `attachment; filename="hazid-audit.${ending}"`);
    c.header("Hazid-Audit-Head", formatHead(exported.head));
    if (format === "json") return c.json(toAnswer(exported), 200);
    const pieces = ReadableStream.from(inPieces(toExportLines(exported)));
    // Described as the text that the stream carries, which the types keep apart.
    return c.body(pieces, 200, { "Content-Type": linesType }) as never;
  });
}

/** UTF-16 code units of lines that are sent at once. */
const pieceLength = 65_536;

/** Lines, some at a time: a long chain is never one text. */
function* inPieces(lines: Iterable<string>): Generator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let piece = "";
  for (const line of lines) {
    piece += line;
    if (piece.length < pieceLength) continue;
    yield encoder.encode(piece);
    piece = "";
  }
  if (piece !== "") yield encoder.encode(piece);
}
