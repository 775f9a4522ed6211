import { describe, expect, test } from "vitest";
import { askChecks } from "../../../src/domain/model-ask/ask-checks.ts";
import { askDrafts } from "../../../src/domain/model-ask/ask-drafts.ts";
import { askGaps } from "../../../src/domain/model-ask/ask-gaps.ts";
import { askMerge } from "../../../src/domain/model-ask/ask-merge.ts";
import { askProfile } from "../../../src/domain/model-ask/ask-profile.ts";
import { askRank } from "../../../src/domain/model-ask/ask-rank.ts";
import { askWording } from "../../../src/domain/model-ask/ask-wording.ts";
import type { Asked, Bounds } from "../../../src/domain/model-ask/asked.ts";
import { estimateTokens } from "../../../src/domain/model-ask/estimate-tokens.ts";
import { fitContext, type Shown } from "../../../src/domain/model-ask/fit-context.ts";
import { readDescription } from "../../../src/domain/model-ask/part-of-description.ts";
import { promptTokens, questionTokens } from "../../../src/domain/model-ask/room.ts";
import { sayLeftOut } from "../../../src/domain/model-ask/say-left-out.ts";
import { countWords } from "../../../src/domain/text/words.ts";
import { loadVocabulary } from "../../../src/infra/files/vocabulary.ts";
import { checkedDrafts, longDescription, makeMaterial } from "../../support/make-material.ts";
import { partOf } from "../../support/read-question.ts";

const long = longDescription(6_000);
const material = makeMaterial(12, { description: long });
const drafts = checkedDrafts(30);
const product = { name: "Larder", description: long };
const short = (characters: number): NonNullable<Bounds["promptCharacters"]> => ({
  "draft-function": characters,
  "draft-lens": characters,
  "draft-interactions": characters,
  gaps: characters,
  check: characters,
  merge: characters,
  rank: characters,
  wording: characters,
});
const allOf = (bounds: Bounds): Asked[] => [
  ...askDrafts(material, bounds),
  askGaps(material, drafts, bounds),
  ...askChecks(product, drafts, bounds).map(({ asked }) => asked),
  askMerge(drafts, bounds).asked,
  askRank(product.name, long, drafts, bounds).asked,
  ...askWording(product.name, long, drafts, bounds).map(({ asked }) => asked),
];
const functionIn = (contextTokens: number, description = long): Asked => {
  const one = makeMaterial(12, { description });
  const asked = askDrafts(one, { contextTokens, promptCharacters: short(3_500) })[1];
  if (asked?.key !== "draft-function F2") throw new Error("expected the question of F2");
  return asked;
};

test("the description at hand has 6,000 words", () => {
  expect(countWords(long)).toBeGreaterThan(6_000);
});

describe.each([
  [8_000, 7_000],
  [8_000, 14_000],
  [4_000, 3_500],
])("in a context of %i tokens with a prompt of %i characters", (contextTokens, characters) => {
  const bounds = { contextTokens, promptCharacters: short(characters) };

  test("every question fits with its prompt and its answer", () => {
    for (const asked of allOf(bounds)) {
      const tokens = promptTokens(asked.task, bounds) + estimateTokens(asked.text);
      expect(tokens + asked.maxTokens, asked.key).toBeLessThanOrEqual(contextTokens);
      expect(asked.maxTokens).toBeLessThanOrEqual(contextTokens / 4);
    }
  });

  test("every question is written the same again", () => {
    expect(allOf(bounds)).toEqual(allOf(bounds));
  });
});

test("the question of the profile fits with the shipped vocabulary, and keeps what it names", async () => {
  const bounds = { contextTokens: 8_000, promptCharacters: { profile: 7_500 } };
  const turned = long.split("\n").reverse().join("\n");
  const asked = askProfile("Larder", turned, await loadVocabulary(), bounds);
  const tokens = promptTokens("profile", bounds) + estimateTokens(asked.text) + asked.maxTokens;
  expect(tokens).toBeLessThanOrEqual(8_000);
  expect(partOf(asked.text, "product description")).toContain("reads allergies");
});

test("a question that cannot fit is written as small as it goes, and says so", () => {
  const bounds = { contextTokens: 4_000 };
  for (const asked of allOf(bounds)) {
    expect(asked.leftOut).toMatch(/does not fit into 4,000 tokens\.$/u);
    expect(asked.offered).toEqual([]);
    expect(countWords(partOf(asked.text, "product description"))).toBeLessThan(30);
  }
  expect(() => allOf({ contextTokens: 0 })).not.toThrow();
  expect(() => askRank("", "", [], bounds)).not.toThrow();
  expect(() => askMerge([], bounds)).not.toThrow();
});

describe("what is left out first", () => {
  test("is prior hazards, the last ones first", () => {
    const full = functionIn(128_000);
    expect(full.leftOut).toBeNull();
    expect(full.offered).toHaveLength(12);
    // Of so small a context a quarter is the answer's.
    const needed = Math.ceil(((estimateTokens(full.text) + 1_000) * 4) / 3);
    expect(functionIn(needed + 10).leftOut).toBeNull();
    const fewer = functionIn(needed - 100);
    expect(fewer.leftOut).toMatch(/^[12] of 12 prior hazards w(?:ere|as) left out: /u);
    expect(fewer.offered).toEqual(full.offered.slice(0, fewer.offered.length));
    expect(partOf(fewer.text, "product description")).toBe(long);
  });

  test("is passages only where no prior hazard is left", () => {
    const asked = functionIn(8_000);
    expect(asked.offered).toEqual([]);
    expect(asked.leftOut).toMatch(
      /^12 of 12 prior hazards and \d+ of 382 passages of the description were left out: the question would not fit into 8,000 tokens\.$/u,
    );
    const part = partOf(asked.text, "product description");
    expect(part).toContain("Larder takes patients' meal orders on hospital wards.");
    expect(part).toContain("A ward host takes the order at the bedside on a tablet");
    expect(part.split("\n").at(-1)).toBe("[…]");
    const kept = part.split("\n").filter((line) => line !== "[…]");
    expect(kept.join("\n")).toBe(
      long
        .split("\n")
        .filter((line) => kept.includes(line))
        .join("\n"),
    );
  });

  test("counts the passages that it leaves out", () => {
    const asked = functionIn(6_000);
    const part = partOf(asked.text, "product description");
    const kept = readDescription(part.replaceAll("[…]", "")).passages.length;
    expect(asked.leftOut).toContain(` ${readDescription(long).passages.length - kept} of 382 `);
  });

  test("is not the passage that names a function, wherever it stands", () => {
    const turned = long.split("\n").reverse().join("\n");
    const part = partOf(functionIn(4_000, turned).text, "product description");
    expect(part).toContain("A ward host takes the order at the bedside on a tablet");
    expect(part).toContain("Larder takes patients' meal orders");
    expect(part.startsWith("[…]")).toBe(true);
  });

  test("is, across functions, what tells of no facet", () => {
    const bounds = { contextTokens: 4_000, promptCharacters: short(3_500) };
    const asked = askDrafts(material, bounds).find(({ key }) => key.endsWith("third-party"));
    const part = partOf(asked?.text ?? "", "product description");
    for (const said of ["it reads allergies", "A ward host", "does not plan tube feeding"]) {
      expect(part).toContain(said);
    }
  });
});

test("a kept passage brings the heading that says it is out of scope", () => {
  const filler = Array.from({ length: 40 }, (_, i) => `- Parcel ${i + 1} is weighed and stacked.`);
  const description = [
    ...["## What it does", "", ...filler, "", "## Out of scope", ""],
    ...["- Parcels abroad.", "- Feeding by tube.", "- Letters."],
  ].join("\n");
  const reading = readDescription(description);
  const { text } = fitContext(
    {
      task: "rank",
      description: { reading, order: () => [41] },
      write: ({ description: part }: Shown) => part,
    },
    { contextTokens: 60, promptCharacters: { rank: 0 } },
  );
  expect(text).toBe("[…]\nOut of scope\n- Feeding by tube.\n[…]");
});

test("a passage that is too long by itself does not crowd out the others", () => {
  const endless = "caterers ".repeat(6_000);
  const description = `${endless}\n\n${longDescription(160)}`;
  const part = partOf(functionIn(8_000, description).text, "product description");
  expect(part).toContain("Larder takes patients' meal orders");
  expect(part).not.toContain("caterers caterers");
  const alone = readDescription(`x${"y".repeat(100_000)}`);
  const { text } = fitContext(
    {
      task: "rank",
      description: { reading: alone, order: () => [0] },
      write: ({ description: said }: Shown) => said,
    },
    { contextTokens: 4_000 },
  );
  expect(text.length).toBeLessThan(500);
});

test("an answer is as long as its task needs, and a quarter of a small context", () => {
  const tokensIn = (contextTokens: number) =>
    new Map(allOf({ contextTokens }).map(({ task, maxTokens }) => [task, maxTokens]));
  expect(Object.fromEntries(tokensIn(128_000))).toEqual({
    "draft-function": 6_000,
    "draft-lens": 6_000,
    "draft-interactions": 6_000,
    gaps: 6_000,
    check: 4_000,
    merge: 2_000,
    rank: 2_000,
    wording: 4_000,
  });
  expect(new Set(tokensIn(6_000).values())).toEqual(new Set([1_500]));
  expect(questionTokens("merge", { contextTokens: 16_000 })).toBe(16_000 - 4_500 - 2_000);
});

test.each([
  [[], true, null, null],
  [[], false, null, "The question does not fit into 8,000 tokens."],
  [
    [{ left: 1, of: 12, what: "prior hazards" }],
    true,
    null,
    "1 of 12 prior hazards was left out: the question would not fit into 8,000 tokens.",
  ],
  [
    [
      { left: 6, of: 12, what: "prior hazards" },
      { left: 1_040, of: 2_090, what: "passages of the description" },
    ],
    true,
    null,
    "6 of 12 prior hazards and 1,040 of 2,090 passages of the description were left out: the question would not fit into 8,000 tokens.",
  ],
  [
    [{ left: 9, of: 9, what: "passages of the description" }],
    false,
    null,
    "9 of 9 passages of the description were left out, and the question still does not fit into 8,000 tokens.",
  ],
  [
    [],
    true,
    { left: 20, of: 140, what: "candidates", most: 120 },
    "20 of 140 candidates are not asked about: one question takes at most 120.",
  ],
])("what was left out is said in one sentence: %j", (left, fits, beyond, sentence) => {
  expect(sayLeftOut(left, fits, 8_000, beyond)).toBe(sentence);
});
