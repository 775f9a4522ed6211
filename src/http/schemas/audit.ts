import { z } from "@hono/zod-openapi";
import { $AuditBody } from "../../domain/audit/event.ts";
import { $AuditExport as $DomainExport } from "../../domain/audit/export-file.ts";
import { $Hash } from "./fields.ts";
import { named } from "./named.ts";

/** Head of the audit chain, written `<sequence>:<hash>`. */
export const formatHead = (head: { sequence: number; hash: string }): string =>
  `${head.sequence}:${head.hash}`;

const $HeadText = z
  .string()
  .regex(/^(?:0|[1-9][0-9]{0,14}):[0-9a-f]{64}$/, { error: "expected <sequence>:<hash>" })
  .openapi({
    description: "a head known from elsewhere, for example Hazid-Audit-Head of an export",
  });

export const $KnownHeads = z.strictObject({
  head: z.union([$HeadText, z.array($HeadText).max(100)]).optional(),
});

export function parseHeads(head: string | string[] | undefined) {
  const texts = head === undefined ? [] : [head].flat();
  return texts.map((text) => {
    const [sequence = "", hash = ""] = text.split(":");
    return { sequence: Number(sequence), hash };
  });
}

export const $Verification = z
  .strictObject({
    events: z.int().nonnegative(),
    head: z.strictObject({ sequence: z.int().nonnegative(), hash: $Hash }),
    breaches: z
      .array(z.strictObject({ sequence: z.int(), what: z.string() }))
      .openapi({ description: "empty when the chain holds" }),
    journal: z.array(z.string()).openapi({
      description: "what the journal beside an embedded database knows and the database does not",
    }),
    record: z.array(z.string()).openapi({
      description: "where the record is not what the chain tells of; empty when it is",
    }),
  })
  .openapi("AuditVerification");

export const $ExportQuery = z.strictObject({
  format: z.enum(["json", "lines"]).optional().openapi({
    description: "the form of the answer, else Accept says it (application/jsonl for lines)",
  }),
});

export const $AuditExport = named($DomainExport, "AuditExport");

export const $AuditEvent = z
  .strictObject({ ...$AuditBody.shape, details: z.record(z.string(), z.unknown()), hash: $Hash })
  .openapi("AuditEvent");
