import type ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import type { Hazard } from "../../../src/domain/hazard/hazard.ts";
import { makeControl, makeHazard, makeScore } from "../../domain/hazard/make-hazard.ts";
import { compareTo, nothingChanged, readLog, writeLog } from "../../support/books.ts";
import { saveAgain } from "../../support/edited-books.ts";

const uuid = (n: number): string => `0199a000-0000-7000-8000-00000000000${n}`;
const hash = "b".repeat(64);
const make = (n: number, overrides: Partial<Hazard> = {}): Hazard =>
  makeHazard({
    ...{ id: uuid(n), ref: `H-${n}`, hash, initial: makeScore({ id: uuid(8) }) },
    controls: [makeControl(), makeControl({ number: 3, state: "existing", type: "test" })],
    actions: [
      { number: 1, summary: "Ask", owner: "Bram", party: "maker", due: "2026-05-01", done: false },
    ],
    ...overrides,
  });
const log = [make(1), make(2)];

/** What comes back when these cells were changed, and more was done to the file. */
const returned = async (
  cells: Readonly<Record<string, string>>,
  more: (book: ExcelJS.Workbook) => void = () => undefined,
  now: readonly Hazard[] = log,
  layout: "hazards" | "causes" = "hazards",
) => {
  const bytes = await saveAgain(
    await writeLog(log, { layout }),
    new Map(Object.entries(cells)),
    more,
  );
  return compareTo(await readLog(bytes), log, now);
};
const sheetOf = (book: ExcelJS.Workbook, name: string): ExcelJS.Worksheet => {
  const sheet = book.getWorksheet(name);
  if (sheet === undefined) throw new Error(`expected a sheet ${name}`);
  return sheet;
};

describe("beside what the log says now, a change", () => {
  const cells = { "Controls!J2": "Ticket 118, release 4.2" };
  const field = { of: "control", number: 1, field: "implemented" };

  test("says as sent, as returned, and as it stands", async () => {
    const { changes } = await returned(cells);
    expect(changes).toEqual([
      {
        cells: ["Controls!J2"],
        ...{ hazard: "H-1", hazardId: uuid(1), seen: hash, field },
        label: "control K1, evidence that it is implemented",
        ...{ sent: "", returned: "Ticket 118, release 4.2", now: "" },
        ...{ already: false, conflict: [] },
      },
    ]);
  });

  test("is in conflict where the log says something else by now", async () => {
    const evidence = { implemented: "Another" };
    const now = [make(1, { controls: [makeControl({ evidence })] }), make(2)];
    const { changes } = await returned(cells, undefined, now);
    expect(changes).toMatchObject([{ field, now: "Another", conflict: ["log"], already: false }]);
  });

  test("is in conflict where the log has no such thing any more", async () => {
    const { changes } = await returned(cells, undefined, [make(1, { controls: [] }), make(2)]);
    expect(changes).toMatchObject([{ field, now: null, conflict: ["log"] }]);
  });

  test("is known to be done where the log says so by now", async () => {
    const evidence = { implemented: "Ticket 118, release 4.2" };
    const now = [make(1, { controls: [makeControl({ evidence })] }), make(2)];
    const { changes } = await returned(cells, undefined, now);
    expect(changes).toMatchObject([{ field, already: true, conflict: [] }]);
  });

  test("is in conflict with another cell that proposes another text for the field", async () => {
    const { changes } = await returned({
      "Controls!D2": "Show the words first",
      "Hazard log!J2": "K1 [maker; C1, C2] Show the words last",
    });
    expect(changes).toMatchObject([
      { cells: ["Hazard log!J2"], returned: "Show the words last", conflict: ["cells"] },
      { cells: ["Controls!D2"], returned: "Show the words first", conflict: ["cells"] },
    ]);
  });

  test("is one change where two cells propose the same", async () => {
    const { changes } = await returned({
      "Controls!D2": "Show them",
      "Hazard log!J2": "K1 [maker; C1, C2] Show them",
    });
    expect(changes).toMatchObject([
      { cells: ["Hazard log!J2", "Controls!D2"], returned: "Show them", conflict: [] },
    ]);
  });

  test("of one of the rows of a hazard is one change, and two of them may be in conflict", async () => {
    const one = await returned({ "Hazard log!C3": "Other words" }, undefined, log, "causes");
    expect(one.changes).toMatchObject([{ cells: ["Hazard log!C3"], conflict: [] }]);
    const cells = { "Hazard log!C2": "Some words", "Hazard log!C3": "Other words" };
    const two = await returned(cells, undefined, log, "causes");
    expect(two.changes.map(({ conflict }) => conflict)).toEqual([["cells"], ["cells"]]);
  });

  test("of severity or likelihood is a proposal as any other; the rating is never read", async () => {
    const { changes } = await returned({
      "Hazard log!G2": "Minor",
      "Hazard log!N2": "Major",
      "Hazard log!I2": "1: quite harmless",
    });
    expect(changes.map(({ label, sent, returned: back }) => [label, sent, back])).toEqual([
      ["initial severity", "Major", "Minor"],
      ["residual severity", "", "Major"],
    ]);
  });

  test("may move a control to another column", async () => {
    const { changes } = await returned({
      "Hazard log!J2": "",
      "Hazard log!L2": "K1 [maker; C1, C2] Show the words",
    });
    expect(changes).toMatchObject([
      { label: "control K1, type", sent: "design", returned: "training" },
    ]);
  });
});

describe("what somebody added", () => {
  test("is an addition: a cause and a control in a cell, an action on its sheet", async () => {
    const { changes, additions, unread } = await returned(
      {
        "Hazard log!E2":
          "C1 [AI model] The negation is dropped.\nC2 [human] The draft is not read.\nC+ [data] The list is old.",
        "Hazard log!K2": "K+ [deployer; C2] Look twice",
      },
      (book) => {
        sheetOf(book, "Actions").addRow([
          "H-2",
          "",
          "",
          "Tell them",
          "Asha",
          "maker",
          "1/6/2026",
          "no",
        ]);
      },
    );
    expect([changes, unread]).toEqual([[], []]);
    expect(additions).toEqual([
      {
        ...{ of: "cause", hazard: "H-1", cells: ["Hazard log!E2"], things: [] },
        values: { kind: "data", text: "The list is old." },
      },
      {
        ...{ of: "control", hazard: "H-1", cells: ["Hazard log!K2"], things: [] },
        values: {
          owner: "deployer",
          actsOn: "2",
          state: "proposed",
          type: "test",
          text: "Look twice",
        },
      },
      {
        ...{ of: "action", hazard: "H-2", things: [] },
        cells: ["Actions!D4", "Actions!E4", "Actions!F4", "Actions!G4", "Actions!H4"],
        values: {
          summary: "Tell them",
          owner: "Asha",
          party: "maker",
          due: "2026-06-01",
          done: "no",
        },
      },
    ]);
  });

  test("twice, in a cell and on the sheet of controls, is one addition", async () => {
    const { additions } = await returned(
      { "Hazard log!K2": "K9 [deployer; C2] Look twice" },
      (book) => {
        sheetOf(book, "Controls").addRow([
          "H-1",
          "",
          "K9",
          "Look twice",
          "",
          "",
          "",
          "",
          "It is seen.",
        ]);
      },
    );
    expect(additions).toMatchObject([
      { of: "control", values: { text: "Look twice", owner: "deployer", worksIf: "It is seen." } },
    ]);
  });

  test("as a row without a number is a hazard with what came with it", async () => {
    const { additions } = await returned({}, (book) => {
      sheetOf(book, "Hazard log").addRow([
        ...[
          "",
          "Lost letter",
          "A letter is lost.",
          "Effect: Nobody reads it.\nHarm: Late treatment.",
        ],
        ...["C1 [human] It is not sent.\nC2 [data] The address is old.", "", "Major"],
      ]);
    });
    expect(additions).toMatchObject([
      {
        ...{ of: "hazard", hazard: null },
        values: { name: "Lost letter", hazard: "A letter is lost.", harm: "Late treatment." },
        things: [
          { of: "cause", values: { kind: "human", text: "It is not sent." } },
          { of: "cause", values: { kind: "data", text: "The address is old." } },
          { of: "initial", values: { severity: "Major" } },
        ],
      },
    ]);
  });
});

describe("what cannot be taken is listed by its cell", () => {
  test.each<[string, Readonly<Record<string, string>>, string, RegExp]>([
    ["a word that is none", { "Controls!E2": "desing" }, "Controls!E2", /expected design, test/u],
    ["a day that is none", { "Actions!G2": "31/02/2026" }, "Actions!G2", /such as 2026-03-31/u],
    [
      "a text taken out that has to be there",
      { "Controls!D2": "" },
      "Controls!D2",
      /stays as it is/u,
    ],
    [
      "words before the labels",
      { "Hazard log!D2": "Bad things" },
      "Hazard log!D2",
      /Effect:, Harm:/u,
    ],
    ["a row of no hazard", { "Controls!A2": "" }, "Controls!2", /write its number, such as H-1/u],
    [
      "a hazard that was not sent",
      { "Controls!A2": "H-77" },
      "Controls!2",
      /H-77 was not in what was sent/u,
    ],
  ])("%s", async (_what, cells, cell, why) => {
    const { changes, unread } = await returned(cells);
    expect(changes).toEqual([]);
    expect(unread.map((one) => one.cell)).toEqual([cell]);
    expect(unread[0]?.why).toMatch(why);
  });

  test("a formula, with what it came to", async () => {
    const { changes, unread } = await returned({}, (book) => {
      sheetOf(book, "Controls").getCell("J2").value = {
        formula: 'CONCATENATE("a","b")',
        result: "ab",
      };
    });
    expect(changes).toEqual([]);
    expect(unread).toEqual([
      {
        cell: "Controls!J2",
        found: '=CONCATENATE("a","b") (ab)',
        why: expect.stringMatching(/a formula stands where a text is expected/u) as string,
      },
    ]);
  });

  test.each<[string, (book: ExcelJS.Workbook) => void, string, RegExp]>([
    [
      "a column that somebody added",
      (book) => {
        sheetOf(book, "Controls").getCell("M1").value = "Our notes";
        sheetOf(book, "Controls").getCell("M3").value = "Ask Asha";
      },
      "Controls!M1",
      /the column is none of the workbook’s/u,
    ],
    [
      "a sheet that somebody added",
      (book) => void book.addWorksheet("Notes").addRow(["Ask Asha"]),
      "Notes",
      /the sheet is none of the workbook’s/u,
    ],
    [
      "comments beside cells",
      (book) => void (sheetOf(book, "Controls").getCell("D2").note = "Ask Asha"),
      "",
      /comments beside cells were not read/u,
    ],
  ])("%s", async (_what, more, cell, why) => {
    const { unread, ...rest } = await returned({}, more);
    expect(rest).toEqual({ changes: [], additions: [], missing: [] });
    expect(unread.map((one) => one.cell)).toEqual([cell]);
    expect(unread[0]?.why).toMatch(why);
  });

  test("a hazard of whose version the record knows nothing, once", async () => {
    const read = await readLog(await writeLog(log));
    const { unread } = compareTo(read, log.slice(1));
    expect(unread.map(({ found }) => found)).toEqual(["H-1"]);
  });

  test("rows, sheets and columns that are gone, which change nothing", async () => {
    const { changes, missing } = await returned({}, (book) => {
      sheetOf(book, "Hazard log").spliceRows(3, 1);
      sheetOf(book, "Controls").spliceRows(2, 1);
      book.removeWorksheet(sheetOf(book, "Actions").id);
    });
    expect(changes).toEqual([]);
    expect(missing).toEqual([
      "The file does not have the sheet Actions any more.",
      "control K1 of H-1 is not on the sheet Controls.",
      "H-2 has no row on the sheet Hazard log.",
    ]);
  });
});

describe("what programs and people do to a file changes nothing:", () => {
  test.each<[string, (book: ExcelJS.Workbook) => void]>([
    [
      "columns in another order",
      (book) => {
        const sheet = sheetOf(book, "Controls");
        const column = sheet.getColumn(4).values.slice(1);
        sheet.spliceColumns(4, 1);
        sheet.getColumn(11).values = column;
      },
    ],
    ["a column more", (book) => void (sheetOf(book, "Controls").getCell("L1").value = "Our notes")],
    ["a title above", (book) => void sheetOf(book, "Controls").insertRow(1, ["For the team"])],
    ["hidden columns", (book) => void (sheetOf(book, "Hazard log").getColumn(3).hidden = true)],
    ["another name of a sheet", (book) => void (sheetOf(book, "Controls").name = "Controls (2)")],
    [
      "rich text",
      (book) => {
        const cell = sheetOf(book, "Hazard log").getCell("C2");
        const [start, end] = [log[0]?.hazard.slice(0, 5) ?? "", log[0]?.hazard.slice(5) ?? ""];
        cell.value = { richText: [{ text: start, font: { bold: true } }, { text: end }] };
      },
    ],
    [
      "Windows line ends and blanks at line ends",
      (book) => {
        const cell = sheetOf(book, "Hazard log").getCell("E2");
        const { value } = cell;
        const said =
          typeof value === "object" && value !== null && "richText" in value
            ? value.richText.map(({ text }) => text).join("")
            : "";
        cell.value = `${said.replaceAll("\n", "  \r\n")}\n\n`;
      },
    ],
    [
      "a day as a date",
      (book) =>
        void (sheetOf(book, "Actions").getCell("G2").value = new Date("2026-05-01T00:00:00Z")),
    ],
    [
      "a day as a date that is shown as one",
      (book) => {
        const cell = sheetOf(book, "Actions").getCell("G2");
        cell.value = new Date("2026-05-01T00:00:00Z");
        cell.numFmt = "dd/mm/yyyy";
      },
    ],
    [
      "a number of a control without its letter",
      (book) => void (sheetOf(book, "Controls").getCell("C2").value = 1),
    ],
    ["capitals", (book) => void (sheetOf(book, "Controls").getCell("E2").value = "Design")],
    [
      "numbers of causes alone",
      (book) => void (sheetOf(book, "Controls").getCell("H2").value = "1 and 2"),
    ],
    ["empty rows between", (book) => void sheetOf(book, "Hazard log").insertRow(3, [])],
  ])("%s", async (_what, more) => {
    expect(await returned({}, more)).toEqual(nothingChanged);
  });
});
