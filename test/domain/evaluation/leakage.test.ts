import { expect, test } from "vitest";
import { createLeakageGuard } from "../../../src/domain/evaluation/leakage.ts";
import { makeGold } from "../../support/make-eval-run.ts";

const gold = makeGold({
  hazard: "The clinic letter goes to the practice that the patient left last year.",
  effect: "The present practice never learns of the new medicine.",
  causes: ["The address book is copied once a month only."],
});
const leaks = (text: string) => createLeakageGuard([{ where: "bank entry x", text }])([gold]);

test.each([
  ["word for word", "The clinic letter goes to the practice that the patient left last year."],
  [
    "with other endings",
    "Clinic letters. The clinic letters go to the practice that the patient left last year!",
  ],
  ["a cause alone", "Causes: the address book is copied once a month only, at night."],
])("a near-duplicate is found: %s", (_, text) => {
  expect(leaks(text)).toEqual([
    { gold: "g1", where: "bank entry x", share: expect.any(Number) as number },
  ]);
  expect(leaks(text)[0]?.share).toBeGreaterThanOrEqual(0.5);
});

test.each([
  ["the same hazard in other words", "Correspondence is posted to a former surgery after a move."],
  ["a few words in common", "The clinic letter goes to print. The patient left last year."],
  ["nothing", ""],
])("no near-duplicate: %s", (_, text) => {
  expect(leaks(text)).toEqual([]);
});

test("a known hazard of a few words is near to nothing", () => {
  const short = makeGold({ hazard: "Letter lost.", effect: "", harm: "", causes: [] });
  const guard = createLeakageGuard([{ where: "prompt", text: "Letter lost." }]);
  expect(guard([short])).toEqual([]);
});
