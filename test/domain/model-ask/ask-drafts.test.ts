import { expect, test } from "vitest";
import { askDrafts } from "../../../src/domain/model-ask/ask-drafts.ts";
import { planCells } from "../../../src/domain/cell/cell.ts";
import { guideWords } from "../../../src/domain/facet/kinds.ts";
import { larderProfile, makeMaterial } from "../../support/make-material.ts";
import { makeBankEntry } from "../../support/make-bank.ts";
import { jsonOf, readQuestion } from "../../support/read-question.ts";

const bounds = { contextTokens: 128_000 };
const entries = ["a", "b", "c", "d"].map((id) => makeBankEntry({ id }));

test("each function, each lens across them and all interactions are asked about once", () => {
  const material = makeMaterial();
  const asked = askDrafts(material, bounds);
  expect(asked.map(({ key }) => key)).toEqual([
    "draft-function F1",
    "draft-function F2",
    "draft-function F3",
    "draft-lens third-party",
    "draft-lens life-cycle",
    "draft-lens more-exposed",
    "draft-lens human-factors",
    "draft-lens receiving-organisation",
    "draft-interactions",
  ]);
  const cells = asked.flatMap((one) => one.cells);
  expect(cells.toSorted()).toEqual(material.cells.map(({ key }) => key).toSorted());
  expect(asked[0]?.cells).toEqual(guideWords.map((word) => `F1/${word}`));
  expect(asked.map(({ text }) => readQuestion(text).head)).toEqual(
    [8, 8, 8, 6, 6, 6, 6, 6, 6].map((most) => `Candidates wanted: at most ${most}.`),
  );
});

test("what has no cells is not asked about", () => {
  const cells = planCells(larderProfile()).filter(({ key }) => key.startsWith("F2/"));
  const keys = (some: typeof cells) =>
    askDrafts(makeMaterial(0, { cells: some }), bounds).map(({ key }) => key);
  expect(keys(cells)).toEqual(["draft-function F2"]);
  expect(keys([])).toEqual([]);
});

test("a cell of a population asks by the name that the profile gives it", () => {
  const asked = askDrafts(makeMaterial(), bounds).find(({ key }) => key.endsWith("more-exposed"));
  expect(jsonOf(asked?.text ?? "", "cells")).toEqual([
    {
      cell: "more-exposed/older-people",
      asks: "frail older people: served less well, excluded, more exposed to harm",
    },
    { cell: "more-exposed", asks: "served less well, excluded, more exposed to harm" },
  ]);
});

test("prior hazards come by their best place in a cell, then by nearness to the description", () => {
  const made = makeMaterial(0, { entryList: entries });
  const hit = (cell: string, entry: string, fused: number) => {
    return { cell, entry, fused, version: 1, similarity: 0.5 };
  };
  const similarities = new Map([
    ["a", 0.3],
    ["b", 0.2],
    ["c", 0.9],
    ["d", 0.8],
  ]);
  const material = {
    ...made,
    near: made.near.map((one) => ({ ...one, similarity: similarities.get(one.entry) ?? 0 })),
    hits: [
      hit("F1/late", "a", 0.9),
      hit("F1/late", "c", 0.8),
      // First in its own cell, though with a lower score than that of another cell.
      hit("F1/early", "b", 0.1),
      hit("F1/early", "not-to-be-sent", 0.4),
      hit("F2/early", "d", 0.9),
    ],
  };
  const [first, second, third] = askDrafts(material, bounds);
  expect(first?.offered).toEqual(["a", "b", "c"]);
  expect(second?.offered).toEqual(["d"]);
  expect(third?.offered).toEqual([]);
  expect(askDrafts({ ...material, hits: material.hits.toReversed() }, bounds)[0]).toEqual(first);
});

test("at most twelve prior hazards are shown, each with name, situation and three causes", () => {
  const [asked] = askDrafts(makeMaterial(20), bounds);
  expect(asked?.offered).toEqual(Array.from({ length: 12 }, (_, i) => `prior-${i + 1}`));
  const cause = (n: number) => ({ id: `c${n}`, kind: "data" as const, text: `Cause number ${n}.` });
  const causes = [1, 2, 3, 4].map(cause);
  const entryList = [
    makeBankEntry({ name: "Tray of another", situation: "A tray is given to another.", causes }),
  ];
  const [one] = askDrafts(makeMaterial(0, { entryList }), bounds);
  expect(jsonOf(one?.text ?? "", "prior hazards")).toEqual([
    {
      id: "stopped-medicine",
      text: "Tray of another. A tray is given to another. Cause number 1. Cause number 2. Cause number 3.",
    },
  ]);
});

test("fewer candidates are wanted where the answer has less room", () => {
  const [asked] = askDrafts(makeMaterial(), { contextTokens: 12_000 });
  expect(readQuestion(asked?.text ?? "").head).toBe("Candidates wanted: at most 4.");
});
