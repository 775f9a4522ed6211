import { describe, expect, test } from "vitest";
import type { Hazard } from "../../../src/domain/hazard/hazard.ts";
import {
  countLog,
  firstDue,
  isInPlace,
  narrowLog,
  sourcesOf,
  standingLevel,
  $LogFilter,
  type LogEntry,
} from "../../../src/domain/hazard/log-filter.ts";
import { needsOf } from "../../../src/domain/hazard/needs.ts";
import { makeControl, makeHazard, makeScore } from "./make-hazard.ts";

const action: Hazard["actions"][number] = {
  number: 1,
  summary: "Ask the maker.",
  owner: "CSO",
  party: "deployer",
  due: "2026-11-01",
  done: false,
};
const hazards: readonly Hazard[] = [
  makeHazard({ ref: "H-1", name: "Zebra", controls: [makeControl({ owner: "maker" })] }),
  makeHazard({
    ...{ ref: "H-2", name: "Ångström", status: "closed", condition: "fault" },
    initial: makeScore({ level: 4 }),
    residual: makeScore({ level: 2, stage: "residual" }),
    actions: [{ ...action, due: "2026-12-24" }],
  }),
  makeHazard({ ref: "H-10", name: "bear", status: "withdrawn" }),
  makeHazard({
    ...{ ref: "H-11", name: "Ant", initial: makeScore({ level: 3 }), actions: [action] },
    causes: [{ number: 1, text: "Échec of the cache", kind: "data", from: null }],
    origin: { ...makeHazard().origin, suggestion: "s-9" },
  }),
];
const entries = hazards.map((hazard): LogEntry => ({
  hazard,
  needs: needsOf(hazard, "2026-11-23"),
}));
const refs = (filter: object, inPlace = (_: Hazard) => true): string[] =>
  narrowLog(entries, $LogFilter.parse(filter), inPlace).map(({ hazard }) => hazard.ref);

describe("a log", () => {
  test.each([
    ["nothing asked: all, by number", {}, ["H-1", "H-2", "H-10", "H-11"]],
    ["newest number first", { sort: "newest" }, ["H-11", "H-10", "H-2", "H-1"]],
    [
      "by name, without regard to case and accents",
      { sort: "name" },
      ["H-2", "H-11", "H-10", "H-1"],
    ],
    ["highest level that stands first", { sort: "level" }, ["H-11", "H-2", "H-1", "H-10"]],
    ["soonest day first", { sort: "due" }, ["H-11", "H-2", "H-1", "H-10"]],
    ["a status", { status: "withdrawn" }, ["H-10"]],
    ["a condition", { condition: "fault" }, ["H-2"]],
    ["the level that stands, not the initial one", { level: 2 }, ["H-2"]],
    ["an initial level that stands", { level: 3 }, ["H-11"]],
    ["the initial level of one scored again", { level: 4 }, []],
    ["what is not scored", { level: "none" }, ["H-1", "H-10"]],
    ["a kind of need", { needs: "action-overdue" }, ["H-11"]],
    ["anything to do", { needs: "any" }, ["H-1", "H-2", "H-11"]],
    ["a control's owner", { owner: "maker" }, ["H-1"]],
    ["an open action's party", { owner: "deployer" }, ["H-2", "H-11"]],
    ["words of a cause, in any order", { text: "cache echec" }, ["H-11"]],
    ["words of two parts", { text: "cache ask" }, ["H-11"]],
    ["a word that is nowhere", { text: "cache zebra" }, []],
    ["a number", { text: "h-11" }, ["H-11"]],
    ["two together", { status: "open", owner: "maker" }, ["H-1"]],
  ])("%s", (_title, filter, expected) => {
    expect(refs(filter)).toEqual(expected);
  });

  test("nothing known to do leaves out what is withdrawn", () => {
    expect(refs({ needs: "nothing" })).toEqual([]);
    expect(entries.find(({ hazard }) => hazard.ref === "H-10")?.needs).toEqual([]);
  });

  test("a place is asked of where a hazard came from", () => {
    expect(refs({ place: "F1" }, (hazard) => sourcesOf(hazard).has("s-9"))).toEqual(["H-11"]);
    // Without a place nobody is asked.
    expect(refs({}, () => false)).toHaveLength(4);
  });

  test("counts each status, and hazards by kind of need", () => {
    const { all, status, needs } = countLog(entries);
    expect([all, status]).toEqual([4, { open: 2, transferred: 0, closed: 1, withdrawn: 1 }]);
    expect(needs).toMatchObject({ any: 3, nothing: 0, "action-overdue": 1, unscored: 1 });
  });

  test("an action that is done has no day", () => {
    const actions = [{ ...action, done: true }];
    expect(firstDue({ actions })).toBeNull();
    expect(refs({ owner: "deployer" })).toContain("H-11");
    expect(standingLevel(makeHazard())).toBeNull();
  });

  test.each([
    ["F2/late", "F2/late", true],
    ["F2/late", "F2", true],
    ["F1+F2/late", "F2", true],
    ["F22/late", "F2", false],
    ["human-factors", "human-factors", true],
    ["F2/late", "F2/wrong", false],
  ])("%s in %s: %s", (cell, place, expected) => {
    expect(isInPlace(cell, place)).toBe(expected);
  });

  test.each([{ level: 0 }, { needs: "money" }, { place: "F2; drop" }, { text: " " }, { x: 1 }])(
    "%j is refused",
    (filter) => {
      expect($LogFilter.safeParse(filter).success).toBe(false);
    },
  );
});
