import type { Product } from "../../domain/product/product.ts";
import { AppError } from "../errors.ts";
import type { Tx } from "../ports.ts";
import type { KeptProposal, WorkbookLine } from "../records.ts";

export type KeptWorkbook = WorkbookLine & { readonly unread: string };

export async function requireWorkbook(
  tx: Tx,
  product: Product,
  number: number,
): Promise<KeptWorkbook> {
  const found = await tx.workbooks.find(product.id, number);
  if (found !== null) return found;
  const known = (await tx.workbooks.list(product.id)).map((line) => line.number);
  const has =
    known.length === 0 ? "none came back yet" : `there is ${known.toReversed().join(", ")}`;
  throw new AppError("not-found", `There is no workbook ${number} of ${product.name}: ${has}.`);
}

/** The proposals of a workbook that have these numbers, in their order. */
export async function requireProposals(
  tx: Tx,
  workbook: WorkbookLine,
  numbers: readonly number[],
): Promise<KeptProposal[]> {
  const all = await tx.workbooks.proposals(workbook.id);
  const unknown = numbers.find((number) => all.every((one) => one.number !== number));
  if (unknown !== undefined) {
    throw new AppError(
      "not-found",
      `There is no proposal ${unknown} in workbook ${workbook.number}: it has ${all.length}.`,
    );
  }
  return all.filter(({ number }) => numbers.includes(number));
}
