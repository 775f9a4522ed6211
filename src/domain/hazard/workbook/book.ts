/** A workbook as it is to be written, without a word of how files are made. */
export type Formula = {
  /** With the number of the row that it stands in. */
  readonly formula: (row: number) => string;
  /** What it comes to: programs show it before they work it out. */
  readonly value: string;
};
export type CellValue = string | number | Formula;
export type Row = readonly CellValue[];

export type BookColumn = {
  readonly header: string;
  /** In letters of the default font. */
  readonly width: number;
  readonly looks: "key" | "text" | "rating";
  /** What the cell offers: these words, or the words of a range. */
  readonly choices?: readonly string[] | { readonly range: string };
};
export type BookSheet = {
  readonly name: string;
  /** Programs show a very hidden sheet to nobody who does not look for it. */
  readonly state: "visible" | "veryHidden";
  readonly columns: readonly BookColumn[];
  /** Columns that stay in view, with the header; null for a sheet without filter and header. */
  readonly frozen: number | null;
  readonly paper: "A3" | "A4";
  /** Printed pages side by side; what is frozen is on each. */
  readonly pagesWide: number;
  /** Empty rows below that offer the same choices. */
  readonly spare: number;
  readonly rows: () => AsyncIterable<readonly Row[]>;
};
/** How a level is shaded: darker the higher, so that it reads without colour. */
export type Shade = { readonly level: number; readonly fill: string; readonly ink: string };
export type Book = {
  readonly title: string;
  readonly createdAt: string;
  /** At the foot of every printed page. */
  readonly footer: string;
  readonly shades: readonly Shade[];
  readonly sheets: readonly BookSheet[];
};

/** A workbook as it was read: what every cell says, and where. */
export type ReadCell = {
  /** Of its column, counted from 1. */
  readonly column: number;
  /** `F12`. */
  readonly address: string;
  readonly text: string;
  /** What it is worked out by, where it is; its text is what it came to. */
  readonly formula: string | null;
  /** Whether it holds an error such as #REF!. */
  readonly isError: boolean;
};
export type ReadRow = { readonly number: number; readonly cells: readonly ReadCell[] };
export type ReadSheet = {
  readonly name: string;
  readonly rows: readonly ReadRow[];
};
export type ReadBook = {
  readonly sheets: readonly ReadSheet[];
  /** Whether people wrote comments beside cells, which are not read. */
  readonly hasComments: boolean;
};

/** `1` → `A`, `27` → `AA`. */
export function columnLetters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  const letter = String.fromCharCode(65 + ((column - 1) % 26));
  return rest === 0 ? letter : `${columnLetters(rest)}${letter}`;
}
