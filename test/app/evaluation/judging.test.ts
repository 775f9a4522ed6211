import { describe, expect, test } from "vitest";
import { openJudging } from "../../../src/app/evaluation/judging.ts";
import type { Judge } from "../../../src/app/evaluation/verdict-files.ts";
import type { PairDecision } from "../../../src/domain/evaluation/decision.ts";
import type { GoldPairs } from "../../../src/domain/evaluation/open-pairs.ts";
import type { EvalRun } from "../../../src/domain/evaluation/result.ts";
import { makeJudgedRun } from "../../support/make-judged-run.ts";
import { createVerdictMemory } from "../../support/verdict-memory.ts";

const amara: Judge = { judge: "amara", kind: "person", by: null };
const run = makeJudgedRun();
const no = (...candidates: number[]): PairDecision => ({
  candidates,
  verdict: "NO",
  causes: [],
  why: "Another situation.",
});

async function open(files = createVerdictMemory(), change: { run?: EvalRun; judge?: Judge } = {}) {
  const judging = await openJudging({ files, folder: "v", run, judge: amara, ...change });
  const [gold] = judging.golds;
  if (gold === undefined) throw new Error("expected a known hazard");
  const left = (of: GoldPairs = gold): number[] => judging.open(of).map(({ number }) => number);
  return { files, judging, gold, left };
}

describe("judging", () => {
  test("keeps at once what was decided, and never asks it again", async () => {
    const { files, judging, gold, left } = await open();
    await judging.decide(gold, [no(1, 3)]);
    expect(left()).toEqual([2, 4]);
    expect(files.lines("v/pump/amara.jsonl")).toHaveLength(2);
    expect((await open(files)).left()).toEqual([2, 4]);
  });

  test("is of each judge by themselves", async () => {
    const { files, judging, gold } = await open();
    await judging.decide(gold, [no(1, 2, 3, 4)]);
    const ben = await open(files, { judge: { ...amara, judge: "ben" } });
    expect(ben.left()).toEqual([1, 2, 3, 4]);
  });

  test.each<[string, PairDecision[], RegExp]>([
    ["a second decision that does not hold", [no(1), { ...no(2), why: "" }], /Every verdict/u],
    ["a candidate in two decisions", [no(1), no(1, 2)], /named twice/u],
    ["a candidate that is not there", [no(9)], /no candidate 9/u],
  ])("keeps nothing of %s", async (_what, decisions, sentence) => {
    const { files, judging, gold, left } = await open();
    await expect(judging.decide(gold, decisions)).rejects.toThrow(sentence);
    expect(left()).toEqual([1, 2, 3, 4]);
    expect([...files.texts.keys()]).toEqual([]);
  });

  test("takes the same pair once when it is sent twice at once", async () => {
    const { files, judging, gold } = await open();
    const sent = await Promise.allSettled([
      judging.decide(gold, [no(1)]),
      judging.decide(gold, [no(1)]),
    ]);
    expect(sent.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect(files.lines("v/pump/amara.jsonl")).toHaveLength(2);
  });

  test("asks again what was reopened; what was said last stands", async () => {
    const { files, judging, gold, left } = await open();
    await judging.decide(gold, [no(1)]);
    const [first] = gold.candidates;
    judging.reopen(gold, [first?.key ?? ""]);
    expect(left()).toContain(1);
    await judging.decide(gold, [{ ...no(1), verdict: "LENIENT" }]);
    expect(left()).not.toContain(1);
    const again = await open(files);
    expect(again.judging.said(again.gold).get(first?.key ?? "")?.verdict).toBe("LENIENT");
  });

  test("is refused where the name is that of a model's verdicts", async () => {
    const { files, judging, gold } = await open(undefined, {
      judge: { judge: "amara", kind: "model", by: "m1" },
    });
    await judging.decide(gold, [no(1)]);
    await expect(open(files)).rejects.toThrow(/as the model m1, and would now be a person/u);
  });

  test("is refused where a key does not stand for its words", async () => {
    const text = JSON.stringify(run).replace("A unit is mixed up.", "Another text.");
    const changed = JSON.parse(text) as EvalRun;
    await expect(open(undefined, { run: changed })).rejects.toThrow(/rank 1, key: expected/u);
  });

  test("of one case names those that there are when it is not there", async () => {
    const files = createVerdictMemory();
    const opening = openJudging({ files, folder: "v", run, judge: amara, only: "bed" });
    await expect(opening).rejects.toThrow("The result has no case “bed”. It has pump.");
  });
});
