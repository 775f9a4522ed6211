import { describe, expect, test } from "vitest";
import { $BankEntry, $BankFile, type BankEntry } from "../../../src/domain/bank/entry.ts";
import { bankGrid } from "../../../src/domain/bank/grid.ts";
import { bankStats } from "../../../src/domain/bank/stats.ts";
import { makeBankEntry } from "../../support/make-bank.ts";

const entry = makeBankEntry();
const [cause, otherCause] = entry.causes;
const [control] = entry.controls;
if (cause === undefined || otherCause === undefined || control === undefined) {
  throw new Error("expected causes and a control");
}
const words = (count: number): string => Array.from({ length: count }, () => "word").join(" ");
const source = { title: "A report", publisher: "HSSIB", year: 2024, identifier: "I2024/001" };

describe("a bank entry", () => {
  test.each<[string, object]>([
    ["25 words of situation", { situation: words(25) }],
    ["a source", { sources: [source] }],
    ["a clinical review", { clinicallyReviewed: { by: "Dr A. Fenn", date: "2026-05-01" } }],
    [
      "eight causes",
      { causes: Array.from({ length: 8 }, (_, i) => ({ ...cause, id: `c${i + 1}` })) },
    ],
  ])("holds with %s", (_what, change) => {
    expect($BankEntry.safeParse({ ...entry, ...change }).success).toBe(true);
  });

  test.each<[string, object, string]>([
    ["26 words of situation", { situation: words(26) }, "situation"],
    ["an id in capitals", { id: "Stopped" }, "id"],
    ["an id with a double hyphen", { id: "a--b" }, "id"],
    ["version 0", { version: 0 }, "version"],
    ["a name of more than 90 characters", { name: "x".repeat(91) }, "name"],
    ["no effect", { effects: [] }, "effects"],
    ["five harms", { harms: Array.from({ length: 5 }, () => "Harm comes.") }, "harms"],
    [
      "one cause",
      { causes: [cause], controls: [control, control].map((c) => ({ ...c, actsOn: ["c1"] })) },
      "causes",
    ],
    [
      "nine causes",
      { causes: Array.from({ length: 9 }, (_, i) => ({ ...cause, id: `c${i + 1}` })) },
      "causes",
    ],
    [
      "two causes of one id",
      {
        causes: [cause, { ...otherCause, id: "c1" }],
        controls: [control, control].map((c) => ({ ...c, actsOn: ["c1"] })),
      },
      "causes",
    ],
    [
      "a cause with another kind of id",
      { causes: [cause, otherCause, { ...cause, id: "x1" }] },
      "causes.2.id",
    ],
    [
      "a cause of no known kind",
      { causes: [cause, { ...otherCause, kind: "luck" }] },
      "causes.1.kind",
    ],
    ["one control", { controls: [control] }, "controls"],
    [
      "a control on no cause",
      { controls: [control, { ...control, actsOn: [] }] },
      "controls.1.actsOn",
    ],
    [
      "a control on a missing cause",
      { controls: [control, { ...control, actsOn: ["c1", "c9"] }] },
      "controls.1.actsOn",
    ],
    [
      "a control that says not how it works",
      { controls: [control, { ...control, worksIf: "" }] },
      "controls.1.worksIf",
    ],
    [
      "a control of no known owner",
      { controls: [control, { ...control, owner: "nobody" }] },
      "controls.1.owner",
    ],
    ["two paraphrases", { paraphrases: entry.paraphrases.slice(0, 2) }, "paraphrases"],
    ["no guide word", { facets: { ...entry.facets, guideWords: [] } }, "facets.guideWords"],
    [
      "an unknown guide word",
      { facets: { ...entry.facets, guideWords: ["odd"] } },
      "facets.guideWords.0",
    ],
    ["no condition", { facets: { ...entry.facets, condition: "" } }, "facets.condition"],
    ["an unknown lens", { lens: "hunch" }, "lens"],
    ["another licence", { licence: "MIT" }, "licence"],
    [
      "a review without its date",
      { clinicallyReviewed: { by: "Dr A. Fenn" } },
      "clinicallyReviewed",
    ],
    ["a review by the word yes", { clinicallyReviewed: "yes" }, "clinicallyReviewed"],
    ["no sources at all", { sources: [] }, "sources"],
    ["a source without its year", { sources: [{ ...source, year: undefined }] }, "sources"],
  ])("is refused with %s", (_what, change, field) => {
    const parsed = $BankEntry.safeParse({ ...entry, ...change });
    expect(parsed.error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
  });

  test.each(["severity", "likelihood", "risk", "initialRisk", "note"])(
    "has no place for a field %s",
    (field) => {
      const parsed = $BankEntry.safeParse({ ...entry, [field]: 3 });
      expect(parsed.error?.issues.map(({ code }) => code)).toEqual(["unrecognized_keys"]);
    },
  );

  test("leaves out facets that it does not name", () => {
    const { moreExposed: _left, ...facets } = entry.facets;
    expect($BankEntry.parse({ ...entry, facets }).facets.moreExposed).toEqual([]);
  });
});

describe("a file of the bank", () => {
  test.each([
    [{ area: "ambient-voice", entries: [1] }, true],
    [{ area: "ambient-voice", entries: [] }, false],
    [{ area: "Ambient Voice", entries: [1] }, false],
    [{ entries: [1] }, false],
    [{ area: "ambient-voice", entries: [1], extra: 1 }, false],
    [[], false],
    [null, false],
  ])("%j: %s", (file, holds) => {
    expect($BankFile.safeParse(file).success).toBe(holds);
  });
});

describe("what a bank holds", () => {
  test("is counted by entry, cause, control, lens, capability and cell", () => {
    const bank: BankEntry[] = [
      entry,
      makeBankEntry({
        id: "b",
        lens: "human-factors",
        sources: [source],
        clinicallyReviewed: { by: "Dr A. Fenn", date: "2026-05-01" },
        facets: { capabilities: ["ambient-note", "letter"], guideWords: ["wrong", "late"] },
      }),
      makeBankEntry({ id: "c", facets: { capabilities: [], guideWords: ["wrong"] } }),
    ];
    const capabilities = [
      { id: "ambient-note", label: "ambient clinical note" },
      { id: "letter", label: "letter" },
    ];
    const none = [
      {
        capability: "letter",
        guideWords: ["early" as const, "wrong" as const],
        reason: "A letter that is sent early is read late like any other.",
      },
    ];
    const open = ["not-provided", "partial", "added", "wrong-person", "wrong-place", "early"];
    const rest = ["out-of-order", "stopped", "not-required", "misread"];
    const grid = bankGrid(bank, capabilities, none);
    expect(grid[1]?.places.find(({ guideWord }) => guideWord === "wrong")).toEqual({
      guideWord: "wrong",
      entries: ["b"],
      none: null,
    });
    expect(bankStats(bank, grid)).toEqual({
      entries: 3,
      causes: 6,
      controls: 6,
      cells: 4,
      grid: { places: 24, filled: 4, none: 1, open: 19 },
      open: {
        "ambient-note": ["not-provided", "partial", "added", "wrong-person"].concat(
          "wrong-place",
          "early",
          rest,
        ),
        letter: open.filter((word) => word !== "early").concat(rest),
      },
      unsourced: 2,
      clinicallyReviewed: 1,
      byLens: { function: 2, "human-factors": 1 },
      byCapability: { "(any product)": 1, "ambient-note": 2, letter: 1 },
    });
  });
});
