import excel from "exceljs";
import type { TakenWorkbook } from "../../src/app/workbook/take.ts";
import type { ShownProposal, ShownWorkbook } from "../../src/app/workbook/show.ts";
import type { Desk } from "./record.ts";

type Caller = Pick<Desk, "call">;

/** The workbook of a product's log, as it goes out. */
export async function exportBook({ call }: Caller, product: string): Promise<Uint8Array> {
  const { base64 } = await call("log.export", { product, format: "xlsx" });
  return new Uint8Array(Buffer.from(base64 ?? "", "base64"));
}

/** A cell by its sheet, the numbers of its row, and its header; and what somebody writes there. */
export type Filled = {
  readonly sheet: "Hazard log" | "Controls" | "Actions";
  /** `H-1`, or `H-1 K2`; empty for a new row. */
  readonly row: string;
  readonly header: string;
  readonly text: string;
};

/** Fills cells in, and saves the workbook as a spreadsheet program would. */
export async function fillIn(bytes: Uint8Array, filled: readonly Filled[]): Promise<Uint8Array> {
  const book = new excel.Workbook();
  await book.xlsx.load(bytes as unknown as Parameters<typeof book.xlsx.load>[0]);
  for (const { sheet: name, row, header, text } of filled) {
    const sheet = book.getWorksheet(name);
    if (sheet === undefined) throw new Error(`expected a sheet ${name}`);
    let column = 0;
    sheet.getRow(1).eachCell((cell, place) => {
      if (cell.text === header) column = place;
    });
    if (column < 1) throw new Error(`expected a column ${header}`);
    const [hazard = "", item = ""] = row.split(" ");
    const last = sheet.actualRowCount + 1;
    let at = last;
    for (let number = 2; number < last; number += 1) {
      const of = (place: number): string => sheet.getCell(number, place).text;
      if (row !== "" && of(1) === hazard && (item === "" || of(3) === item)) at = number;
    }
    if (row !== "" && at === last) throw new Error(`expected a row ${row}`);
    sheet.getCell(at, column).value = text === "" ? null : text;
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

export const takeBack = (
  { call }: Caller,
  product: string,
  bytes: Uint8Array,
  fileName = "filled-in.xlsx",
): Promise<TakenWorkbook> =>
  call("workbook.take", { product, fileName, base64: Buffer.from(bytes).toString("base64") });

/** Sends the log out, has cells filled in, and takes it back. */
export async function sendAround(
  desk: Caller,
  product: string,
  filled: readonly Filled[],
): Promise<ShownWorkbook> {
  const { workbook } = await takeBack(
    desk,
    product,
    await fillIn(await exportBook(desk, product), filled),
  );
  return desk.call("workbook.show", { product, number: workbook.number });
}

/** What a person who was shown a workbook says about proposals of one hazard. */
export function shownProposals(
  { product, workbook, hazards }: ShownWorkbook,
  proposals: readonly ShownProposal[],
) {
  const hazard = hazards.find(({ id }) => id === proposals[0]?.hazard);
  return {
    product: product.slug,
    workbook: workbook.number,
    proposals: proposals.map(({ number, hash }) => ({ number, seen: hash })),
    ...(hazard === undefined ? {} : { hazardSeen: hazard.hash }),
  };
}

/** A hazard's name, as somebody writes it anew. */
export const nameOf = (row: string, text: string): Filled => ({
  ...{ sheet: "Hazard log", row, header: "Hazard Name", text },
});

/** One proposal that came back, and that a person left. */
export async function leaveOne(desk: Caller, product: string): Promise<void> {
  const shown = await sendAround(desk, product, [nameOf("H-1", "Another name")]);
  const { hazardSeen: _hazard, ...said } = shownProposals(shown, shown.proposals);
  await desk.call("proposal.leave", said);
}
