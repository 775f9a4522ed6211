import { describe, expect, test } from "vitest";
import {
  takeAssessments,
  toAssessmentTemplate,
  type AssessmentAnswers,
} from "../../../src/app/evaluation/assessment-answers.ts";
import { openAssessing } from "../../../src/app/evaluation/assessing.ts";
import { makeJudgedRun } from "../../support/make-judged-run.ts";
import { createVerdictMemory } from "../../support/verdict-memory.ts";

type ListAnswers = AssessmentAnswers["cases"][number]["lists"][number];
type Answer = ListAnswers["answers"][number];

const openAmara = (files = createVerdictMemory()) =>
  openAssessing({
    files,
    folder: "v",
    run: makeJudgedRun(),
    judge: { judge: "amara", kind: "person", by: null },
  });
const accept = (candidate: string): Answer => ({
  candidate,
  accept: "accept",
  sameAs: null,
  invented: [],
  why: "A true hazard.",
});

/** Every open candidate accepted, but for what is changed in the first list. */
async function answer(change: (list: ListAnswers) => Partial<ListAnswers> = () => ({})) {
  const files = createVerdictMemory();
  const assessing = await openAmara(files);
  const template = toAssessmentTemplate(assessing);
  const cases = template.cases.map((one) => ({
    ...one,
    lists: one.lists
      .map((list) => ({ ...list, answers: list.open.map(accept) }))
      .map((list, i) => (i === 0 ? { ...list, ...change(list) } : list)),
  }));
  return { files, assessing, answers: { ...template, cases } };
}
const last = (list: ListAnswers): string => list.open.at(-1) ?? "";

describe("assessments of lists", () => {
  test("are kept under the hash of the description, each text once", async () => {
    const { files, assessing, answers } = await answer((list) => ({
      answers: list.open.map((id) =>
        id === last(list)
          ? { ...accept(id), accept: "no", sameAs: "A1", invented: ["A bed."] }
          : accept(id),
      ),
    }));
    expect(await takeAssessments(assessing, answers)).toEqual({ decided: 4, left: 0 });
    const [head, ...lines] = files.lines("v/pump/amara.assessments.jsonl");
    expect(head).toMatchObject({ format: "hazid-assessments-1", judge: "amara", kind: "person" });
    expect(lines).toHaveLength(4);
    const [one] = answers.cases;
    const key = one?.lists[0]?.candidates["A1"];
    expect(lines).toContainEqual(
      expect.objectContaining({ sameAs: key, invented: ["A bed."], description: one?.description }),
    );
    expect(files.lines("v/pump/candidates.jsonl")).toHaveLength(4);
    expect((await openAmara(files)).open()).toEqual([]);
  });

  test("may leave some, and they are asked again", async () => {
    const { files, assessing, answers } = await answer((list) => ({
      answers: list.answers.slice(1),
      left: ["A1"],
    }));
    expect(await takeAssessments(assessing, answers)).toEqual({ decided: 3, left: 1 });
    const again = toAssessmentTemplate(await openAmara(files));
    expect(again.cases[0]?.lists.map(({ open }) => open)).toEqual([["A1"]]);
  });

  test.each<[string, (list: ListAnswers) => Partial<ListAnswers>, RegExp]>([
    [
      "one that is forgotten",
      (l) => ({ answers: l.answers.slice(1) }),
      /lists\.0: neither .* A1\./u,
    ],
    [
      "one that is not there",
      (l) => ({ answers: [...l.answers, accept("A9")] }),
      /answers\.\d\.candidate: there is no candidate A9 in list A/u,
    ],
    ["one that is named twice", () => ({ left: ["A1"] }), /left\.0: A1 is named twice/u],
    [
      "a repetition of a later one",
      (l) => ({
        answers: l.answers.map((a) => (a.candidate === "A1" ? { ...a, sameAs: "A2" } : a)),
      }),
      /answers\.0\.sameAs: expected a candidate before A1/u,
    ],
    [
      "a repetition of itself",
      (l) => ({ answers: l.answers.map((a) => ({ ...a, sameAs: a.candidate })) }),
      /answers\.0\.sameAs/u,
    ],
    [
      "a list that is not there",
      () => ({ list: "Q" }),
      /lists\.0\.list: nothing is open in a list Q/u,
    ],
    [
      "another candidate",
      () => ({ candidates: { A1: "0" } }),
      /candidates\.A1: not the candidate/u,
    ],
  ])("are refused for %s, and nothing is kept", async (_what, change, sentence) => {
    const { files, assessing, answers } = await answer(change);
    await expect(takeAssessments(assessing, answers)).rejects.toThrow(sentence);
    expect([...files.texts.keys()]).toEqual([]);
  });
});
