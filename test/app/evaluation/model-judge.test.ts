import { describe, expect, test } from "vitest";
import { createModelJudge } from "../../../src/app/evaluation/model-judge.ts";
import { UnreadableAnswer } from "../../../src/app/evaluation/unreadable-answer.ts";
import type { Gold } from "../../../src/domain/evaluation/case.ts";
import { $Verdict, goldKey, type Verdict } from "../../../src/domain/evaluation/verdict.ts";
import { makeChat, makePrompt } from "../../support/fake-chat.ts";

const gold: Gold = {
  id: "g-secret",
  hazard: "A bed is shown as free",
  effect: "",
  harm: "Delay",
  causes: ["Moves are entered late", "The feed stops"],
  core: true,
  kinds: ["silent"],
};
const makeCandidate = (n: number) => ({
  key: `key-${n}`,
  hazard: `Hazard ${n}`,
  effect: "",
  harm: "",
  causes: [],
  rank: n,
  lens: "function",
});
const two = [makeCandidate(1), makeCandidate(2)];
const strict = { candidate: 1, verdict: "STRICT", causes: [2, 1, 2], why: "The same bed" };
const no = { candidate: 2, verdict: "NO", causes: [], why: "Another situation" };

const makeJudge = (...answers: unknown[]) => {
  const { chat, asked } = makeChat(...answers);
  return {
    judge: createModelJudge({ name: "model-a", chat, prompt: makePrompt("judge-pair") }),
    asked,
  };
};

async function verdictsOf(
  { judge }: Pick<ReturnType<typeof makeJudge>, "judge">,
  candidates = two,
): Promise<Verdict[]> {
  const found: Verdict[] = [];
  for await (const { verdicts } of judge.judge(gold, candidates)) found.push(...verdicts);
  return found;
}

describe("a model as judge", () => {
  test("has a file that says which model, and which prompt by its hash", () => {
    expect(makeJudge().judge.head).toEqual({
      format: "hazid-verdicts-1",
      judge: "model-a",
      kind: "model",
      by: "model-7b, judge-pair@3 abababababababab",
    });
  });

  test("decides each candidate, in the order in which they were given", async () => {
    const verdicts = await verdictsOf(makeJudge({ verdicts: [no, strict] }));
    const shared = { gold: "g-secret", goldKey: goldKey(gold) };
    expect(verdicts).toEqual([
      { ...shared, candidates: ["key-1"], verdict: "STRICT", causes: [1, 2], why: "The same bed" },
      { ...shared, candidates: ["key-2"], verdict: "NO", causes: [], why: "Another situation" },
    ]);
    expect(verdicts.map((verdict) => $Verdict.parse(verdict))).toEqual(verdicts);
  });

  test("sees words alone: no id, key, rank, lens or kind", async () => {
    const made = makeJudge({ verdicts: [strict, no] });
    await verdictsOf(made);
    const [{ text } = { text: "" }] = made.asked;
    expect(text).toContain('"cause": "The feed stops"');
    expect(text).toContain('"hazard": "Hazard 2"');
    expect(text).not.toMatch(/g-secret|key-\d|rank|lens|silent/u);
  });

  test("is shown many candidates some at a time, and what it decided before is kept", async () => {
    const many = Array.from({ length: 30 }, (_, i) => makeCandidate(i + 1));
    const all = (count: number) => ({
      verdicts: Array.from({ length: count }, (_, i) => ({ ...no, candidate: i + 1 })),
    });
    const kept: Verdict[] = [];
    const { judge, asked } = makeJudge(all(25), all(4));
    const judging = async () => {
      for await (const { verdicts, tokens } of judge.judge(gold, many)) {
        kept.push(...verdicts);
        expect(tokens).toEqual({ in: 100, out: 40 });
      }
    };
    await expect(judging()).rejects.toThrow("it leaves out candidate 5");
    expect(asked).toHaveLength(2);
    expect(kept.flatMap(({ candidates }) => candidates)).toEqual(
      many.slice(0, 25).map(({ key }) => key),
    );
  });

  test("is not asked about nothing", async () => {
    const made = makeJudge({ verdicts: [] });
    expect(await verdictsOf(made, [])).toEqual([]);
    expect(made.asked).toEqual([]);
  });

  test.each<[string, unknown[], string]>([
    ["leaves one out", [strict], "it leaves out candidate 2"],
    ["names one that is not there", [strict, no, { ...no, candidate: 3 }], "no candidate 3"],
    ["decides one twice", [strict, no, no], "it decides candidate 2 more than once"],
    ["names a cause that is not there", [{ ...strict, causes: [3] }, no], "names cause 3 of 2"],
    ["says NO with causes", [strict, { ...no, causes: [1] }], "candidate 2 is NO with causes"],
    ["says STRICT without one", [{ ...strict, causes: [] }, no], "candidate 1 is STRICT without"],
    ["gives no reason", [strict, { ...no, why: " " }], "why"],
    ["has a level of its own", [strict, { ...no, verdict: "MAYBE" }], "verdict"],
  ])("is refused, with all it said, where it %s", async (_what, verdicts, sentence) => {
    const refused: unknown = await verdictsOf(makeJudge({ verdicts })).catch(
      (error: unknown) => error,
    );
    if (!(refused instanceof UnreadableAnswer)) throw new Error("expected an unreadable answer");
    expect(refused.message).toContain(sentence);
    expect(refused.raw).toBe(JSON.stringify({ verdicts }));
    expect(refused.tokens).toEqual({ in: 100, out: 40 });
  });
});
