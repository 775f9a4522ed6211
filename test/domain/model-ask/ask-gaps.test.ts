import { expect, test } from "vitest";
import { askGaps } from "../../../src/domain/model-ask/ask-gaps.ts";
import { spreadCells } from "../../../src/domain/model-ask/spread-cells.ts";
import { checkedDraft, makeMaterial } from "../../support/make-material.ts";
import { makeDraft } from "../../support/make-draft.ts";
import { jsonOf, readQuestion } from "../../support/read-question.ts";

const bounds = { contextTokens: 128_000 };
const material = makeMaterial(15);

test("cells with hazards come first, then forty empty ones, and the rest is said", () => {
  const drafts = [
    checkedDraft({ cell: "human-factors", hazard: "One tray is taken for another." }),
    checkedDraft({ cell: "F3/late", hazard: "A label comes late." }),
    checkedDraft({ cell: "F3/late", hazard: "A label is of the day before." }),
  ];
  const asked = askGaps(material, drafts, bounds);
  const found = jsonOf(asked.text, "found by cell") as { cell: string; hazards: string[] }[];
  expect(found.slice(0, 2)).toMatchObject([
    { cell: "F3/late", hazards: ["A label comes late.", "A label is of the day before."] },
    { cell: "human-factors", hazards: ["One tray is taken for another."] },
  ]);
  expect(found).toHaveLength(42);
  expect(found.map(({ cell }) => cell)).toEqual(asked.cells);
  const empty = material.cells.length - 2;
  expect(asked.leftOut).toBe(
    `${empty - 40} of ${empty} cells in which nothing was found are not asked about: one question takes at most 40.`,
  );
  expect(readQuestion(asked.text).head).toBe("Candidates wanted: at most 8.");
});

test("empty cells come from every function and lens, under different guide words", () => {
  const first = spreadCells(material.cells).slice(0, 8);
  expect(new Set(first.map(({ lens, functions }) => `${lens} ${functions[0] ?? ""}`)).size).toBe(8);
  const words = first.flatMap(({ guideWord }) => guideWord ?? []);
  expect(new Set(words).size).toBe(3);
  expect(
    spreadCells(material.cells)
      .map(({ key }) => key)
      .toSorted(),
  ).toEqual(material.cells.map(({ key }) => key).toSorted());
});

test("kinds of which no draft tells are named, and no others", () => {
  const told = checkedDraft({
    cell: "F2/wrong-person",
    lens: "function",
    exposed: "Frail older people.",
    effect: "The ward hosts serve it.",
  });
  const draft = { ...told, relevance: { ...told.relevance, aspects: ["late"] } };
  const nothing = jsonOf(askGaps(material, [draft], bounds).text, "nothing of");
  expect(nothing).toEqual({
    guideWords: expect.not.arrayContaining(["wrong-person"]) as unknown,
    lenses: expect.not.arrayContaining(["function", "ai-life-cycle"]) as unknown,
    conditions: ["fault"],
    causes: ["data", "environment", "organisation", "model"],
    settings: ["hospital ward"],
  });
  expect(nothing).not.toMatchObject({ guideWords: expect.arrayContaining(["late"]) as unknown });
});

test("prior hazards that a draft cites are not shown, the twelve nearest others are", () => {
  const cites = checkedDraft();
  const bank = [{ id: "prior-2", version: 1, nearness: "close" as const }];
  const evidence = { ...cites.content.evidence, bank };
  const asked = askGaps(material, [checkedDraft({ evidence })], bounds);
  expect(asked.offered).toEqual([
    "prior-1",
    ...Array.from({ length: 11 }, (_, i) => `prior-${i + 3}`),
  ]);
});

test("a draft that is no candidate counts as nothing found", () => {
  const drafts = [makeDraft("no candidate"), makeDraft(null), makeDraft({ hazard: "Half." })];
  expect(askGaps(material, drafts, bounds)).toEqual(askGaps(material, [], bounds));
});
