import { describe, expect, test } from "vitest";
import {
  byPressing,
  type NeedKind,
  needsOf,
  type HazardFacts,
  type ProductFacts,
} from "../../../src/domain/desk/needs.ts";

const today = "2026-03-10";
const run = { ref: "R-2", state: "done", held: false } as const;
const makeFacts = (overrides: Partial<ProductFacts> = {}): ProductFacts => ({
  product: { id: "p", slug: "p", name: "P", standard: "dcb0129" },
  version: 2,
  run,
  whole: overrides.run === undefined ? run : overrides.run,
  identified: 2,
  questions: 0,
  pending: 0,
  deferred: 0,
  hazards: [],
  ...overrides,
});
const score = {
  ...{ id: "s", stage: "initial", severity: "minor", likelihood: "low", level: 1, scheme: "x" },
  ...{ by: "A", at: "2026-03-01T00:00:00.000Z", hazardVersion: 1, productVersion: 1, rescore: [] },
} as const satisfies HazardFacts["initial"];
const control = {
  ...{ number: 1, text: "t", type: "design", owner: "maker", worksIf: "", basis: "proposed" },
  ...{ state: "proposed", actsOn: [1], from: null },
} as const satisfies Partial<HazardFacts["controls"][number]>;
const makeHazard = (overrides: Partial<HazardFacts> = {}): HazardFacts => ({
  ref: "H-1",
  status: "open",
  causes: [{ number: 1, text: "c", kind: "human", from: null }],
  controls: [{ ...control, actsOn: [1] }],
  actions: [],
  initial: { ...score, rescore: [] },
  residual: null,
  evaluation: { initial: null, residual: null },
  ...overrides,
});
const action = (due: string | null, done = false): HazardFacts["actions"][number] => ({
  ...{ number: 1, summary: "s", owner: "o", party: "maker", due, done },
});

describe("what a product asks for", () => {
  test.each<[string, Partial<ProductFacts>, readonly [string, number, ...string[]][]]>([
    ["nothing, when all is done", { hazards: [makeHazard()] }, []],
    ["a first look", { run: null, identified: null }, [["never-identified", 1]]],
    ["a failed run", { run: { ...run, state: "failed" } }, [["run-failed", 1, "R-2"]]],
    ["a stopped run", { run: { ...run, state: "stopped" } }, [["run-stopped", 1, "R-2"]]],
    [
      "a run that nobody works on",
      { run: { ...run, state: "running" } },
      [["run-abandoned", 1, "R-2"]],
    ],
    [
      "a run at work",
      { run: { ...run, state: "running", held: true } },
      [["run-at-work", 1, "R-2"]],
    ],
    ["a newer description", { version: 4 }, [["description-newer", 2]]],
    [
      "a failed run over all, though single places were looked into since",
      { whole: { ...run, ref: "R-1", state: "failed" }, identified: null },
      [["run-failed", 1, "R-1"]],
    ],
    [
      "both, where one over single places failed too",
      { whole: { ...run, ref: "R-1", state: "stopped" }, run: { ...run, state: "failed" } },
      [
        ["run-failed", 1, "R-2"],
        ["run-stopped", 1, "R-1"],
      ],
    ],
    [
      "a newer description, though single places were looked into since",
      { whole: { ...run, ref: "R-1" }, identified: 1 },
      [["description-newer", 1]],
    ],
    [
      "a look at all of it, where only a part was looked at",
      { whole: null, identified: null },
      [["never-identified", 1, "R-2"]],
    ],
    [
      "what waits, before questions and what was put off",
      { pending: 3, deferred: 1, questions: 2 },
      [
        ["suggestions", 3],
        ["questions", 2],
        ["deferred", 1],
      ],
    ],
    ["a score", { hazards: [makeHazard({ initial: null })] }, [["unscored", 1, "H-1"]]],
    [
      "a score again, once a hazard",
      {
        hazards: [
          makeHazard({
            initial: { ...score, rescore: ["the harm changed"] },
            residual: { ...score, rescore: ["the harm changed"] },
          }),
        ],
      },
      [["re-score", 1, "H-1"]],
    ],
    [
      "controls of causes without one",
      { hazards: [makeHazard({ controls: [] })] },
      [["no-control", 1, "H-1"]],
    ],
    [
      "more than training",
      { hazards: [makeHazard({ controls: [{ ...control, actsOn: [1], type: "training" }] })] },
      [["training-alone", 1, "H-1"]],
    ],
    [
      "actions: overdue from the day after",
      {
        hazards: [
          makeHazard({ actions: [action("2026-03-09"), action("2026-03-01", true)] }),
          makeHazard({ ref: "H-2", actions: [action("2026-03-10"), action(null)] }),
        ],
      },
      [
        ["action-overdue", 1, "H-1"],
        ["action-open", 2, "H-2"],
      ],
    ],
    [
      "nothing of what was withdrawn",
      { hazards: [makeHazard({ status: "withdrawn", initial: null, controls: [] })] },
      [],
    ],
  ])("%s", (_title, facts, expected) => {
    const found = needsOf(makeFacts(facts), today);
    expect(found.map(({ kind, count, refs }) => [kind, count, ...refs])).toEqual(expected);
  });
});

test("products come by their most pressing need, then by the next; nothing to do comes last", () => {
  const of = (...kinds: NeedKind[]) => ({
    needs: kinds.map((kind) => ({ kind, count: 1, refs: [] })),
  });
  const sorted = [
    of(),
    of("deferred"),
    of("suggestions"),
    of("suggestions", "unscored"),
    of("run-failed"),
    of("run-failed", "action-overdue"),
  ].sort(byPressing);
  expect(sorted.map(({ needs }) => needs.map(({ kind }) => kind))).toEqual([
    ["run-failed", "action-overdue"],
    ["run-failed"],
    ["suggestions", "unscored"],
    ["suggestions"],
    ["deferred"],
    [],
  ]);
});
