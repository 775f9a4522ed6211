/**
 * Several things in one cell. Each begins a line with its tag (`C2`, `K3`, `A1`, `Effect:`); the further
 * lines of its text are indented, so that nothing in a text is taken for the beginning of a thing.
 */
export type Item = {
  /** Its number; null where a person wrote a new one (`C+`, or no tag at all). */
  readonly number: number | null;
  /** What its brackets say; null where there are none. */
  readonly about: string | null;
  readonly text: string;
};
export type ItemLetter = "A" | "C" | "K";

const indent = "   ";
/** A cell of a spreadsheet holds no more (Excel, specifications and limits), in UTF-16 code units. */
const maxCellLength = 32_767;
const roomForRest = 200;

/** An empty line stays empty: nobody sees blanks at its end, and programs take them away. */
const writeText = (text: string): string =>
  text
    .split("\n")
    .map((line, i) => (i === 0 || line === "" ? line : `${indent}${line}`))
    .join("\n");
const readLine = (line: string): string =>
  line.startsWith(indent) ? line.slice(indent.length) : line;

/** `C2 [data] The list is not loaded.` */
export const writeItem = (
  letter: ItemLetter,
  number: number,
  about: readonly string[],
  text: string,
): string => `${letter}${number} [${about.join("; ")}] ${writeText(text)}`;

/** `Effect: The medicine is continued.` */
export const writeLabelled = (label: string, text: string): string =>
  `${label}: ${writeText(text)}`;

/** What says that the rest of the things did not fit. */
const restPattern = /^… \d+ more that do(?:es)? not fit in one cell/u;

/** Joins lines of things, as many as a cell holds, and says how many are left out. */
export function joinItems(items: readonly string[], where: string): string {
  const whole = items.join("\n");
  if (whole.length <= maxCellLength) return whole;
  let held = 0;
  let length = 0;
  for (const item of items) {
    length += item.length + 1;
    if (length > maxCellLength - roomForRest) break;
    held += 1;
  }
  const left = items.length - held;
  return [
    ...items.slice(0, held),
    `… ${left} more that ${left === 1 ? "does" : "do"} not fit in one cell: ${where}.`,
  ].join("\n");
}

/** Whether a cell says that not all of its things fitted. */
export const isCutShort = (text: string): boolean =>
  text.split("\n").some((line) => restPattern.test(line));

/** A text that fits into a cell, with its end cut off where it does not. */
export const fitCell = (text: string): string =>
  text.length <= maxCellLength ? text : `${text.slice(0, maxCellLength - 1)}…`;

type Begun = { readonly number: number | null; readonly rest: string };
type Begins = (line: string) => Begun | null;

/** Lines by the thing that they belong to; what comes before the first thing has no beginning. */
function split(cell: string, begins: Begins): (Begun & { readonly tagged: boolean })[] {
  const found: { number: number | null; lines: string[]; tagged: boolean }[] = [];
  for (const line of cell.split("\n")) {
    if (restPattern.test(line)) break;
    const begun = begins(line);
    const last = found.at(-1);
    if (begun !== null) found.push({ number: begun.number, lines: [begun.rest], tagged: true });
    else if (last !== undefined) last.lines.push(readLine(line));
    else found.push({ number: null, lines: [readLine(line)], tagged: false });
  }
  return found
    .map(({ number, lines, tagged }) => ({ number, rest: lines.join("\n"), tagged }))
    .filter(({ rest, tagged }) => tagged || rest.trim() !== "");
}

/** The things of a cell. `isAbout` tells brackets that say something of a thing from others. */
export function readItems(
  cell: string,
  letter: ItemLetter,
  isAbout: (about: string) => boolean,
): Item[] {
  const tag = new RegExp(String.raw`^${letter}(\d{1,4}|\+)[.:)]?(?=[ \r[]|$)`, "u");
  const begins: Begins = (line) => {
    const [all, number] = tag.exec(line) ?? [];
    if (all === undefined) return null;
    const rest = line.slice(all.length).replace(/^ /u, "");
    return { number: number === "+" ? null : Number(number), rest };
  };
  return split(cell, begins).map(({ number, rest }) => {
    const [brackets, about] = /^\[([^[\]\n]*)\] ?/u.exec(rest) ?? [];
    return brackets === undefined || about === undefined || !isAbout(about)
      ? { number, about: null, text: rest }
      : { number, about, text: rest.slice(brackets.length) };
  });
}

/** The labelled texts of a cell; what stands before the first label is under "". */
export function readLabelled(cell: string, labels: readonly string[]): Map<string, string> {
  const begins: Begins = (line) => {
    const index = labels.findIndex((label) =>
      line.toLowerCase().startsWith(`${label.toLowerCase()}:`),
    );
    const label = labels[index];
    if (label === undefined) return null;
    return { number: index, rest: line.slice(label.length + 1).replace(/^ /u, "") };
  };
  return new Map(
    split(cell, begins).map(({ number, rest }) => [
      number === null ? "" : (labels[number] ?? ""),
      rest,
    ]),
  );
}
