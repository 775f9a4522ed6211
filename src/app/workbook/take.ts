import { z } from "zod";
import { proposalHash, workbookHash } from "../../domain/audit/record-hash.ts";
import { canonicalText, sha256 } from "../../domain/hash/canonical.ts";
import { plainCell, toProposals } from "../../domain/hazard/returned/hold-back.ts";
import { hashOfProposal, proposalText } from "../../domain/hazard/returned/proposal.ts";
import { compareWorkbook } from "../../domain/hazard/workbook/compare-workbook.ts";
import type { Manifest } from "../../domain/hazard/workbook/manifest.ts";
import { readWorkbook } from "../../domain/hazard/workbook/read-workbook.ts";
import type { Product } from "../../domain/product/product.ts";
import { AppError } from "../errors.ts";
import { requireNoPatientData } from "../free-text.ts";
import { holdProduct } from "../hazard/hold.ts";
import { personOf } from "../person.ts";
import type { Office, Tx } from "../ports.ts";
import type { NewProposal, WorkbookLine } from "../records.ts";
import { requireProduct } from "../require.ts";
import { write } from "../use-case.ts";
import { findKnown } from "./find-known.ts";
import type { Unread } from "./unread.ts";

export type TakenWorkbook = {
  readonly product: Product;
  readonly workbook: WorkbookLine;
  /** False where the same file was taken back before: nothing was recorded anew. */
  readonly isNew: boolean;
};

/** A file that hazid wrote is smaller; in base64 it is a third longer. */
const maxBase64 = 40_000_000;
const maxProposals = 9_999;
const maxUnread = 1_000;
const maxFoundLength = 500;

/**
 * Takes back a workbook that somebody filled in: every cell that says something else than was sent becomes a
 * proposal, and the log stays as it is. The same file twice is one.
 */
export const createTakeWorkbook = (office: Office) =>
  write({
    summary: "Taking back a workbook",
    right: "decide",
    needsPerson: true,
    $input: z.strictObject({
      product: z.string(),
      fileName: z.string().trim().min(1).max(200),
      base64: z.base64().max(maxBase64),
      as: z.string().optional(),
    }),
    async run(scope, input): Promise<TakenWorkbook> {
      const { tx, at, newId, audit } = scope;
      const by = personOf(scope, input.as);
      const product = await requireProduct(tx, input.product);
      requireNoPatientData("the file's name", input.fileName);
      const bytes = new Uint8Array(Buffer.from(input.base64, "base64"));
      const read = readWorkbook(await office.readBook(bytes));
      if (read === null) throw notOurs();
      await holdProduct(tx, product.id);
      const fileHash = sha256(bytes);
      const before = await tx.workbooks.list(product.id);
      const same = before.find((one) => one.fileHash === fileHash);
      if (same !== undefined) return { product, workbook: same, isNew: false };
      await requireOurExport(tx, product, read.manifest);
      const known = await findKnown(tx, product.id, read.manifest.hazards);
      const compared = compareWorkbook(read, ({ ref }) => known.get(ref)?.known ?? null);
      const found = toProposals(compared, (ref) => {
        const of = known.get(ref)?.sent;
        return of === undefined ? null : { id: of.id, seen: of.hash };
      });
      requireBounded(found.proposals.length);
      const number = Math.max(0, ...before.map((one) => one.number)) + 1;
      const said = { account: by.id, at };
      const workbook = {
        ...{ id: newId(), ...said, product: product.id, number },
        ...{ fileName: input.fileName, fileHash },
        unread: canonicalText(bounded({ cells: found.unread, missing: compared.missing })),
      };
      const proposals = found.proposals.map(({ content, hazard }, i): NewProposal => ({
        ...{ id: newId(), ...said, workbook: workbook.id, number: i + 1 },
        cell: plainCell(content.cells[0] ?? ""),
        hazard: hazard?.id ?? null,
        hazardSeen: hazard?.seen ?? null,
        content: proposalText(content),
        hash: hashOfProposal(content),
      }));
      await tx.workbooks.add(workbook, proposals);
      await audit({
        action: "workbook.take",
        subject: { kind: "workbook", id: workbook.id, ref: `workbook ${number}` },
        product: product.id,
        details: {
          workbook: workbook.id,
          record: workbookHash(workbook),
          number,
          sha256: fileHash,
          export: read.manifest.export,
          head: read.manifest.head,
          proposals: proposals.map((one) => ({ id: one.id, record: proposalHash(one) })),
        },
      });
      const { fileName } = workbook;
      const line: WorkbookLine = {
        ...{ id: workbook.id, product: product.id, number, fileName, fileHash, at, by },
        proposals: { open: proposals.length, taken: 0, left: 0 },
      };
      return { product, workbook: line, isNew: true };
    },
  });

const notOurs = (): AppError =>
  new AppError(
    "invalid-input",
    "Expected a workbook that hazid exported; found another one, or one whose hidden sheet is gone. Export the log again and fill that in. Nothing was taken from it.",
  );

/** A workbook comes back to the product that it was made from, from an export that is recorded. */
async function requireOurExport(tx: Tx, product: Product, manifest: Manifest): Promise<void> {
  if (manifest.product !== product.id) {
    const other = await tx.products.find(manifest.product);
    throw new AppError(
      "invalid-input",
      `Expected a workbook of ${product.name}; found one of ${other === null ? "another product" : other.name}. Take it back there. Nothing was taken from it.`,
    );
  }
  const events = await tx.audit.about([product.id]);
  const isRecorded = events.some(({ text }) => text.includes(`"export":"${manifest.export}"`));
  if (isRecorded) return;
  throw new AppError(
    "invalid-input",
    `Expected a workbook of an export that is recorded here; found one of the export ${manifest.export}, which no audit event tells of. Export the log again. Nothing was taken from it.`,
  );
}

function requireBounded(found: number): void {
  if (found <= maxProposals) return;
  throw new AppError(
    "invalid-input",
    `Expected at most ${maxProposals} cells that say something new; found ${found}. Send the file back in parts. Nothing was taken from it.`,
  );
}

/** As much of what could not be read as anybody reads; how much more there is, is said. */
function bounded({ cells: all, missing }: Unread): Unread {
  const more = all.length - maxUnread;
  const cells = all.map((one) => ({ ...one, found: shortened(one.found) }));
  const rest = { cell: "…", found: "", why: `${more} more cells could not be read` };
  return {
    cells: more > 0 ? [...cells.slice(0, maxUnread), rest] : cells,
    missing:
      missing.length > maxUnread
        ? [...missing.slice(0, maxUnread), `and ${missing.length - maxUnread} more`]
        : missing,
  };
}

/** No character is cut in two: half of one is kept nowhere. */
const shortened = (text: string): string =>
  text.length > maxFoundLength ? `${text.slice(0, maxFoundLength).toWellFormed()}…` : text;
