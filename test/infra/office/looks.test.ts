import excel from "exceljs";
import { strFromU8, unzipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { lookUpLevel } from "../../../src/domain/risk/level.ts";
import { exampleScheme, type RiskScheme } from "../../../src/domain/risk/scheme.ts";
import { shadesOf } from "../../../src/domain/hazard/workbook/rating.ts";
import { makeControl, makeHazard, makeScore } from "../../domain/hazard/make-hazard.ts";
import { writeLog } from "../../support/books.ts";

const id = "0199a000-0000-7000-8000-000000000009";
const hazard = makeHazard({
  ...{ id, hash: "a".repeat(64), name: "=1+1" },
  initial: makeScore({ id }),
  controls: [makeControl()],
});
type Validations = {
  readonly dataValidations: { readonly model: Record<string, excel.DataValidation> };
};
let book: excel.Workbook;
let bytes: Uint8Array;
const sheet = (name: string): excel.Worksheet => {
  const found = book.getWorksheet(name);
  if (found === undefined) throw new Error(`expected a sheet ${name}`);
  return found;
};
/** What the cell offers. */
const offered = (name: string, address: string): unknown =>
  (sheet(name) as unknown as Validations).dataValidations.model[address]?.formulae;

beforeAll(async () => {
  bytes = await writeLog([hazard]);
  book = new excel.Workbook();
  await book.xlsx.load(bytes as unknown as Parameters<typeof book.xlsx.load>[0]);
});

describe("a workbook", () => {
  test("keeps its header and its numbers in view, filtered and printed on every page", () => {
    for (const [name, columns] of [
      ["Hazard log", 2],
      ["Controls", 3],
      ["Actions", 3],
    ] as const) {
      expect(sheet(name).views).toMatchObject([{ state: "frozen", xSplit: columns, ySplit: 1 }]);
    }
    expect(sheet("Hazard log").autoFilter).toBe("A1:S2");
    const names = strFromU8(unzipSync(bytes)["xl/workbook.xml"] ?? new Uint8Array());
    expect(names.replaceAll("&apos;", "'")).toContain(
      "'Hazard log'!$A:$B,'Hazard log'!$1:$1</definedName>",
    );
    expect(sheet("Hazard log").pageSetup).toMatchObject({
      ...{ orientation: "landscape", fitToWidth: 2, fitToHeight: 0, paperSize: 8 },
    });
  });

  test("has a sheet that programs show to nobody, with what it was made from", () => {
    expect(sheet("hazid").state).toBe("veryHidden");
    expect(book.worksheets.filter(({ state }) => state !== "visible")).toHaveLength(1);
  });

  test("offers words where closed lists stand, in rows to come too", () => {
    for (const row of [2, 3, 150]) {
      expect(offered("Hazard log", `G${row}`)).toEqual(["Matrix!$B$2:$F$2"]);
      expect(offered("Hazard log", `O${row}`)).toEqual(["Matrix!$A$3:$A$7"]);
      expect(offered("Hazard log", `S${row}`)).toEqual(['"Open,Transferred,Closed"']);
      expect(offered("Controls", `E${row}`)).toEqual(['"design,test,training,business process"']);
      expect(offered("Controls", `F${row}`)).toEqual(['"maker,deployer,third party"']);
      expect(offered("Actions", `H${row}`)).toEqual(['"yes,no"']);
    }
  });

  test("offers a deployer's log open and closed alone (DCB0160)", async () => {
    const product = {
      id,
      slug: "ward",
      name: "Ward",
      standard: "dcb0160",
      scheme: "ig-example",
    } as const;
    const deployed = new excel.Workbook();
    const written = await writeLog([hazard], { product });
    await deployed.xlsx.load(written as unknown as Parameters<typeof book.xlsx.load>[0]);
    const log = deployed.getWorksheet("Hazard log") as unknown as Validations;
    expect(log.dataValidations.model["S2"]?.formulae).toEqual(['"Open,Closed"']);
  });

  test("writes what begins with = as a text, in a cell that takes texts alone", () => {
    const cell = sheet("Hazard log").getCell("B2");
    expect([cell.type, cell.text, cell.numFmt]).toEqual([excel.ValueType.RichText, "=1+1", "@"]);
    const formulas = Object.entries(unzipSync(bytes))
      .filter(([name]) => /worksheets\/sheet\d+\.xml$/u.test(name))
      .flatMap(([, part]) => [...strFromU8(part).matchAll(/<f>([^<]*)<\/f>/gu)]);
    expect(formulas).toHaveLength(2);
    for (const [, formula] of formulas)
      expect(formula).toMatch(/^IFERROR\(VLOOKUP\(INDEX\(Matrix!/u);
  });

  test("looks the rating up on the matrix sheet, as the scheme does", () => {
    const matrix = sheet("Matrix");
    const { severities, likelihoods } = exampleScheme;
    severities.forEach((severity, column) => {
      likelihoods.forEach((likelihood, row) => {
        const shown = matrix.getCell(3 + (likelihoods.length - 1 - row), 2 + column).value;
        const words = { severity: severity.word, likelihood: likelihood.word };
        expect(lookUpLevel(exampleScheme, words)).toMatchObject({ level: shown });
      });
    });
    expect(matrix.getCell("I7").text).toBe("5: Unacceptable.");
    expect(sheet("Hazard log").getCell("I2").result).toBe(
      "3: Undesirable, acceptable only when further reduction is impractical.",
    );
  });
});

/** Relative luminance (WCAG 2.2). */
const luminance = (colour: string): number => {
  const [r = 0, g = 0, b = 0] = [0, 2, 4]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one: string, other: string): number => {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};

describe("the shades of levels", () => {
  const scheme = (levels: number): RiskScheme => ({
    ...exampleScheme,
    levels: Array.from({ length: levels }, (_none, i) => ({ level: i + 1, meaning: "m" })),
  });

  test.each([2, 3, 4, 5, 6, 9])(
    "read in grey, and their text on them, with %i levels",
    (levels) => {
      const shades = shadesOf(scheme(levels));
      expect(shades).toHaveLength(levels);
      for (const { fill, ink } of shades) expect(contrast(fill, ink)).toBeGreaterThan(4.5);
      const greys = shades.map(({ fill }) => luminance(fill));
      expect(greys).toEqual(greys.toSorted((a, b) => b - a));
      expect((greys[0] ?? 0) - (greys.at(-1) ?? 0)).toBeGreaterThan(0.7);
      if (levels <= 5) expect(new Set(greys).size).toBe(levels);
    },
  );

  test("have no green", () => {
    for (const { fill } of shadesOf(exampleScheme)) {
      const [red = 0, green = 0] = [0, 2].map((at) => Number.parseInt(fill.slice(at, at + 2), 16));
      expect(green - red).toBeLessThan(4);
    }
  });
});
