import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { checkConsidered } from "../../corpora/lint/considered.ts";
import {
  checkLedger,
  lineOf,
  readLedger,
  recordVersions,
  writeLedger,
} from "../../corpora/lint/ledger.ts";
import { checkNear } from "../../corpora/lint/near.ts";
import { $ReviewFile, checkReviews, type ReviewFile } from "../../corpora/lint/reviews.ts";
import { checkTexts } from "../../corpora/lint/texts.ts";
import { makeBankEntry } from "../support/make-bank.ts";

const one = makeBankEntry({ id: "one" });
const two = makeBankEntry({
  id: "two",
  name: "Alarm relayed to nobody",
  situation: "An alarm is sent to a telephone that lies in a drawer.",
});

describe("versions", () => {
  const ledger = [one, two].map(lineOf);

  test("of entries as the ledger has them hold", () => {
    expect(checkLedger([one, two], ledger)).toEqual([]);
  });

  test("are raised where a text has changed", () => {
    const changed = { ...one, situation: "The note names a medicine that nobody takes." };
    expect(checkLedger([changed, two], ledger)).toEqual([
      "one has changed and is still version 1. Raise its version, then npm run bank:record.",
    ]);
    expect(checkLedger([{ ...changed, version: 2 }, two], ledger)).toEqual([
      expect.stringContaining("one, version 2 is not in the ledger"),
    ]);
  });

  test("are recorded beside what was there, in order, once", () => {
    const newer = { ...one, version: 2, name: "Another name for it" };
    const recorded = recordVersions([newer, two], ledger);
    expect(recorded).toHaveLength(3);
    expect(readLedger(writeLedger(recorded)).map((line) => line.id)).toEqual(["one", "one", "two"]);
    expect(checkLedger([newer, two], recorded)).toEqual([]);
    expect(recordVersions([newer, two], recorded)).toEqual(recorded);
    expect(checkLedger([one, two], recorded)).toEqual([]);
  });

  test("do not go back to one that never was", () => {
    const third = { ...one, version: 3 };
    const recorded = recordVersions([third, two], [lineOf(two)]);
    expect(checkLedger([{ ...one, version: 2 }, two], recorded)).toEqual([
      "one: version 2 comes after version 3.",
    ]);
  });

  test("end only with a reason, and for ever", () => {
    expect(checkLedger([two], ledger)).toEqual([
      expect.stringContaining("one is gone from the bank"),
    ]);
    const retired = [...ledger, { id: "one", retired: "The same as two, which says more." }];
    expect(checkLedger([two], retired)).toEqual([]);
    expect(checkLedger([one, two], retired)).toEqual([
      "one is retired, and its id is not used again.",
    ]);
  });
});

describe("entries that read alike", () => {
  const near = [
    [1, 0],
    [0.9, Math.sqrt(1 - 0.81)],
  ];

  test("are asked why they are two", () => {
    expect(checkNear([one, two], near, [])).toEqual([
      expect.stringMatching(/^one and two read alike \(vectors 0\.90/u),
    ]);
  });

  test("by their words alone, too", () => {
    const again = { ...one, id: "again" };
    expect(
      checkNear(
        [one, again],
        [
          [1, 0],
          [0, 1],
        ],
        [],
      ),
    ).toHaveLength(1);
  });

  test("may name each other, or have a reason", () => {
    expect(checkNear([one, { ...two, sameRowAs: ["one"] }], near, [])).toEqual([]);
    const reason = "One is written, the other is heard by nobody.";
    expect(checkNear([one, two], near, [{ ids: ["two", "one"], reason }])).toEqual([]);
  });

  test("have no reason kept that nobody needs", () => {
    const reason = "One is written, the other is heard by nobody.";
    const far = [
      [1, 0],
      [0, 1],
    ];
    expect(checkNear([one, two], far, [{ ids: ["one", "two"], reason }])).toEqual([
      "one and two are not alike any more: take their reason out of near-pairs.yaml.",
    ]);
  });
});

describe("texts", () => {
  test("hold where they are short and British", () => {
    expect(checkTexts(two)).toEqual([]);
  });

  test("are refused where a sentence is too long to be read at one go", () => {
    const long = { ...two, harms: [Array.from({ length: 41 }, () => "word").join(" ")] };
    expect(checkTexts(long)).toEqual([expect.stringMatching(/^two, harms\.0: 41 words/u)]);
    const halves = Array.from(
      { length: 2 },
      () => `${Array.from({ length: 21 }, () => "Word").join(" ")}.`,
    );
    expect(checkTexts({ ...two, harms: [halves.join(" ")] })).toEqual([]);
  });

  test.each([
    ["prioritized", true],
    ["behavior", true],
    ["pediatric", true],
    ["size", false],
    ["prize", false],
    ["prioritised", false],
  ])("know how %s is spelt", (word, isRefused) => {
    expect(checkTexts({ ...two, effects: [`It is ${word} here for all.`] })).toHaveLength(
      isRefused ? 1 : 0,
    );
  });
});

describe("places considered", () => {
  const capabilities = [{ id: "ambient-note", label: "ambient clinical note" }];
  const considered = (guideWords: ["late"] | ["wrong"]) => ({
    capability: "ambient-note",
    guideWords,
    reason: "Nobody waits for it while the patient is there.",
  });
  const entry = makeBankEntry({
    facets: { capabilities: ["ambient-note"], guideWords: ["wrong"] },
  });

  test("hold where there is no entry", () => {
    expect(checkConsidered([entry], capabilities, [considered(["late"])])).toEqual([]);
  });

  test("are refused where there is one, and where they stand twice", () => {
    expect(checkConsidered([entry], capabilities, [considered(["wrong"])])).toEqual([
      expect.stringContaining("ambient-note, wrong has entries"),
    ]);
    const twice = [considered(["late"]), considered(["late"])];
    expect(checkConsidered([entry], capabilities, twice)).toEqual([
      expect.stringContaining("ambient-note, late stands twice"),
    ]);
  });
});

describe("reviews", () => {
  const verdict = (id: string, version: number, keep: "yes" | "no" = "yes") => ({
    ...{ id, version, keep, oneSituation: "yes", causesBringItAbout: "yes", controlsReal: "yes" },
    ...(keep === "no" ? { why: "It is no danger to a patient." } : {}),
  });
  const file = (...verdicts: object[]): ReviewFile =>
    $ReviewFile.parse({ area: "a", reviewed: "2026-11-23", reviewer: "somebody else", verdicts });
  const many = Array.from({ length: 21 }, (_, i) => makeBankEntry({ id: `e${i}` }));
  const kept = many.map(({ id }) => verdict(id, 1));

  test("are of every entry's version as it stands", () => {
    const areas = new Map([["a", [one, two]]]);
    expect(checkReviews(areas, [file(verdict("one", 1), verdict("two", 1))])).toEqual([]);
    expect(
      checkReviews(new Map([["a", [{ ...one, version: 2 }]]]), [file(verdict("one", 1))]),
    ).toEqual([expect.stringContaining("one, version 2 was reviewed by nobody")]);
  });

  test("reject fewer than two of twenty, and the newest counts", () => {
    const areas = new Map([["a", many]]);
    const without = (n: number) => kept.slice(n);
    expect(checkReviews(areas, [file(verdict("e0", 1, "no"), ...without(1))])).toEqual([]);
    const three = [verdict("e0", 1, "no"), verdict("e1", 1, "no"), verdict("e2", 1, "no")];
    expect(checkReviews(areas, [file(...three, ...without(3))])).toEqual([
      "a: 3 of 21 are rejected, expected fewer than 2 of 20: e0, e1, e2.",
    ]);
    const mended = many.map((entry, i) => (i < 3 ? { ...entry, version: 2 } : entry));
    const again = ["e0", "e1", "e2"].map((id) => verdict(id, 2));
    expect(
      checkReviews(new Map([["a", mended]]), [file(...three, ...without(3), ...again)]),
    ).toEqual([]);
  });

  test("that reject say why", () => {
    const { why: _why, ...silent } = { why: "", ...verdict("one", 1, "no") };
    expect($ReviewFile.shape.verdicts.safeParse([silent]).success).toBe(false);
  });
});

test("the shipped ledger is in order and has nothing twice", async () => {
  const text = await readFile(new URL("../../corpora/bank-ledger.jsonl", import.meta.url), "utf8");
  const lines = readLedger(text);
  expect(writeLedger(lines)).toBe(text);
  expect(new Set(text.split("\n").filter(Boolean)).size).toBe(lines.length);
});
