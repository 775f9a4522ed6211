import { expect, test } from "vitest";
import { mcNemar } from "../../../src/domain/evaluation/mcnemar.ts";

// By hand: 2 · Σ C(n, k) / 2ⁿ up to the smaller count, never over 1.
test.each([
  [0, 0, null],
  [1, 0, 1],
  [5, 0, 2 / 32],
  [0, 5, 2 / 32],
  [8, 2, (2 * (1 + 10 + 45)) / 1024],
  [3, 3, 1],
])("%i won, %i lost: %s", (won, lost, p) => {
  const found = mcNemar(won, lost);
  if (p === null) expect(found).toBeNull();
  else expect(found).toBeCloseTo(p, 12);
});
