import { describe, expect, test } from "vitest";
import {
  createSettling,
  decidedByBoth,
  keepMostGolds,
} from "../../../src/domain/evaluation/settle.ts";
import type { Match } from "../../../src/domain/evaluation/result.ts";
import {
  goldKey,
  type JudgeFile,
  type Verdict,
  type VerdictLevel,
} from "../../../src/domain/evaluation/verdict.ts";
import { makeGold } from "../../support/make-eval-run.ts";

const gold = makeGold();
const says = (verdict: VerdictLevel, causes: number[] = [], candidates = ["k1"]): Verdict => ({
  gold: gold.id,
  goldKey: goldKey(gold),
  candidates,
  verdict,
  causes,
  why: "as read",
});
const judge = (name: string, ...verdicts: Verdict[]): JudgeFile => ({
  head: { format: "hazid-verdicts-1", judge: name, kind: "person", by: null },
  verdicts,
});

describe("what judges together decide", () => {
  test.each<[VerdictLevel[], VerdictLevel]>([
    [["STRICT"], "STRICT"],
    [["STRICT", "STRICT"], "STRICT"],
    [["STRICT", "LENIENT"], "LENIENT"],
    [["STRICT", "NO"], "NO"],
    [["STRICT", "STRICT", "NO"], "STRICT"],
    [["STRICT", "LENIENT", "NO"], "LENIENT"],
    [["STRICT", "NO", "NO"], "NO"],
    [["STRICT", "STRICT", "LENIENT", "NO"], "LENIENT"],
  ])("%j: %s", (levels, level) => {
    const judges = levels.map((said, i) => judge(`judge-${i}`, says(said)));
    expect(createSettling(judges)(gold, "k1")?.level).toBe(level);
  });

  test("are the causes that more than half of them name", () => {
    const judges = [judge("a", says("STRICT", [1, 2])), judge("b", says("STRICT", [2]))];
    expect(createSettling(judges)(gold, "k1")?.causes).toEqual([2]);
  });

  test("is nothing of a pair that nobody judged, of another wording, or of no judge", () => {
    const settle = createSettling([judge("a", says("STRICT", [1]))]);
    expect(settle(gold, "k2")).toBeNull();
    expect(settle(makeGold({ effect: "Care is late." }), "k1")).toBeNull();
    expect(createSettling([])(gold, "k1")).toBeNull();
  });

  test("is what a judge said last", () => {
    const judges = [judge("a", says("NO", [], ["k1", "k2"]), says("LENIENT"))];
    expect(createSettling(judges)(gold, "k1")?.level).toBe("LENIENT");
    expect(createSettling(judges)(gold, "k2")?.level).toBe("NO");
  });
});

test("agreement is counted over the pairs that both judged", () => {
  const one = judge("a", says("STRICT", [1], ["k1"]), says("NO", [], ["k2", "k3"]));
  const other = judge("b", says("LENIENT", [], ["k1"]), says("NO", [], ["k2"]));
  expect(decidedByBoth(one, other)).toEqual([
    ["STRICT", "LENIENT"],
    ["NO", "NO"],
  ]);
});

test("a candidate stands for three known hazards at most, the strictest, in their order", () => {
  const golds = ["g1", "g2", "g3", "g4", "g5"].map((id) => makeGold({ id }));
  const match = (id: string, level: Match["level"]): Match => ({
    case: "letters",
    gold: id,
    candidate: "k1",
    level,
    causes: [],
  });
  const kept = keepMostGolds(
    [match("g1", "LENIENT"), match("g2", "LENIENT"), match("g3", "LENIENT"), match("g4", "STRICT")],
    golds,
  );
  expect(kept.map(({ gold: id }) => id)).toEqual(["g1", "g2", "g4"]);
  const other = { ...match("g5", "LENIENT"), candidate: "k2" };
  expect(keepMostGolds([...kept, other], golds)).toHaveLength(4);
});
