import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createFateOf,
  coverageVerbs,
  fates,
  isUndecided,
  placeStates,
  standingOf,
  type Fate,
  type PlaceFacts,
  type Traced,
} from "../../../src/domain/coverage/coverage.ts";
import { sayBeyond, sayStanding } from "../../../src/domain/coverage/say.ts";

const facts: PlaceFacts = {
  fates: [],
  beyond: 0,
  decision: null,
  cameLater: false,
  version: 2,
  run: "R-1",
  notRun: { why: "never" },
};
const none = { verb: "none", productVersion: 2 } as const;

describe("where a place stands", () => {
  test.each<[string, Partial<PlaceFacts>, object]>([
    ["a run looked and found nothing", {}, { state: "open", why: "nothing-found", run: "R-1" }],
    [
      "a run found what its limit left out",
      { beyond: 2 },
      { state: "open", why: "beyond-limit", run: "R-1" },
    ],
    [
      "a limit left something out of a place whose suggestion was rejected",
      { beyond: 2, fates: ["rejected"] },
      { state: "open", why: "none-kept", run: "R-1" },
    ],
    [
      "a person considered it, and a limit left something out",
      { beyond: 2, decision: none },
      { state: "none", outdated: [] },
    ],
    ["one is put off", { fates: ["rejected", "put-off"] }, { state: "suggested" }],
    ["all was rejected", { fates: ["rejected"] }, { state: "open", why: "none-kept", run: "R-1" }],
    ["its cause was edited out", { fates: ["taken-out"] }, { state: "open", why: "none-kept" }],
    ["its hazard belongs elsewhere", { fates: ["elsewhere"] }, { state: "open", why: "none-kept" }],
    ["a hazard was withdrawn", { fates: ["withdrawn"] }, { state: "open", why: "none-kept" }],
    ["one waits", { fates: ["rejected", "waits"] }, { state: "suggested" }],
    ["one waits beside a hazard", { fates: ["hazard", "waits"] }, { state: "suggested" }],
    ["one became a hazard", { fates: ["rejected", "hazard"] }, { state: "hazard" }],
    ["a person considered it", { decision: none }, { state: "none", outdated: [] }],
    [
      "a person considered what no run has looked at",
      { decision: none, run: null },
      { state: "none", outdated: [] },
    ],
    [
      "it was considered for an earlier version",
      { decision: { ...none, productVersion: 1 } },
      { state: "none", outdated: ["version"] },
    ],
    [
      "a suggestion came later and was rejected",
      { decision: none, cameLater: true, fates: ["rejected"] },
      { state: "none", outdated: ["suggestion"] },
    ],
    [
      "a suggestion came later and waits",
      { decision: none, cameLater: true, fates: ["waits"] },
      { state: "suggested" },
    ],
    [
      "it was opened again",
      { decision: { ...none, verb: "reopen" } },
      { state: "open", why: "nothing-found", run: "R-1" },
    ],
    [
      "no run looked at it as the description is now",
      { run: null, notRun: { why: "changed", run: "R-1", version: 1 } },
      { state: "not-run", why: "changed", run: "R-1", version: 1 },
    ],
    [
      "no run looked, and what was there was rejected",
      { run: null, fates: ["rejected"] },
      { state: "not-run", why: "never" },
    ],
  ])("%s", (_title, more, expected) => {
    expect(standingOf({ ...facts, ...more })).toMatchObject(expected);
  });

  const anyFacts: fc.Arbitrary<PlaceFacts> = fc.record({
    fates: fc.array(fc.constantFrom(...fates), { maxLength: 5 }),
    beyond: fc.nat({ max: 3 }),
    decision: fc.option(
      fc.record({
        verb: fc.constantFrom(...coverageVerbs),
        productVersion: fc.integer({ min: 1, max: 3 }),
      }),
    ),
    cameLater: fc.boolean(),
    version: fc.integer({ min: 1, max: 3 }),
    run: fc.option(fc.constant("R-1")),
    notRun: fc.constantFrom(
      { why: "never" as const },
      { why: "failed" as const, run: "R-2" },
      { why: "changed" as const, run: "R-2", version: 1 },
    ),
  });

  test("is one of the five, and can be said in a sentence", () => {
    fc.assert(
      fc.property(anyFacts, (any) => {
        const standing = standingOf(any);
        expect(placeStates).toContain(standing.state);
        const suggestions = any.fates.map((fate, i) => ({ ref: `S-${i + 1}`, fate }));
        const hazards = [{ ref: "H-1" }];
        expect(sayStanding({ standing, suggestions, hazards })).toMatch(/^[A-Z].*\.$/su);
      }),
    );
  });

  test("is never “considered: none” without a person's decision that was not taken back", () => {
    fc.assert(
      fc.property(anyFacts, (any) => {
        if (standingOf(any).state === "none") expect(any.decision?.verb).toBe("none");
        else if (any.decision?.verb === "none") {
          expect(any.fates.some((fate) => isUndecided(fate) || fate === "hazard")).toBe(true);
        }
      }),
    );
  });

  test("says nothing of a run where none has looked, and holds no percentage", () => {
    fc.assert(
      fc.property(anyFacts, (any) => {
        const standing = standingOf({ ...any, run: null });
        expect(standing.state).not.toBe("open");
        expect(JSON.stringify(standing)).not.toMatch(/%|share|score|percent/u);
      }),
    );
  });
});

describe("what is said of a place", () => {
  const say = (fates: readonly Fate[]): string =>
    sayStanding({
      standing: { state: "suggested" },
      suggestions: fates.map((fate, i) => ({ ref: `S-${i + 1}`, fate })),
      hazards: [],
    });

  test.each<[readonly Fate[], string]>([
    [["waits"], "S-1 waits for a decision."],
    [["waits", "rejected", "waits"], "S-1 and S-3 wait for a decision."],
    [["put-off"], "S-1 is put off."],
    [["put-off", "waits", "put-off"], "S-2 waits for a decision; S-1 and S-3 are put off."],
  ])("what waits and what is put off are told apart: %j", (fates, sentence) => {
    expect(say(fates)).toBe(sentence);
  });

  test.each<[readonly string[], string]>([
    [[], ""],
    [["R-1"], "1 candidate here was beyond the limit of R-1."],
    [["R-1", "R-3", "R-1"], "3 candidates here were beyond the limit of R-1 and R-3."],
  ])("what a limit left out is counted with its run: %j", (runs, sentence) => {
    expect(sayBeyond(runs.map((run) => ({ run })))).toBe(sentence);
  });
});

describe("the fate of a suggestion", () => {
  const traced = (id: string, more: Partial<Traced> = {}): Traced => ({
    ...{ id, state: "merged", hazard: null, into: null },
    ...{ cell: "F1/late", about: "Draft" },
    ...more,
  });
  const all = [
    traced("waiting", { state: "pending" }),
    traced("put-off", { state: "deferred" }),
    traced("refused", { state: "rejected" }),
    traced("accepted", { state: "accepted", hazard: "h" }),
    traced("cause", { state: "accepted", hazard: "h" }),
    traced("edited-out", { state: "accepted", hazard: "h" }),
    traced("into-edited-out", { into: "edited-out" }),
    traced("in-gone", { state: "accepted", hazard: "withdrawn" }),
    traced("into-waiting", { into: "waiting" }),
    traced("into-put-off", { into: "put-off" }),
    traced("into-accepted", { into: "accepted" }),
    traced("twice", { into: "into-accepted" }),
    traced("into-hazard", { hazard: "h" }),
    traced("moved", { state: "accepted", hazard: "placed" }),
    traced("added-to-moved", { state: "accepted", hazard: "placed", cell: "F1/early" }),
    traced("stayed", { state: "accepted", hazard: "placed-there" }),
    traced("round", { into: "about" }),
    traced("about", { into: "round" }),
    traced("into-nothing", { into: "nowhere" }),
  ];
  const byId = new Map(all.map((one) => [one.id, one]));
  const made = { withdrawn: false, suggestion: null, sources: [], place: null };
  const fateOf = createFateOf(
    byId,
    new Map([
      ["h", { ...made, suggestion: "accepted", sources: ["cause"] }],
      ["withdrawn", { ...made, withdrawn: true, suggestion: "in-gone" }],
      [
        "placed",
        { ...made, suggestion: "moved", sources: ["added-to-moved"], place: "wrong of Draft" },
      ],
      ["placed-there", { ...made, suggestion: "stayed", place: "late of Draft" }],
    ]),
  );

  test.each([
    ["waiting", "waits", null],
    ["put-off", "put-off", null],
    ["into-put-off", "put-off", null],
    ["refused", "rejected", null],
    ["accepted", "hazard", "h"],
    ["cause", "hazard", "h"],
    ["edited-out", "taken-out", "h"],
    ["into-edited-out", "taken-out", "h"],
    ["in-gone", "withdrawn", "withdrawn"],
    ["into-waiting", "waits", null],
    ["into-accepted", "hazard", "h"],
    ["twice", "hazard", "h"],
    ["into-hazard", "hazard", "h"],
    ["moved", "elsewhere", "placed"],
    ["added-to-moved", "hazard", "placed"],
    ["stayed", "hazard", "placed-there"],
    ["round", "withdrawn", null],
    ["into-nothing", "withdrawn", null],
  ])("%s: %s", (id, fate, hazard) => {
    expect(fateOf(byId.get(id) ?? traced(id))).toEqual({ fate, hazard });
  });
});
