import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  $RejectCode,
  hasSeen,
  minSeenLength,
  needsText,
  refuseChoice,
  rejectCodes,
  suggestionStates,
  type ChoiceRefusal,
} from "../../../src/domain/suggestion/suggestion.ts";

const hash = "3f2504e04f8911d39a0c0305e82c33013f2504e04f8911d39a0c0305e82c3301";

describe("what a person says they saw", () => {
  test.each([
    ["the whole hash", hash, true],
    ["its first twelve digits", "3f2504e04f89", true],
    ["its first 63", hash.slice(0, -1), true],
    ["its first eleven digits", "3f2504e04f8", false],
    ["nothing", "", false],
    ["twelve other digits", "4f2504e04f89", false],
    ["its first twelve but for the last", "3f2504e04f88", false],
    ["its last twelve", hash.slice(-12), false],
    ["its middle", hash.slice(4, 20), false],
    ["it in capitals", hash.toUpperCase(), false],
    ["more than it", `${hash}0`, false],
    ["it with a space", ` ${hash}`, false],
    ["it with a line break", `${hash}\n`, false],
    ["no hexadecimal digits", "zzzzzzzzzzzz", false],
    ["a pattern", "3f2504e04f8.*", false],
  ])("is %s: %s → %s", (_what, seen, holds) => {
    expect(hasSeen(seen, hash)).toBe(holds);
  });

  test("is no match for the beginning of a hash that has no hexadecimal digits", () => {
    expect(hasSeen("no-hash-at-all", "no-hash-at-all")).toBe(false);
  });

  test("is a beginning of twelve digits or more, and nothing else", () => {
    expect(minSeenLength).toBe(12);
    const digit = fc.constantFrom(...Array.from("0123456789abcdef"));
    const hex = fc.string({ unit: digit, minLength: 64, maxLength: 64 });
    fc.assert(
      fc.property(hex, fc.nat({ max: 64 }), fc.nat({ max: 63 }), digit, (of, length, at, other) => {
        const seen = of.slice(0, length);
        expect(hasSeen(seen, of)).toBe(length >= 12);
        fc.pre(at < length && of[at] !== other);
        expect(hasSeen(seen.slice(0, at) + other + seen.slice(at + 1), of)).toBe(false);
      }),
    );
  });
});

describe("a reason to reject", () => {
  test.each([
    ["duplicate", false],
    ["not-a-patient-hazard", false],
    ["out-of-scope", true],
    ["not-foreseeable", true],
    ["unsupported", false],
    ["too-vague", false],
    ["wrong-for-this-product", false],
  ] as const)("%s needs words: %s", (code, needed) => {
    expect(needsText(code)).toBe(needed);
  });

  test("is one of seven: already controlled and the deployer's are none", () => {
    expect(rejectCodes).toHaveLength(7);
    for (const code of ["already-controlled", "deployer", "Duplicate", ""]) {
      expect($RejectCode.safeParse(code).success).toBe(false);
    }
  });

  test("there are five states", () => {
    expect(suggestionStates).toEqual(["pending", "accepted", "rejected", "merged", "deferred"]);
  });
});

describe("a choice of causes and controls", () => {
  const content = {
    causes: ["a", "b", "c"],
    controls: [{ actsOn: [1] }, { actsOn: [2, 3] }],
  };

  test.each<[string, number[], number[], ChoiceRefusal | null]>([
    ["one cause", [1], [], null],
    ["all", [1, 2, 3], [1, 2], null],
    ["in any order", [3, 1], [2, 1], null],
    ["a control with one of the causes it acts on", [3], [2], null],
    ["nothing", [], [], { kind: "no-cause" }],
    ["controls alone", [], [1], { kind: "no-cause" }],
    ["a cause past the last", [1, 4], [], { kind: "no-such", of: "cause", number: 4, count: 3 }],
    ["cause 0", [0], [], { kind: "no-such", of: "cause", number: 0, count: 3 }],
    ["cause −1", [-1], [], { kind: "no-such", of: "cause", number: -1, count: 3 }],
    ["half a cause", [1.5], [], { kind: "no-such", of: "cause", number: 1.5, count: 3 }],
    ["no number", [Number.NaN], [], { kind: "no-such", of: "cause", number: NaN, count: 3 }],
    ["a control past the last", [1], [3], { kind: "no-such", of: "control", number: 3, count: 2 }],
    ["control 0", [1], [0], { kind: "no-such", of: "control", number: 0, count: 2 }],
    [
      "a control without its cause",
      [2],
      [1],
      { kind: "control-without-cause", control: 1, actsOn: [1] },
    ],
    [
      "a control without any of its causes",
      [1],
      [1, 2],
      { kind: "control-without-cause", control: 2, actsOn: [2, 3] },
    ],
  ])("%s", (_what, causes, controls, refusal) => {
    expect(refuseChoice({ causes, controls }, content)).toEqual(refusal);
  });

  test("holds exactly when it has a cause, all exist, and each control acts on a chosen cause", () => {
    const number = fc.integer({ min: -1, max: 5 });
    fc.assert(
      fc.property(fc.array(number), fc.array(number), (causes, controls) => {
        const holds =
          causes.length > 0 &&
          causes.every((n) => n >= 1 && n <= 3) &&
          controls.every(
            (n) => content.controls[n - 1]?.actsOn.some((c) => causes.includes(c)) === true,
          );
        expect(refuseChoice({ causes, controls }, content) === null).toBe(holds);
      }),
    );
  });
});
