import { describe, expect, test } from "vitest";
import { askChecks } from "../../../src/domain/model-ask/ask-checks.ts";
import { askMerge } from "../../../src/domain/model-ask/ask-merge.ts";
import { askRank } from "../../../src/domain/model-ask/ask-rank.ts";
import { askWording } from "../../../src/domain/model-ask/ask-wording.ts";
import type { AskedOfDrafts } from "../../../src/domain/model-ask/asked.ts";
import { makeDraft } from "../../support/make-draft.ts";
import {
  checkedDraft,
  checkedDrafts,
  larder,
  longDescription,
  spanIn,
} from "../../support/make-material.ts";
import { jsonOf, partOf } from "../../support/read-question.ts";

const bounds = { contextTokens: 128_000 };
const product = { name: "Larder", description: larder };
type Shown = { candidate: number; hazard: string };

/** That each number stands for the draft whose words it was shown with. */
function expectNumbered(
  { asked, numbers }: AskedOfDrafts,
  drafts: readonly { content: unknown }[],
) {
  const shown = jsonOf(asked.text, "candidates") as Shown[];
  expect([...numbers.keys()]).toEqual(shown.map((_, i) => i + 1));
  for (const { candidate, hazard } of shown) {
    expect(drafts[numbers.get(candidate) ?? -1]?.content).toMatchObject({ hazard });
  }
}

describe("questions in batches", () => {
  const drafts = checkedDrafts(25);

  test.each([
    ["check", askChecks(product, drafts, bounds), [12, 12, 1]],
    ["wording", askWording(product.name, larder, drafts, bounds), [10, 10, 5]],
  ])("%s asks about every draft once", (task, asked, sizes) => {
    expect(asked.map(({ numbers }) => numbers.size)).toEqual(sizes);
    expect(asked.map((one) => one.asked.key)).toEqual(sizes.map((_, i) => `${task} ${i + 1}`));
    for (const one of asked) expectNumbered(one, drafts);
    const indices = asked.flatMap(({ numbers }) => [...numbers.values()]);
    expect(indices).toEqual(drafts.map((_, i) => i));
  });

  test("are smaller where question and answer have less room, and still ask about all", () => {
    const asked = askChecks(product, drafts, { contextTokens: 8_000, promptCharacters: {} });
    for (const one of asked) {
      expect(one.numbers.size).toBeLessThanOrEqual(6);
      expectNumbered(one, drafts);
    }
    expect(asked.flatMap(({ numbers }) => [...numbers.values()])).toEqual(drafts.map((_, i) => i));
  });

  test("are none where there is nothing to ask about", () => {
    expect(askChecks(product, [], bounds)).toEqual([]);
    expect(askWording(product.name, larder, [makeDraft("no candidate")], bounds)).toEqual([]);
  });

  test("pass over what is no candidate and keep the numbers right", () => {
    const mixed = [makeDraft(null), ...checkedDrafts(2)];
    const [asked] = askWording(product.name, larder, mixed, bounds);
    expect(asked && [...asked.numbers]).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  test("show the controls that are called stated, and no others", () => {
    const span = spanIn(larder, "dishes that hold a recorded allergen are greyed out");
    const [proposed] = checkedDraft().content.controls;
    if (proposed === undefined) throw new Error("expected a control");
    const stated = { ...proposed, text: "Dishes are greyed out.", basis: "stated" as const, span };
    const [asked] = askChecks(product, [checkedDraft({ controls: [proposed, stated] })], bounds);
    expect(jsonOf(asked?.asked.text ?? "", "candidates")).toMatchObject([
      { controls: [{ text: "Dishes are greyed out.", stated: span.quote }] },
    ]);
  });

  test("keep the passages that their candidates quote", () => {
    const description = `${longDescription(6_000)}\n\nTrays are weighed by the night porter.`;
    const product_ = spanIn(description, "Trays are weighed by the night porter.");
    const evidence = { product: [product_], bank: [] };
    const asked = askChecks({ name: "Larder", description }, [checkedDraft({ evidence })], {
      contextTokens: 8_000,
    });
    expect(partOf(asked[0]?.asked.text ?? "", "product description")).toContain("night porter");
  });
});

describe("questions about all drafts", () => {
  const drafts = checkedDrafts(130);
  const say = "10 of 130 candidates are not asked about: one question takes at most 120";

  test.each([
    ["merge", askMerge(drafts, bounds)],
    ["rank", askRank(product.name, larder, drafts, bounds)],
  ])("%s takes the first 120 and says so", (task, asked) => {
    expect(asked.asked.key).toBe(task);
    expect(asked.numbers.size).toBe(120);
    expectNumbered(asked, drafts);
    expect(asked.asked.leftOut).toBe(`${say}.`);
  });

  test("take the first that fit where the context is small", () => {
    const asked = askMerge(drafts, { contextTokens: 8_000 });
    expect(asked.numbers.size).toBeGreaterThan(2);
    expectNumbered(asked, drafts);
    expect(asked.asked.leftOut).toBe(
      `${say}; ${120 - asked.numbers.size} of 120 candidates were left out: the question would not fit into 8,000 tokens.`,
    );
  });

  test("give up the description before a candidate", () => {
    const asked = askRank(product.name, longDescription(6_000), drafts.slice(0, 20), {
      contextTokens: 8_000,
    });
    expect(asked.numbers.size).toBe(20);
    expect(asked.asked.leftOut).toMatch(/^\d+ of 382 passages of the description were left out: /u);
  });
});
