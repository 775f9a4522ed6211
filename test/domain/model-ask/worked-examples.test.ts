import { describe, expect, test } from "vitest";
import { askChecks } from "../../../src/domain/model-ask/ask-checks.ts";
import { askDrafts } from "../../../src/domain/model-ask/ask-drafts.ts";
import { askGaps } from "../../../src/domain/model-ask/ask-gaps.ts";
import { askMerge } from "../../../src/domain/model-ask/ask-merge.ts";
import { askProfile } from "../../../src/domain/model-ask/ask-profile.ts";
import { askRank } from "../../../src/domain/model-ask/ask-rank.ts";
import { askWording } from "../../../src/domain/model-ask/ask-wording.ts";
import type { Asked, DraftingTask } from "../../../src/domain/model-ask/asked.ts";
import { parseVocabulary } from "../../../src/domain/facet/vocabulary.ts";
import { draftingOutputs } from "../../../src/domain/prompt/prompt.ts";
import { loadPrompts } from "../../../src/infra/files/prompts.ts";
import { checkedDraft, larder, makeMaterial } from "../../support/make-material.ts";
import { jsonOf, partOf, readQuestion } from "../../support/read-question.ts";

const prompts = await loadPrompts();
const bounds = { contextTokens: 128_000 };

/** The question of a prompt's first worked example. */
const exampleOf = (task: DraftingTask): string =>
  /```text\n(?<sent>.*?)\n```/su.exec(prompts[task].body)?.groups?.["sent"] ?? "";

/** Keys in their order at every depth; of a list, what its longest element has. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    const shapes = value.map((one) => JSON.stringify(shapeOf(one)));
    return { list: shapes.toSorted((a, b) => b.length - a.length)[0] ?? "empty" };
  }
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]);
}

const vocabulary = parseVocabulary({
  capability: {
    "meal-ordering": { label: "meal ordering", cues: ["meal order"] },
    "allergy-check": { label: "allergy check", cues: ["greyed out"] },
    "tube-feeding": { label: "tube feeding", cues: ["tube feeding"] },
  },
  technology: {},
  data: { allergies: { label: "allergies", cues: ["allergies"] } },
  user: { "ward-staff": { label: "ward staff", cues: ["ward host"] } },
  setting: { "hospital-ward": { label: "hospital ward", cues: ["hospital ward"] } },
  population: {},
  phase: {},
});

const material = makeMaterial(2);
const inOrder = (...keys: string[]) =>
  keys.flatMap((key) => material.cells.filter((cell) => cell.key === key));
const askedOf = (key: string, ...cells: string[]): Asked => {
  const all = askDrafts({ ...material, cells: inOrder(...cells) }, bounds);
  const asked = all.find((one) => one.key === key);
  if (asked === undefined) throw new Error(`expected a question ${key}`);
  return asked;
};
const drafts = [
  checkedDraft({
    hazard: "A dish that holds the patient's allergen is not greyed out.",
    cell: "F2/partial",
    controls: [],
  }),
  checkedDraft({ hazard: "The tray's label is of the night.", cell: "interaction/F1+F3" }),
];
const gapCells = ["F2/partial", "interaction/F1+F3", "life-cycle/unavailability"];
const first = (asked: { asked: Asked }[]): Asked => {
  if (asked[0] === undefined) throw new Error("expected a question");
  return asked[0].asked;
};

const questions: Record<DraftingTask, Asked> = {
  profile: askProfile("Larder", larder, vocabulary, bounds),
  "draft-function": askedOf("draft-function F2", "F2/wrong-person", "F2/partial", "F2/early"),
  "draft-lens": askedOf("draft-lens third-party", "third-party"),
  "draft-interactions": askedOf(
    "draft-interactions",
    "interaction/F1+F2",
    "interaction/F1+F3",
    "interaction/F2+F3",
  ),
  gaps: askGaps({ ...makeMaterial(), cells: inOrder(...gapCells) }, drafts, bounds),
  check: first(askChecks({ name: "Larder", description: larder }, drafts, bounds)),
  merge: askMerge(drafts, bounds).asked,
  rank: askRank("Larder", larder, drafts, bounds).asked,
  wording: first(askWording("Larder", larder, drafts, bounds)),
};

/** Parts in which the product of the examples gives the very words of the examples. */
const alike: Partial<Record<DraftingTask, readonly string[]>> = {
  profile: ["vocabulary"],
  "draft-function": ["function"],
  "draft-lens": ["lens", "cells"],
  "draft-interactions": ["functions", "cells"],
};
/** An example shows no prior hazards, and kinds that the drafts at hand may not lack. */
const otherwise = new Map([
  ["draft-interactions", ["prior hazards"]],
  ["gaps", ["nothing of"]],
]);

describe.each(Object.keys(draftingOutputs) as DraftingTask[])("the question of %s", (task) => {
  const asked = questions[task];
  const mine = readQuestion(asked.text);
  const example = readQuestion(exampleOf(task));

  test("has the parts of the prompt in their order, and nothing beside them", () => {
    expect(asked.task).toBe(task);
    expect(mine.parts.map(([name]) => name)).toEqual(prompts[task].input);
    expect(mine.parts.map(([name]) => name)).toEqual(example.parts.map(([name]) => name));
    expect(mine.head.replace(/\d+/u, "N")).toBe(example.head.replace(/\d+/u, "N"));
  });

  test("is written as its worked example is", () => {
    for (const [name, text] of example.parts) {
      if (name === "product name" || name === "product description") {
        expect(partOf(asked.text, name)).toBe(text);
      } else if (alike[task]?.includes(name) === true) {
        expect(partOf(asked.text, name)).toBe(text);
      } else if (otherwise.get(task)?.includes(name) !== true) {
        expect(shapeOf(jsonOf(asked.text, name))).toEqual(shapeOf(JSON.parse(text)));
      }
    }
  });

  test("leaves nothing out where there is room", () => {
    expect(asked.leftOut).toBeNull();
  });
});

test("what nothing was found of stands under the example's names", () => {
  const nothing = jsonOf(questions.gaps.text, "nothing of") as Record<string, string[]>;
  const example = JSON.parse(partOf(exampleOf("gaps"), "nothing of")) as Record<string, string[]>;
  expect(Object.keys(nothing)).toEqual(expect.arrayContaining(Object.keys(example)));
  for (const list of Object.values(nothing)) expect(list.length).toBeGreaterThan(0);
});
