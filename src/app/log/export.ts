import { stringify } from "csv-stringify/sync";
import { z } from "zod";
import type { ChainHead } from "../../domain/audit/verify.ts";
import { sha256 } from "../../domain/hash/canonical.ts";
import { buildDocument } from "../../domain/hazard/document/build-document.ts";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import { exportAudiences } from "../../domain/hazard/left-out.ts";
import { logColumns, toLogRow } from "../../domain/hazard/log-columns.ts";
import { buildBook, type BookSource } from "../../domain/hazard/workbook/build-book.ts";
import { layouts } from "../../domain/hazard/workbook/columns.ts";
import { AppError } from "../errors.ts";
import type { Office } from "../ports.ts";
import { requireLatestVersion, requireProduct } from "../require.ts";
import { write, type Scope } from "../use-case.ts";
import { readLog, readRejected } from "./pages.ts";

export const exportFormats = ["csv", "json", "xlsx", "docx"] as const;
export type ExportFormat = (typeof exportFormats)[number];

const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  csv: "text/csv; charset=utf-8; header=present",
  json: "application/json",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
};

export type ExportedLog = {
  readonly fileName: string;
  readonly mediaType: string;
  /** The file, where it is text; empty where it is bytes. */
  readonly text: string;
  /** The file's bytes in base64; null where it is text, and for who sends the same request again. */
  readonly base64: string | null;
  /** Of the file's bytes. */
  readonly sha256: string;
  /** Head of the audit chain that the export was made at. */
  readonly head: ChainHead;
};

const $input = z.strictObject({
  product: z.string(),
  format: z.enum(exportFormats),
  /** Of a workbook: one row a hazard, unless it says one row a cause. */
  layout: z.enum(layouts).optional(),
  /** Who a workbook or document is for: readers outside, unless it says otherwise. */
  audience: z.enum(exportAudiences).optional(),
});
type Input = z.infer<typeof $input>;

function requireFitting({ format, layout, audience }: Input): void {
  if (layout !== undefined && format !== "xlsx") {
    throw new AppError(
      "invalid-input",
      `A layout is chosen for a workbook: ask for xlsx, or leave the layout out for ${format}.`,
    );
  }
  if (audience !== undefined && format !== "xlsx" && format !== "docx") {
    throw new AppError(
      "invalid-input",
      `Whom it is for is said of a workbook or document; ${format} holds the log alone, whoever reads it: leave that out.`,
    );
  }
}

async function gatherSource(scope: Scope, input: Input) {
  const { tx, at, newId } = scope;
  const product = await requireProduct(tx, input.product);
  const version = await requireLatestVersion(tx, product);
  // Held until the end: nobody's decision comes between two pages of the log.
  const head = await tx.audit.lockHead();
  const { layout = "hazards", audience = "external" } = input;
  return {
    ...{ product, head, layout, audience },
    version: version.number,
    description: version.hash,
    exportId: newId(),
    exportedAt: at,
    scheme: (await tx.schemes.find(product.scheme))?.scheme ?? null,
    pages: () => readLog(tx, product.id),
    rejected: audience === "internal" ? await readRejected(tx, product.id) : null,
  };
}
type Source = Awaited<ReturnType<typeof gatherSource>>;

async function allOf({ pages }: Source): Promise<Hazard[]> {
  const all: Hazard[] = [];
  for await (const { hazards } of pages()) all.push(...hazards);
  return all;
}

function toJson(source: Source, hazards: readonly Hazard[]): string {
  const { product, version, description, exportedAt, head, scheme } = source;
  const facts = { version, description, exportedAt, head, scheme };
  return `${JSON.stringify({ format: "hazid-log-1", product, ...facts, hazards }, null, 2)}\n`;
}

function toBookSource(source: Source): BookSource {
  const { scheme, head } = source;
  if (scheme === null) {
    throw new AppError(
      "conflict",
      `${source.product.name} declares the risk scheme ${source.product.scheme}, which is not known here: declare one that is, then export again.`,
    );
  }
  return { ...source, scheme, head: `${head.sequence}:${head.hash}` };
}

/** Counts hazards as they are read, for the event. */
function counting(source: Source): { counted: Source; count: () => number } {
  let last = 0;
  const pages: Source["pages"] = async function* counted() {
    last = 0;
    for await (const page of source.pages()) {
      last += page.hazards.length;
      yield page;
    }
  };
  return { counted: { ...source, pages }, count: () => last };
}

/** Writes the log for Excel (a workbook, or CSV), for reading (DOCX) or for other tools (JSON); audited. */
export const createExportLog = (office: Office) => {
  const make = async (source: Source, format: ExportFormat): Promise<string | Uint8Array> => {
    switch (format) {
      case "csv":
        return toCsv(await allOf(source));
      case "json":
        return toJson(source, await allOf(source));
      case "xlsx":
        return office.writeBook(buildBook(toBookSource(source)));
      case "docx":
        return office.writeDocument(await buildDocument(toBookSource(source)));
    }
  };
  return write({
    summary: "Exporting the hazard log",
    right: "look",
    $input,
    // Texts that may have to be taken out later are not kept where nobody can find them in bytes.
    keep: (answer: ExportedLog): ExportedLog => ({ ...answer, base64: null }),
    async run(scope, input): Promise<ExportedLog> {
      requireFitting(input);
      const { counted, count } = counting(await gatherSource(scope, input));
      const { product, head, layout, audience, exportId } = counted;
      const { format } = input;
      const made = await make(counted, format);
      const hash = sha256(made);
      const isText = typeof made === "string";
      const about = isText ? {} : { export: exportId, audience };
      await scope.audit({
        action: "log.export",
        subject: { kind: "product", id: product.id, ref: product.slug },
        product: product.id,
        details: {
          ...{ format, sha256: hash, hazards: count(), ...about },
          ...(format === "xlsx" ? { layout } : {}),
        },
      });
      const day = counted.exportedAt.slice(0, 10);
      return {
        fileName: `${product.slug}-hazard-log-${day}.${format}`,
        mediaType: mediaTypes[format],
        text: isText ? made : "",
        base64: isText ? null : Buffer.from(made).toString("base64"),
        sha256: hash,
        head,
      };
    },
  });
};

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
