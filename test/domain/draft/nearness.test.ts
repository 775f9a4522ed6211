import { describe, expect, test } from "vitest";
import { readPassages } from "../../../src/domain/draft/evidence.ts";
import { createSharedWords, textNearness } from "../../../src/domain/draft/nearness.ts";
import { makeBankEntry } from "../../support/make-bank.ts";

describe("words shared with a description", () => {
  const told = (id: string, situation: string) =>
    makeBankEntry({
      id,
      situation,
      name: `Entry ${id} of the bank`,
      paraphrases: [situation, situation, situation],
    });
  const medicine = told("medicine", "The dispensed tablet strength differs.");
  const others = ["a", "b", "c", "d"].map((id) => told(id, "The dispensed referral waits unread."));
  const shared = (description: string): ((entry: typeof medicine) => number) =>
    createSharedWords([medicine, ...others], readPassages(description));

  test("count more the rarer they are among prior hazards", () => {
    const rare = shared("It shows the tablet.")(medicine);
    const common = shared("It shows what is dispensed.")(medicine);
    expect(rare).toBeGreaterThan(common);
    expect(common).toBeGreaterThan(shared("It plays music.")(medicine));
  });

  test("count once, however often they are said", () => {
    expect(shared("It shows a tablet. A tablet. The tablet.")(medicine)).toBe(
      shared("It shows a tablet.")(medicine),
    );
  });

  test("do not count where they stand under what is out of scope", () => {
    const text = "# Velmar\n\nIt plays music.\n\n## Outside the scope\n\n- Tablet strength\n";
    expect(shared(text)(medicine)).toBe(shared("# Velmar\n\nIt plays music.\n")(medicine));
  });
});

describe("how near two texts are", () => {
  const bounds = { close: 0.6, related: 0.5 };
  test.each([
    [0.5, 0, 0],
    [0.6, 0, 0.5],
    [0.6, 1, 1],
    [0.4, -1, -1],
    [0.5, 2, 1],
  ])("similarity %d and shared words %d give %d deviations", (similarity, words, near) => {
    expect(textNearness(similarity, words, bounds)).toBeCloseTo(near, 10);
  });
});
