import { describe, expect, test } from "vitest";
import type { ChoiceRefusal } from "../../../src/domain/suggestion/suggestion.ts";
import {
  missingInRejection,
  presentChoiceRefusal,
} from "../../../src/web/presenters/refused-choice.ts";

const refusals: [string, ChoiceRefusal, string | null, RegExp][] = [
  ["no cause", { kind: "no-cause" }, "cause-1", /at least one cause/u],
  [
    "a box that is not there",
    { kind: "no-such", of: "cause", number: 9, count: 3 },
    null,
    /no cause 9/u,
  ],
  [
    "a control without its cause",
    { kind: "control-without-cause", control: 4, actsOn: [3, 1] },
    "control-4",
    /one of causes 1 and 3/u,
  ],
];

test.each(refusals)(
  "ticks with %s are refused at the box to mend",
  (_title, refusal, field, says) => {
    const problem = presentChoiceRefusal(refusal);
    expect(problem.field).toBe(field);
    expect(problem.text).toMatch(says);
  },
);

describe("a rejection", () => {
  test.each([
    ["", "", "reason"],
    ["made-up", "", "reason"],
    ["out-of-scope", " ", "reason-text"],
    ["not-foreseeable", "", "reason-text"],
    ["duplicate", "", undefined],
    ["out-of-scope", "Section 4 leaves it out", undefined],
  ])("with reason “%s” and text “%s” is to be mended at %s", (reason, text, field) => {
    expect(missingInRejection(reason, text)[0]?.field ?? undefined).toBe(field);
  });
});
