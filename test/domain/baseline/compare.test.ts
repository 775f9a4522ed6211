import { expect, test } from "vitest";
import { compareBaselines, isUnchanged } from "../../../src/domain/baseline/compare.ts";
import { toBaselineContent, type BaselineContent } from "../../../src/domain/baseline/content.ts";
import { hazardHash } from "../../../src/domain/hazard/content.ts";
import { contentOf } from "../../../src/app/hazard/change.ts";
import type { Hazard } from "../../../src/domain/hazard/hazard.ts";
import { exampleScheme } from "../../../src/domain/risk/scheme.ts";
import { makeHazard, makeScore } from "../hazard/make-hazard.ts";

/** With the hash of what it says. */
const hazardOf = (overrides: Partial<Hazard> = {}): Hazard => {
  const hazard = makeHazard(overrides);
  return { ...hazard, hash: hazardHash(contentOf(hazard)) };
};
const makeContent = (
  hazards: readonly Hazard[],
  overrides: Partial<Parameters<typeof toBaselineContent>[0]> = {},
): BaselineContent =>
  toBaselineContent({
    product: {
      ...{ id: "p-1", slug: "sablewick", name: "Sablewick" },
      ...{ standard: "dcb0129", scheme: "ig-example" },
    },
    number: 1,
    previous: null,
    description: { version: 1, hash: "a".repeat(64) },
    scheme: { name: "ig-example 1", known: true, declared: true, whole: exampleScheme },
    scope: { purpose: true, users: true, settings: true },
    undecided: [],
    hazards,
    ...overrides,
  });

test("nothing is told of what is the same", () => {
  const content = makeContent([hazardOf({ initial: makeScore() })]);
  expect(isUnchanged(compareBaselines(content, content))).toBe(true);
});

test("tells what was added, changed field by field, scored and withdrawn, and which conditions moved", () => {
  const kept = hazardOf({ id: "h-2", ref: "H-2", initial: makeScore() });
  const before = makeContent([hazardOf(), kept]);
  const after = makeContent(
    [
      hazardOf({ harm: "The patient dies.", version: 2, initial: makeScore() }),
      hazardOf({ ...kept, status: "withdrawn", version: 2 }),
      hazardOf({ id: "h-3", ref: "H-3", name: "Another", initial: makeScore() }),
    ],
    { number: 2, description: { version: 2, hash: "b".repeat(64) } },
  );
  const { about, hazards, conditions } = compareBaselines(before, after);
  expect(about).toEqual([{ what: "Description", was: "version 1", is: "version 2" }]);
  expect(hazards.map(({ ref, kind }) => `${ref} ${kind}`)).toEqual([
    "H-1 changed",
    "H-2 withdrawn",
    "H-3 added",
  ]);
  expect(hazards[0]?.content).toContainEqual({
    path: ["harm"],
    before: "The patient is harmed again.",
    after: "The patient dies.",
  });
  expect(hazards[0]?.judged).toEqual([
    {
      what: "Initial risk",
      was: null,
      is: "Major, Low: level 3 by ig-example, scored by Zoë Fenn, cso on 2026-10-01",
    },
  ]);
  expect(hazards[2]?.content).toEqual([]);
  expect(conditions).toContainEqual({
    what: "4.4.1: Each hazard has an initial score",
    was: "not met by H-1",
    is: "met",
  });
});

test("tells a score given again though severity and likelihood stay, since another person gave it", () => {
  const [before, after] = [makeScore(), makeScore({ id: "score-2", by: "Bram Oduya (cso)" })].map(
    (initial) => makeContent([hazardOf({ initial })]),
  );
  if (before === undefined || after === undefined) throw new Error("Expected two contents.");
  const [changed] = compareBaselines(before, after).hazards;
  expect(changed).toMatchObject({ kind: "changed", content: [] });
  expect(changed?.judged[0]?.is).toContain("Bram Oduya");
});
