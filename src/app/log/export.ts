import { stringify } from "csv-stringify/sync";
import { z } from "zod";
import type { ChainHead } from "../../domain/audit/verify.ts";
import { sha256 } from "../../domain/hash/canonical.ts";
import { logColumns, toLogRow } from "../../domain/hazard/log-columns.ts";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import { requireLatestVersion, requireProduct } from "../require.ts";
import { write } from "../use-case.ts";

export const exportFormats = ["csv", "json"] as const;

export type ExportedLog = {
  readonly fileName: string;
  readonly text: string;
  readonly sha256: string;
  /** Head of the audit chain that the export was made at. */
  readonly head: ChainHead;
};

/** Writes the log for Excel (CSV with the template's columns) or for other tools (JSON); audited. */
export const exportLog = write({
  summary: "Exporting the hazard log",
  right: "look",
  $input: z.strictObject({ product: z.string(), format: z.enum(exportFormats) }),
  async run({ tx, at, audit }, input): Promise<ExportedLog> {
    const product = await requireProduct(tx, input.product);
    const version = await requireLatestVersion(tx, product);
    const hazards = await tx.hazards.list(product.id);
    const scheme = (await tx.schemes.find(product.scheme))?.scheme ?? null;
    const head = await tx.audit.lockHead();
    const facts = { version: version.number, description: version.hash, exportedAt: at, head };
    const text =
      input.format === "csv"
        ? toCsv(hazards)
        : `${JSON.stringify({ format: "hazid-log-1", product, ...facts, scheme, hazards }, null, 2)}\n`;
    const hash = sha256(text);
    await audit({
      action: "log.export",
      subject: { kind: "product", id: product.id, ref: product.slug },
      product: product.id,
      details: { format: input.format, sha256: hash, hazards: hazards.length },
    });
    const fileName = `${product.slug}-hazard-log-${at.slice(0, 10)}.${input.format}`;
    return { fileName, text, sha256: hash, head };
  },
});

/**
 * RFC 4180 with a byte order mark, so that Excel reads UTF-8. A cell that a spreadsheet would take
 * for a formula is preceded by an apostrophe (OWASP, CSV Injection).
 */
export const toCsv = (hazards: readonly Hazard[]): string =>
  stringify(hazards.map(toLogRow), {
    header: true,
    columns: [...logColumns],
    bom: true,
    record_delimiter: "windows",
    escape_formulas: true,
  });
