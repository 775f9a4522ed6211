import type { Product } from "../../domain/product/product.ts";
import { sayLeftOut } from "../../domain/hazard/left-out.ts";
import { logAt, logExportAt, workbooksAt } from "./addresses.ts";

/** One file that may be asked for: its button's value, and what it is. */
export const exportChoices = [
  {
    value: "workbook-hazards",
    label: "Workbook, one row a hazard",
    means: "For Excel or LibreOffice: it can be filled in and come back.",
    input: { format: "xlsx", layout: "hazards" },
  },
  {
    value: "workbook-causes",
    label: "Workbook, one row a cause",
    means: "The same, each cause with the controls that act on it.",
    input: { format: "xlsx", layout: "causes" },
  },
  {
    value: "document",
    label: "Document",
    means: "For Word: to be read from the beginning to the end.",
    input: { format: "docx" },
  },
  {
    value: "csv",
    label: "CSV",
    means: "The template’s columns, for any spreadsheet.",
    input: { format: "csv" },
  },
  {
    value: "json",
    label: "JSON",
    means: "For other tools, with the risk scheme and the head of the audit chain.",
    input: { format: "json" },
  },
] as const;

export type LogExportPage = {
  readonly productName: string;
  readonly log: string;
  readonly workbooks: string;
  readonly action: string;
  readonly choices: readonly {
    readonly value: string;
    readonly label: string;
    readonly means: string;
  }[];
  readonly leftOut: readonly string[];
};

export const presentLogExport = ({ name, slug }: Product): LogExportPage => ({
  productName: name,
  log: logAt(slug),
  workbooks: workbooksAt(slug),
  action: logExportAt(slug),
  choices: exportChoices.map(({ value, label, means }) => ({ value, label, means })),
  leftOut: sayLeftOut("external"),
});
