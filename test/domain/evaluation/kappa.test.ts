import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { agreementOf, cohenKappa, confusionOf } from "../../../src/domain/evaluation/kappa.ts";
import { verdictLevels, type VerdictLevel } from "../../../src/domain/evaluation/verdict.ts";

type Pair = readonly [VerdictLevel, VerdictLevel];
const times = (count: number, one: VerdictLevel, other: VerdictLevel): Pair[] =>
  Array.from({ length: count }, () => [one, other] as const);

/** Rows NO, LENIENT, STRICT: 4 1 0, 0 1 1, 1 0 2; both margins are 5, 2 and 3. */
const ten = [
  ...times(4, "NO", "NO"),
  ...times(1, "NO", "LENIENT"),
  ...times(1, "LENIENT", "LENIENT"),
  ...times(1, "LENIENT", "STRICT"),
  ...times(2, "STRICT", "STRICT"),
  ...times(1, "STRICT", "NO"),
];
const pair = fc.tuple(fc.constantFrom(...verdictLevels), fc.constantFrom(...verdictLevels));

describe("Cohen's kappa", () => {
  test.each<[string, Pair[], number | null]>([
    ["has no meaning without pairs", [], null],
    ["has no meaning where both always say the same", times(3, "NO", "NO"), null],
    [
      "is 1 where they agree on more than one level",
      [...times(1, "NO", "NO"), ...times(1, "STRICT", "STRICT")],
      1,
    ],
    ["is 0 where each says one thing, and not the same", times(4, "NO", "STRICT"), 0],
    ["is -1 where they swap", [...times(1, "NO", "STRICT"), ...times(1, "STRICT", "NO")], -1],
    [
      "is (0.7 - 0.5) / 0.5 for 20 5 10 15",
      [
        ...times(20, "NO", "NO"),
        ...times(5, "NO", "STRICT"),
        ...times(10, "STRICT", "NO"),
        ...times(15, "STRICT", "STRICT"),
      ],
      0.4,
    ],
    ["is (0.7 - 0.38) / 0.62 for three levels", ten, 0.32 / 0.62],
  ])("%s", (_, pairs, expected) => {
    const kappa = cohenKappa(pairs);
    if (expected === null) expect(kappa).toBeNull();
    else expect(kappa).toBeCloseTo(expected, 12);
  });

  test("is the same whoever is named first, and at most 1", () => {
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 30 }), (pairs) => {
        const kappa = cohenKappa(pairs);
        const turned = cohenKappa(pairs.map(([one, other]) => [other, one] as const));
        if (kappa === null) expect(turned).toBeNull();
        else {
          expect(turned).toBeCloseTo(kappa, 10);
          expect(kappa).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe("agreement", () => {
  test("has kappa of the levels and of both cuts, and the share of equal levels", () => {
    const agreement = agreementOf(ten);
    expect(agreement.pairs).toBe(10);
    expect(agreement.agreed).toBeCloseTo(0.7, 12);
    expect(agreement.kappa).toBeCloseTo(0.32 / 0.62, 12);
    // Strict or not: 2 1 1 6, so (0.8 - 0.58) / 0.42. Lenient or not: 4 1 1 4, so (0.8 - 0.5) / 0.5.
    expect(agreement.kappaStrict).toBeCloseTo(0.22 / 0.42, 12);
    expect(agreement.kappaLenient).toBeCloseTo(0.6, 12);
  });

  test("says nothing of no pairs", () => {
    expect(agreementOf([])).toEqual({
      pairs: 0,
      kappa: null,
      kappaStrict: null,
      kappaLenient: null,
      agreed: null,
    });
  });

  test("is told as a table with the first decider down the side", () => {
    expect(confusionOf(ten)).toEqual([
      [4, 1, 0],
      [0, 1, 1],
      [1, 0, 2],
    ]);
  });
});
