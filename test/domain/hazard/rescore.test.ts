import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HazardContent } from "../../../src/domain/hazard/content.ts";
import { rescoreReasons } from "../../../src/domain/hazard/rescore.ts";
import { arbitraryContent } from "./arbitrary-content.ts";

const cause = { number: 1, text: "The negation is dropped.", kind: "model", from: null } as const;
const control = {
  number: 1,
  text: "Show the words",
  type: "design",
  owner: "maker",
  worksIf: "",
  basis: "proposed",
  state: "proposed",
  actsOn: [1],
  from: null,
} as const;
const action = {
  number: 1,
  summary: "Ask",
  owner: "CSO",
  party: "maker",
  due: null,
  done: false,
} as const;

const content = (overrides: Partial<HazardContent> = {}): HazardContent => ({
  version: 1,
  name: "A name",
  hazard: "A hazard",
  effect: "An effect",
  harm: "A harm",
  exposed: "",
  condition: "normal",
  status: "open",
  causes: [{ ...cause }, { ...cause, number: 2 }],
  controls: [
    { ...control, actsOn: [1] },
    { ...control, number: 2, state: "existing", actsOn: [1] },
  ],
  actions: [{ ...action }],
  taken: { causes: 2, controls: 2, actions: 1 },
  ...overrides,
});
const base = content();
const [one, two] = base.controls;
if (one === undefined || two === undefined) throw new Error("Expected two controls.");

/** What changed, and what it says of the initial and of the residual score. */
const table: readonly (readonly [string, Partial<HazardContent>, string[], string[]])[] = [
  ["the name", { name: "Another" }, [], []],
  ["the version", { version: 7 }, [], []],
  ["the status", { status: "closed" }, [], []],
  ["an action", { actions: [] }, [], []],
  ["an action done", { actions: [{ ...action, done: true }] }, [], []],
  ["the hazard", { hazard: "x" }, ["the hazard changed"], ["the hazard changed"]],
  ["the effect", { effect: "x" }, ["the effect changed"], ["the effect changed"]],
  ["the harm", { harm: "x" }, ["the harm changed"], ["the harm changed"]],
  [
    "who is more exposed",
    { exposed: "Children" },
    ["the more exposed people changed"],
    ["the more exposed people changed"],
  ],
  ["the condition", { condition: "fault" }, ["the condition changed"], ["the condition changed"]],
  [
    "a cause's words",
    {
      causes: [
        { ...cause, text: "x" },
        { ...cause, number: 2 },
      ],
    },
    ["cause 1 changed"],
    ["cause 1 changed"],
  ],
  ["a cause fewer", { causes: [cause] }, ["cause 2 was removed"], ["cause 2 was removed"]],
  [
    "a cause more",
    { causes: [...base.causes, { ...cause, number: 3 }] },
    ["cause 3 was added"],
    ["cause 3 was added"],
  ],
  [
    "where a cause came from",
    { causes: base.causes.map((c) => ({ ...c, from: { suggestion: "s", number: 1 } })) },
    [],
    [],
  ],
  [
    "a proposed control more",
    { controls: [one, two, { ...one, number: 3 }] },
    [],
    ["control 3 was added"],
  ],
  ["a proposed control fewer", { controls: [two] }, [], ["control 1 was removed"]],
  [
    "a proposed control's words",
    { controls: [{ ...one, text: "x" }, two] },
    [],
    ["control 1 changed"],
  ],
  [
    "a proposed control's links",
    { controls: [{ ...one, actsOn: [1, 2] }, two] },
    [],
    ["control 1 changed"],
  ],
  [
    "a control confirmed",
    { controls: [{ ...one, state: "existing" }, two] },
    ["control 1 is confirmed to exist"],
    ["control 1 changed"],
  ],
  [
    "a confirmation taken back",
    { controls: [one, { ...two, state: "proposed" }] },
    ["control 2 is no longer confirmed to exist"],
    ["control 2 changed"],
  ],
  [
    "an existing control fewer",
    { controls: [one] },
    ["control 2 was removed"],
    ["control 2 was removed"],
  ],
  [
    "an existing control more",
    { controls: [one, two, { ...two, number: 3 }] },
    ["control 3 was added"],
    ["control 3 was added"],
  ],
  [
    "an existing control's words, type and owner",
    { controls: [one, { ...two, text: "x", type: "test", owner: "deployer" }] },
    ["control 2 changed"],
    ["control 2 changed"],
  ],
  [
    "how an existing control is seen to work",
    { controls: [one, { ...two, worksIf: "x" }] },
    [],
    [],
  ],
];

const scored = { content: base, productVersion: 1, scheme: "ig-example 1" };

describe("whether a score still holds", () => {
  test.each(table)("after %s", (_what, change, initial, residual) => {
    const now = { ...scored, content: content(change) };
    expect(rescoreReasons("initial", scored, now)).toEqual(initial);
    expect(rescoreReasons("residual", scored, now)).toEqual(residual);
  });

  test.each(["initial", "residual"] as const)(
    "after another scheme or description: %s",
    (stage) => {
      expect(
        rescoreReasons(stage, scored, { ...scored, scheme: "house 2", productVersion: 3 }),
      ).toEqual(["the product declares the risk scheme house 2", "the description has version 3"]);
    },
  );

  test("it holds of what it was given to, and whatever marks the initial one marks the residual", () => {
    fc.assert(
      fc.property(arbitraryContent, arbitraryContent, (a, b) => {
        const from = { ...scored, content: a };
        const to = { ...scored, content: b };
        expect(rescoreReasons("initial", from, from)).toEqual([]);
        expect(rescoreReasons("residual", from, from)).toEqual([]);
        if (rescoreReasons("initial", from, to).length > 0) {
          expect(rescoreReasons("residual", from, to).length).toBeGreaterThan(0);
        }
      }),
    );
  });
});
