import { describe, expect, test } from "vitest";
import { $GoldFile, toJudgeSheet } from "../../../src/domain/evaluation/case.ts";

describe("a file of known hazards", () => {
  test.each([
    [{ hazards: [{ id: "g1", hazard: "Lost." }] }, true],
    [{ hazards: [{ id: "g1", hazard: "Lost.", source: "x" }], note: "y" }, true],
    [{ hazards: [] }, false],
    [{ hazards: [{ hazard: "Lost." }] }, false],
    [[], false],
  ])("%j: %s", (file, holds) => {
    expect($GoldFile.safeParse(file).success).toBe(holds);
  });

  test("takes what a published log leaves empty as unsaid", () => {
    const row = { id: "g1", hazard: "Lost.", effect: null, harm: null, causes: null };
    expect($GoldFile.parse({ hazards: [row] }).hazards).toEqual([
      { id: "g1", hazard: "Lost.", effect: "", harm: "", causes: [], core: true },
    ]);
  });

  test("takes a hazard as core unless it says otherwise", () => {
    const { hazards } = $GoldFile.parse({
      hazards: [
        { id: "g1", hazard: "Lost." },
        { id: "g2", hazard: "Leaked.", core: false },
      ],
    });
    expect(hazards.map(({ core }) => core)).toEqual([true, false]);
  });
});

describe("the sheet for a judge", () => {
  const gold = { id: "g1", hazard: "Letter lost", effect: "Care waits.", harm: "", core: false };
  const sheet = toJudgeSheet("devset", [
    {
      name: "case-1",
      golds: [{ ...gold, causes: ["A queue fills."] }],
      candidates: [
        {
          rank: 1,
          hazard: "A letter is lost.",
          effect: "E.",
          harm: "H.",
          causes: [{ text: "C." }],
        },
      ],
    },
  ]);

  test("sets known hazards beside candidates, with room for a verdict", () => {
    expect(sheet).toContain("## case-1");
    expect(sheet).toContain(
      "- **g1** (not core) Letter lost. Care waits.\n  - cause: A queue fills.",
    );
    expect(sheet).toContain("  - verdict: ______ rank: ____ why: ______");
    expect(sheet).toContain("1. A letter is lost. E. H.\n   - cause: C.");
    expect(sheet.endsWith("\n")).toBe(true);
  });

  test("gives no figure before anybody has judged", () => {
    expect(sheet).toContain("nobody has judged yet");
    expect(sheet).not.toMatch(/%|recall|precision/iu);
  });
});
