import fc from "fast-check";
import { expect, test } from "vitest";
import {
  answersAbout,
  $SideEffects,
  withSideEffects,
} from "../../../src/domain/hazard/side-effects.ts";

const decision = (verb: string, controls: readonly number[], text: string | null) => ({
  ...{ verb, controls, text },
});

test("answers stand below the reason, a line each, and are read back", () => {
  const text = withSideEffects("From the workshop.", [
    { control: 3, newHazard: "H-4: alerts\ntire people", others: "No." },
    { control: 12, newHazard: "No.", others: "It lowers H-2." },
  ]);
  expect(text?.split("\n")).toEqual([
    "From the workshop.",
    "Control 3, does it bring a new hazard (DCB0129 6.1.2)? H-4: alerts tire people",
    "Control 3, does it change a hazard already identified (DCB0129 6.1.3)? No.",
    "Control 12, does it bring a new hazard (DCB0129 6.1.2)? No.",
    "Control 12, does it change a hazard already identified (DCB0129 6.1.3)? It lowers H-2.",
  ]);
  const made = decision("edit", [3, 12], text);
  expect(answersAbout([made], 12)?.answers).toEqual({ newHazard: "No.", others: "It lowers H-2." });
  expect(answersAbout([made], 1)).toBeNull();
});

test("nothing said is no text", () => {
  expect(withSideEffects(null, [])).toBeNull();
  expect(withSideEffects("Why.", [])).toBe("Why.");
});

test("the newest answer counts; controls of a suggestion are none", () => {
  const said = (newHazard: string) =>
    withSideEffects(null, [{ control: 1, newHazard, others: "No." }]);
  const decisions = [
    decision("accept", [1], said("of a draft")),
    decision("add", [1], said("first")),
    decision("consider", [1], said("second")),
    decision("add-cause", [1], null),
    decision("confirm", [], "Seen."),
  ];
  expect(answersAbout(decisions, 1)).toMatchObject({
    decision: { verb: "consider" },
    answers: { newHazard: "second" },
  });
  expect(answersAbout(decisions.slice(0, 1), 1)).toBeNull();
});

test("any two answers are read back as they were said, but for line breaks", () => {
  const answer = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 });
  const plain = (text: string): string => text.replaceAll(/\s+/gu, " ").trim();
  fc.assert(
    fc.property(answer, answer, fc.option(answer), (newHazard, others, why) => {
      const text = withSideEffects(why, [{ control: 7, newHazard, others }]);
      expect(answersAbout([decision("consider", [7], text)], 7)?.answers).toEqual({
        newHazard: plain(newHazard),
        others: plain(others),
      });
    }),
  );
});

test("half an answer is none", () => {
  expect($SideEffects.safeParse({ newHazard: "No.", others: " " }).success).toBe(false);
});
