import { z } from "zod";
import { sha256 } from "../../domain/hash/canonical.ts";
import { parseMakerBook } from "../../domain/import/maker-book.ts";
import { parseMakerJson } from "../../domain/import/maker-json.ts";
import { readMakerLog, type MakerLog } from "../../domain/import/maker-log.ts";
import type { Product } from "../../domain/product/product.ts";
import { AppError } from "../errors.ts";
import { requireNoPatientData } from "../free-text.ts";
import { personOf } from "../person.ts";
import type { Office } from "../ports.ts";
import { suggestImported } from "../queue/suggest-imported.ts";
import { requireProduct } from "../require.ts";
import { write } from "../use-case.ts";
import { toStarted, type Started } from "./started.ts";

/** A file that hazid wrote is smaller; in base64 it is a third longer. */
const maxBase64 = 40_000_000;

const notOurs = (): AppError =>
  new AppError(
    "invalid-input",
    "Expected a hazard log that hazid exported, as JSON or as a workbook (.xlsx); found another file. Ask the maker for one of these. Nothing was taken from it.",
  );

/** An archive begins with these two letters (APPNOTE.TXT 4.3.7); JSON cannot. */
const isArchive = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

async function readFile(office: Office, bytes: Uint8Array): Promise<MakerLog> {
  const log = isArchive(bytes)
    ? parseMakerBook(await office.readBook(bytes))
    : parseMakerJson(new TextDecoder().decode(bytes));
  if (log === null) throw notOurs();
  return log;
}

function requireOther(log: MakerLog, product: Product): void {
  if (log.product.id !== product.id) return;
  throw new AppError(
    "invalid-input",
    `Expected the log of a maker’s product; found the log of ${product.name} itself. Take a filled-in workbook back under Workbooks. Nothing was taken from it.`,
  );
}

/**
 * Begins a deployer's log from a maker's (DCB0160): what the maker left to the deployer comes into the
 * queue as suggestions that name file and hazard, to be decided and scored afresh. The same file twice is one.
 */
export const createStartLogFrom = (office: Office) =>
  write({
    summary: "Starting a log from a maker’s",
    right: "decide",
    needsPerson: true,
    $input: z.strictObject({
      product: z.string(),
      fileName: z.string().trim().min(1).max(200),
      base64: z.base64().max(maxBase64),
      as: z.string().optional(),
    }),
    async run(scope, input): Promise<Started & { readonly isNew: boolean }> {
      personOf(scope, input.as);
      const product = await requireProduct(scope.tx, input.product);
      requireNoPatientData("the file’s name", input.fileName);
      const bytes = new Uint8Array(Buffer.from(input.base64, "base64"));
      const log = await readFile(office, bytes);
      requireOther(log, product);
      const read = readMakerLog(log, { name: input.fileName, sha256: sha256(bytes) });
      const { isNew, ...taken } = await suggestImported(scope, product, read);
      return { ...toStarted(taken), isNew };
    },
  });
