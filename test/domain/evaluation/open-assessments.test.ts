import { describe, expect, test } from "vitest";
import type { Assessment } from "../../../src/domain/evaluation/assessment.ts";
import { openAssessments } from "../../../src/domain/evaluation/open-assessments.ts";
import { makeJudgedRun } from "../../support/make-judged-run.ts";

const run = makeJudgedRun();
const [pump] = openAssessments(run, new Map());
if (pump === undefined) throw new Error("expected a case");

const assessed = (candidate: string, description: string): Assessment => ({
  candidate,
  description,
  accept: "accept",
  sameAs: null,
  invented: [],
  why: "A true hazard.",
});

describe("what is to be assessed", () => {
  test("is each list under a letter, in its own order, without the arm", () => {
    expect(pump.lists.map(({ letter }) => letter)).toEqual(["A", "B"]);
    expect(pump.lists.flatMap(({ candidates }) => candidates.map(({ id }) => id))).toHaveLength(5);
    const hazards = pump.lists.map(({ candidates }) => candidates.map(({ hazard }) => hazard));
    expect(hazards).toContainEqual([
      "A unit is mixed up.",
      "An alarm is muted.",
      "The screen freezes.",
    ]);
    expect(JSON.stringify(pump)).not.toContain("SECRET");
  });

  test("is asked once of a text that stands in two lists", () => {
    const muted = pump.lists
      .flatMap(({ candidates }) => candidates)
      .filter(({ hazard }) => hazard === "An alarm is muted.");
    expect(muted.map(({ open }) => open)).toEqual([true, false]);
  });

  test("is not what was assessed already, unless for another description", () => {
    const keys = new Set(pump.lists.flatMap(({ candidates }) => candidates.map(({ key }) => key)));
    const by = (description: string) =>
      new Map([["pump", [...keys].map((key) => assessed(key, description))]]);
    expect(openAssessments(run, by(pump.description))).toEqual([]);
    expect(openAssessments(run, by("another"))).toEqual([pump]);
  });

  test("has letters beyond Z", () => {
    const arms = Object.fromEntries(
      Array.from({ length: 28 }, (_, i) => [`arm-${i}`, [`Hazard ${i}.`]]),
    );
    const many = makeJudgedRun({ many: { golds: [{ id: "g", hazard: "Known." }], arms } });
    const letters = openAssessments(many, new Map())[0]?.lists.map(({ letter }) => letter);
    expect(letters?.slice(24)).toEqual(["Y", "Z", "AA", "AB"]);
  });
});
