import type { ListedWorkbooks } from "../../../app/workbook/list.ts";
import type { WorkbookLine } from "../../../app/records.ts";
import type { Account } from "../../../domain/actor/actor.ts";
import { sayPerson } from "../account.ts";
import { logAt, logExportAt, workbookAt, workbooksAt } from "../addresses.ts";
import { problemAt, type Problem } from "../frame.ts";
import { sayTime } from "../words.ts";

export type WorkbooksPage = {
  readonly productName: string;
  readonly address: string;
  readonly export: string;
  readonly log: string;
  readonly key: string;
  /** Whether somebody is named, as whom the file is taken back. */
  readonly isNamed: boolean;
  readonly fileProblem: string | null;
  readonly workbooks: readonly {
    readonly title: string;
    readonly href: string;
    readonly fileName: string;
    readonly sentence: string;
    readonly states: string;
    readonly hash: string;
  }[];
};

/** `Taken back by Dr Okafor, Clinical Safety Officer (GMC 1234567), 2 March 2026 at …`. */
export const sayTakenBack = ({ by, at }: WorkbookLine): string =>
  `Taken back by ${sayPerson(by)}, ${sayTime(at)}`;

/** `3 proposals open, 2 taken, 1 left`. */
export function sayStates({ proposals: { open, taken, left } }: WorkbookLine): string {
  if (open + taken + left === 0) return "It proposes nothing";
  return `${open} ${open === 1 ? "proposal" : "proposals"} open, ${taken} taken, ${left} left`;
}

export const presentWorkbooks = (
  { product: { name, slug }, workbooks }: ListedWorkbooks,
  {
    person,
    key,
    problems,
  }: {
    readonly person: Account | null;
    readonly key: string;
    readonly problems: readonly Problem[];
  },
): WorkbooksPage => ({
  productName: name,
  address: workbooksAt(slug),
  export: logExportAt(slug),
  log: logAt(slug),
  key,
  isNamed: person !== null,
  fileProblem: problemAt(problems, "file"),
  workbooks: workbooks.map((line) => ({
    title: `Workbook ${line.number}`,
    href: workbookAt(slug, line.number),
    fileName: line.fileName,
    sentence: sayTakenBack(line),
    states: sayStates(line),
    hash: line.fileHash,
  })),
});
