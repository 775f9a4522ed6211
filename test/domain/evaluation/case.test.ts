import { describe, expect, test } from "vitest";
import { $GoldFile } from "../../../src/domain/evaluation/case.ts";

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
      { id: "g1", hazard: "Lost.", effect: "", harm: "", causes: [], core: true, kinds: [] },
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
