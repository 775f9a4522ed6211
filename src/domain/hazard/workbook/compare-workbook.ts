import { gatherAdditions, gatherHazards, type Addition } from "./additions.ts";
import { sheetNames, type SaidThing } from "./columns.ts";
import {
  isSameValue,
  ruleOf,
  sayField,
  sayThing,
  type Field,
  type Sent,
  type ThingKind,
} from "./fields.ts";
import { fitCell, isCutShort } from "./item-lines.ts";
import type { SentHazard } from "./manifest.ts";
import type { ReadWorkbook, SaidCell, SaidRow, Unread } from "./read-workbook.ts";
import { asWritten, isSameText } from "./same-text.ts";

/** What the record holds of a hazard that was sent out. */
export type Known = {
  /** As it was sent: the version of that hash, and the scores of those ids. */
  readonly base: Sent;
  /** As it stands. */
  readonly now: Sent;
};

/** One field that a returned workbook would change. Nothing changes by itself. */
export type CellChange = {
  /** Every cell that says so. */
  readonly cells: readonly string[];
  readonly hazard: string;
  readonly hazardId: string;
  /** Hash of the content that was sent. */
  readonly seen: string;
  readonly field: Field;
  /** `control K2, evidence that it works`. */
  readonly label: string;
  readonly sent: string;
  readonly returned: string;
  /** Null where the log has no such thing any more. */
  readonly now: string | null;
  /** Whether the log says by now what the cell says. */
  readonly already: boolean;
  /** `log`: it was changed since it was sent; `cells`: other cells propose another text. */
  readonly conflict: readonly ("log" | "cells")[];
};
export type Comparison = {
  readonly changes: readonly CellChange[];
  readonly additions: readonly Addition[];
  /** What the file does not have any more; it stays as it is. */
  readonly missing: readonly string[];
  readonly unread: readonly Unread[];
};

type Proposed = { readonly field: Field; readonly said: { cell: string; value: string }[] };
type Work = {
  readonly proposed: Map<string, Proposed>;
  readonly unread: Unread[];
  readonly additions: Parameters<typeof gatherAdditions>[0][number][];
  readonly seen: Set<string>;
  readonly cut: Set<string>;
};

const holds = (sent: Sent, { of, number }: { of: ThingKind; number: number }): boolean => {
  const list = { cause: "causes", control: "controls", action: "actions" } as const;
  if (of === "hazard" || of === "initial" || of === "residual") return true;
  return sent.content[list[of]].some((thing) => thing.number === number);
};

/** What one cell says of one field, beside what was sent. */
function weigh(work: Work, base: Sent, field: Field, text: string, cell: string): void {
  const { valueOf, say, parse, expected, mayBeEmpty } = ruleOf(field);
  const sent = valueOf(base, field.number) ?? "";
  if (isSameText(text, fitCell(say(sent)))) return;
  if (text.trim() === "" && !mayBeEmpty) {
    work.unread.push({
      cell,
      found: "",
      why: `the cell is empty, which takes nothing out: ${sayField(field)} stays as it is`,
    });
    return;
  }
  const value = parse(asWritten(text));
  if (value === null) {
    work.unread.push({ cell, found: text, why: `expected ${expected} for ${sayField(field)}` });
    return;
  }
  if (isSameValue(value, sent)) return;
  const key = `${base.ref} ${field.of} ${field.number} ${field.field}`;
  const known = work.proposed.get(key) ?? { field, said: [] };
  known.said.push({ cell, value });
  work.proposed.set(key, known);
}

function readThing(work: Work, base: Sent, row: SaidRow, said: SaidCell, thing: SaidThing): void {
  const { of, number } = thing;
  if (thing.stray !== undefined) {
    const why = "expected lines that begin with Effect:, Harm: or More exposed:";
    work.unread.push({ cell: said.cell, found: thing.stray, why });
  }
  if (number === null || !holds(base, { of, number })) {
    const byRow = row.sheet === "log" ? `${base.ref} ${number ?? said.cell}` : row.at;
    const place = number === null && row.sheet === "log" ? said.things.indexOf(thing) : "";
    const key = `${byRow} ${place}`;
    work.additions.push({ key, hazard: base.ref, cell: said.cell, thing });
    return;
  }
  work.seen.add(`${row.sheet} ${base.ref} ${of} ${number}`);
  for (const [field, text] of Object.entries(thing.texts)) {
    weigh(work, base, { of, number, field }, text, said.cell);
  }
}

const isRef = (text: string): boolean => /^H-\d+$/u.test(text);

function sayChanges(sent: SentHazard, known: Known, { field, said }: Proposed): CellChange[] {
  const { valueOf } = ruleOf(field);
  const before = valueOf(known.base, field.number) ?? "";
  const now = valueOf(known.now, field.number);
  const different: { value: string; cells: string[] }[] = [];
  for (const { value, cell } of said) {
    const alike = different.find((one) => isSameValue(one.value, value));
    if (alike === undefined) different.push({ value, cells: [cell] });
    else alike.cells.push(cell);
  }
  return different.map(({ value, cells }) => {
    const already = isSameValue(now, value);
    const conflict: ("log" | "cells")[] = [];
    if (!already && !isSameValue(now, before)) conflict.push("log");
    if (different.length > 1) conflict.push("cells");
    return {
      cells: [...new Set(cells)],
      hazard: sent.ref,
      hazardId: sent.id,
      seen: sent.hash,
      field,
      label: sayField(field),
      sent: before,
      returned: value,
      now,
      already,
      conflict,
    };
  });
}

const lists = [
  ["cause", "causes", "log", "Possible Causes"],
  ["control", "controls", "log", "Existing Controls"],
  ["action", "actions", "log", "Actions: Summary"],
  ["control", "controls", "controls", "Control"],
  ["action", "actions", "actions", "Action"],
] as const;

/** What was sent and stands in no row or cell of a sheet that is there. */
function sayMissing(read: ReadWorkbook, base: Sent, work: Work): string[] {
  const inLog = work.seen.has(`log ${base.ref} hazard 0`);
  if (!inLog && read.headers.log.length > 0) {
    return [`${base.ref} has no row on the sheet ${sheetNames.log}.`];
  }
  return lists.flatMap(([of, list, sheet, header]) => {
    if (!read.headers[sheet].includes(header) || work.cut.has(`${sheet} ${base.ref} ${of}`)) {
      return [];
    }
    return base.content[list]
      .filter(({ number }) => !work.seen.has(`${sheet} ${base.ref} ${of} ${number}`))
      .map(
        ({ number }) =>
          `${sayThing(of, number)} of ${base.ref} is not on the sheet ${sheetNames[sheet]}.`,
      );
  });
}

/**
 * What a returned workbook would change, field by field, beside what was sent and what the log says
 * now. `find` gives what the record holds of a hazard as it was sent; null where it holds no such version.
 */
export function compareWorkbook(
  read: ReadWorkbook,
  find: (sent: SentHazard) => Known | null,
): Comparison {
  const work: Work = {
    proposed: new Map(),
    unread: [...read.unread],
    additions: [],
    seen: new Set(),
    cut: new Set(),
  };
  const known = new Map(
    read.manifest.hazards.map((sent) => [sent.ref, { sent, known: find(sent) }]),
  );
  const written: typeof work.additions = [];
  const lost = new Set<string>();
  for (const row of read.rows) {
    const found = known.get(row.hazard);
    if (found === undefined) {
      if (row.sheet === "log" && !isRef(row.hazard)) {
        const key = row.hazard === "" ? row.at : row.hazard;
        for (const { cell, things } of row.cells) {
          for (const thing of things) written.push({ key, hazard: null, cell, thing });
        }
      } else if (row.cells.some(({ text }) => text.trim() !== "")) {
        const why = isRef(row.hazard)
          ? `${row.hazard} was not in what was sent: leave the number of a new hazard empty`
          : "the row names no hazard: write its number, such as H-1, in the first column";
        work.unread.push({ cell: row.at, found: row.hazard, why });
      }
      continue;
    }
    if (found.known === null) {
      if (!lost.has(row.hazard)) {
        lost.add(row.hazard);
        const why = `the record has no version of ${row.hazard} of the hash that the file names: export again`;
        work.unread.push({ cell: row.at, found: row.hazard, why });
      }
      continue;
    }
    const { base } = found.known;
    for (const said of row.cells) {
      if (isCutShort(said.text)) {
        for (const { of } of said.things) work.cut.add(`${row.sheet} ${base.ref} ${of}`);
      }
      for (const thing of said.things) readThing(work, base, row, said, thing);
    }
  }
  const changes = [...work.proposed].flatMap(([key, proposed]) => {
    const found = known.get(key.split(" ")[0] ?? "");
    if (found === undefined || found.known === null) return [];
    return sayChanges(found.sent, found.known, proposed);
  });
  const missing = [...known.values()].flatMap((found) =>
    found.known === null ? [] : sayMissing(read, found.known.base, work),
  );
  const additions = [
    ...gatherAdditions(work.additions, work.unread),
    ...gatherHazards(written, work.unread),
  ];
  return {
    changes,
    additions,
    missing: [...read.absent.map((what) => `The file does not have ${what} any more.`), ...missing],
    unread: work.unread,
  };
}
