import { describe, expect, test } from "vitest";
import { openJudging } from "../../../src/app/evaluation/judging.ts";
import { parseAnswers } from "../../../src/app/evaluation/places.ts";
import {
  $VerdictAnswers,
  takeVerdicts,
  toVerdictTemplate,
  type VerdictAnswers,
} from "../../../src/app/evaluation/verdict-answers.ts";
import { makeJudgedRun } from "../../support/make-judged-run.ts";
import { createVerdictMemory } from "../../support/verdict-memory.ts";

type GoldAnswers = VerdictAnswers["cases"][number]["golds"][number];

const openAmara = (files = createVerdictMemory()) =>
  openJudging({
    files,
    folder: "v",
    run: makeJudgedRun(),
    judge: { judge: "amara", kind: "person", by: null },
  });

/** A template with the first known hazard answered as given, and the second left. */
async function answer(change: Partial<GoldAnswers>) {
  const files = createVerdictMemory();
  const judging = await openAmara(files);
  const template = toVerdictTemplate(judging);
  const [one] = template.cases;
  const [first, second] = one?.golds ?? [];
  if (one === undefined || first === undefined || second === undefined) {
    throw new Error("expected two known hazards");
  }
  const golds = [
    { ...first, ...change },
    { ...second, left: second.open },
  ];
  return { files, judging, answers: { ...template, cases: [{ ...one, golds }] } };
}
const strict = { candidates: [2], verdict: "STRICT" as const, causes: [1], why: "Same unit." };

describe("answers to a sheet", () => {
  test("are kept, the rest as NO where that is said", async () => {
    const { files, judging, answers } = await answer({
      answers: [strict],
      restIsNo: "Other situations.",
    });
    expect(await takeVerdicts(judging, answers)).toEqual({ decided: 4, left: 4 });
    expect(files.lines("v/pump/amara.jsonl").slice(1)).toMatchObject([
      { verdict: "STRICT", causes: [1], why: "Same unit." },
      { verdict: "NO", causes: [], why: "Other situations." },
    ]);
  });

  test("may leave what is not decided, and it is asked again", async () => {
    const { files, judging, answers } = await answer({ answers: [strict], left: [1, 3, 4] });
    expect(await takeVerdicts(judging, answers)).toEqual({ decided: 1, left: 7 });
    const again = toVerdictTemplate(await openAmara(files));
    expect(again.cases[0]?.golds.map(({ open }) => open)).toEqual([
      [1, 3, 4],
      [1, 2, 3, 4],
    ]);
  });

  test("are not taken twice", async () => {
    const { judging, answers } = await answer({ answers: [strict], left: [1, 3, 4] });
    await takeVerdicts(judging, answers);
    await expect(takeVerdicts(judging, answers)).rejects.toThrow(
      "cases.0.golds.0.answers.0: Candidate 2 was judged already",
    );
  });

  test.each<[string, Partial<GoldAnswers>, string]>([
    [
      "an open pair that is forgotten",
      { answers: [strict] },
      "golds.0: neither answered nor left: 1, 3, 4",
    ],
    [
      "an unknown number",
      { answers: [{ ...strict, candidates: [7] }], restIsNo: "x" },
      "golds.0.answers.0: There is no candidate 7",
    ],
    [
      "an unknown number that is left",
      { left: [7], restIsNo: "x" },
      "golds.0.left.0: candidate 7 is not open",
    ],
    [
      "a pair that is answered and left",
      { answers: [strict], left: [2], restIsNo: "x" },
      "golds.0.left.0: Candidate 2 is named twice",
    ],
    [
      "an unknown cause",
      { answers: [{ ...strict, causes: [5] }], restIsNo: "x" },
      "golds.0.answers.0: The known hazard has causes 1 to 2; found cause 5",
    ],
    ["an unknown known hazard", { gold: "g9" }, "golds.0.gold: case pump has no known hazard g9"],
    ["another wording", { goldKey: "0" }, "golds.0.goldKey: the known hazard is worded otherwise"],
  ])("are refused for %s, and nothing is kept", async (_what, change, sentence) => {
    const { files, judging, answers } = await answer(change);
    await expect(takeVerdicts(judging, answers)).rejects.toThrow(`cases.0.${sentence}`);
    expect([...files.texts.keys()]).toEqual([]);
  });

  test("are refused when they are of another judge, case, candidate, or say nothing of a hazard", async () => {
    const { judging, answers } = await answer({ restIsNo: "x" });
    const [one] = answers.cases;
    if (one === undefined) throw new Error("expected a case");
    const [first] = one.golds;
    const refused = (change: Partial<VerdictAnswers>) =>
      expect(takeVerdicts(judging, { ...answers, ...change })).rejects;
    await refused({ judge: "ben" }).toThrow("judge: expected amara, found ben");
    await refused({ cases: [{ ...one, case: "bed" }] }).toThrow(
      "cases.0.case: there is no case bed",
    );
    await refused({ cases: [{ ...one, candidates: { ...one.candidates, 2: "0" } }] }).toThrow(
      "cases.0.candidates.2: not the candidate",
    );
    await refused({ cases: [{ ...one, golds: [first, first].flatMap((g) => g ?? []) }] }).toThrow(
      "cases.0.golds.1.gold: the known hazard g1 is answered twice",
    );
    await refused({ cases: [] }).toThrow("nothing is said of the known hazard g2 of case pump");
  });

  test.each([
    ["{", /Expected JSON in a\.json/u],
    ["{}", /^format: /mu],
    ['{"format":"hazid-verdict-answers-1","judge":"a","cases":[{}]}', /^cases\.0\.golds: /mu],
  ])("are read with file or place: %s", (text, sentence) => {
    expect(() => parseAnswers($VerdictAnswers, "a.json", text)).toThrow(sentence);
  });
});
