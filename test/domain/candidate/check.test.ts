import { describe, expect, test } from "vitest";
import type { Candidate } from "../../../src/domain/candidate/candidate.ts";
import { checkDrafts } from "../../../src/domain/candidate/check.ts";
import { spanOf } from "../../../src/domain/text/span.ts";
import { makeCandidate as makeCandidateOf, makeDraft } from "../../support/make-draft.ts";
import { makeProfile } from "../profile/make-profile.ts";

const description = "Velmar drafts letters. The clinician approves every letter. 🩺 It triages.";
const context = { description, retrieved: new Set(["rx-dose@2"]) };

const quote = (words: string) => {
  const start = description.indexOf(words);
  return spanOf(description, start, start + words.length);
};
const makeCandidate = (overrides: Partial<Candidate> = {}): Candidate =>
  makeCandidateOf(
    { profile: makeProfile() },
    { evidence: { product: [quote("Velmar drafts letters.")], bank: [] }, ...overrides },
  );
const [control] = makeCandidate().controls;
const [cause] = makeCandidate().causes;
if (control === undefined || cause === undefined) throw new Error("expected a cause and control");

const issuesOf = (content: unknown): readonly string[] | null =>
  checkDrafts([makeDraft(content)], context).refused[0]?.issues ?? null;
const bank = (id: string, version: number) => ({
  product: [quote("It triages.")],
  bank: [{ id, version, nearness: "close" as const }],
});
const evidence = (...product: Candidate["evidence"]["product"]) => ({ product, bank: [] });

describe("a draft that holds", () => {
  test.each<[string, Partial<Candidate>]>([
    ["with its words in place", {}],
    ["with a quote after an emoji", { evidence: evidence(quote("It triages.")) }],
    ["with a prior hazard that was retrieved", { evidence: bank("rx-dose", 2) }],
    [
      "with a stated control and its place",
      { controls: [{ ...control, basis: "stated", span: quote("approves every letter") }] },
    ],
    ["with harm in clinical words", { harm: "Major haemorrhage in a high-risk pregnancy." }],
    ["with a number that is no NHS number", { harm: "Call 020 7946 0958." }],
  ])("%s is kept as it is", (_how, overrides) => {
    const draft = makeDraft(makeCandidate(overrides));
    expect(checkDrafts([draft], context)).toEqual({ checked: [draft], refused: [] });
  });
});

describe("a draft that does not hold is refused with its reason, and kept", () => {
  test.each<[string, Partial<Candidate>, string[]]>([
    [
      "words that do not stand there",
      { evidence: evidence({ start: 0, end: 6, quote: "Marlow" }) },
      ["evidence 1: the quoted words do not stand at 0–6"],
    ],
    [
      "words that stand elsewhere",
      { evidence: evidence(quote("Velmar"), { ...quote("letters"), start: 8 }) },
      ["evidence 2: the quoted words do not stand at 8–21"],
    ],
    [
      "words whose end is past the description's",
      { evidence: evidence({ ...quote("It triages."), end: 9999 }) },
      [`evidence 1: the quoted words do not stand at ${quote("It triages.").start}–9999`],
    ],
    [
      "a prior hazard that was not retrieved",
      { evidence: bank("rx-other", 2) },
      ["prior hazard rx-other version 2 was not retrieved"],
    ],
    [
      "another version of one that was",
      { evidence: bank("rx-dose", 1) },
      ["prior hazard rx-dose version 1 was not retrieved"],
    ],
    [
      "a control on a cause that is not there",
      { controls: [{ ...control, actsOn: [1, 3] }] },
      ["control 1: acts on a cause that is not there"],
    ],
    [
      "a stated control without its place",
      { controls: [control, { ...control, basis: "stated" }] },
      ["control 2: a stated control, and no other, names its place"],
    ],
    [
      "a proposed control with a place",
      { controls: [{ ...control, span: quote("letters") }] },
      ["control 1: a stated control, and no other, names its place"],
    ],
    [
      "a stated control whose place says something else",
      { controls: [{ ...control, basis: "stated", span: { start: 0, end: 4, quote: "Xxxx" } }] },
      ["control 1: the quoted words do not stand at 0–4"],
    ],
  ])("%s", (_what, overrides, issues) => {
    const draft = makeDraft(makeCandidate(overrides));
    expect(checkDrafts([draft], context)).toEqual({
      checked: [],
      refused: [{ ...draft, issues }],
    });
  });

  const number = "Her number is 943 476 5919.";
  test.each<[string, Partial<Candidate>]>([
    ["title", { title: number }],
    ["hazard", { hazard: number }],
    ["effect", { effect: number }],
    ["harm", { harm: number }],
    ["people more exposed", { exposed: number }],
    ["function", { function: number }],
    ["an assumption", { assumptions: ["Assumes.", number] }],
    ["a cause", { causes: [cause, { ...cause, text: number }] }],
    ["a control", { controls: [{ ...control, text: number }] }],
    ["how a control works", { controls: [{ ...control, worksIf: "DOB 12/03/1980" }] }],
  ])("a patient identifier in its %s, which is not repeated", (_where, overrides) => {
    const issues = issuesOf(makeCandidate(overrides));
    expect(issues).toEqual(["holds a patient identifier"]);
  });

  const level = "Overdose. Severity: major, of course.";
  test("not of a function: it is named by the description's words, whatever these say", () => {
    expect(
      issuesOf(makeCandidate({ function: "Grades alerts by severity: high, low" })),
    ).toBeNull();
  });
  test.each<[string, Partial<Candidate>]>([
    ["title", { title: level }],
    ["hazard", { hazard: level }],
    ["effect", { effect: level }],
    ["harm", { harm: level }],
    ["people more exposed", { exposed: level }],
    ["an assumption", { assumptions: ["Assumes.", level] }],
    ["a cause", { causes: [cause, { ...cause, text: level }] }],
    ["a control", { controls: [{ ...control, text: level }] }],
    ["how a control works", { controls: [{ ...control, worksIf: level }] }],
  ])("a level of severity in its %s, which is quoted", (_where, overrides) => {
    expect(issuesOf(makeCandidate(overrides))).toEqual([
      "states a level, which only a person may: “Severity: major”",
    ]);
  });

  test("words under an override of direction, which a person reads the other way round", () => {
    const issues = [
      "turns the direction of writing round: its words read otherwise than they stand",
    ];
    expect(issuesOf(makeCandidate({ harm: "\u202E.elbatpecca si ksir ehT\u202C" }))).toEqual(
      issues,
    );
    expect(issuesOf(makeCandidate({ assumptions: ["As \u202D1 level\u202C."] }))).toEqual(issues);
    expect(issuesOf(makeCandidate({ function: "Prints \u202Erettel\u202C" }))).toBeNull();
  });

  test("each text that states a level, in their order", () => {
    const overrides = {
      title: "A high risk of harm",
      harm: "Death, which is very unlikely to happen",
    };
    expect(issuesOf(makeCandidate(overrides))).toEqual([
      "states a level, which only a person may: “A high risk”",
      "states a level, which only a person may: “very unlikely to happen”",
    ]);
  });

  test.each<[string, unknown, RegExp]>([
    ["a field more", { ...makeCandidate(), severity: "Major" }, /severity/u],
    [
      "26 words",
      { ...makeCandidate(), hazard: "word ".repeat(26) },
      /^hazard: .*at most 25 words/u,
    ],
    ["no causes", { ...makeCandidate(), causes: [] }, /^causes: /u],
    ["no object", "a hazard", /expected object/u],
    ["null", null, /expected object/u],
  ])("content with %s, as it came", (_what, content, issue) => {
    const draft = makeDraft(content);
    const { checked, refused } = checkDrafts([draft], context);
    expect(checked).toEqual([]);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.content).toBe(content);
    expect(refused[0]?.origin).toEqual(draft.origin);
    expect(refused[0]?.issues.some((said) => issue.test(said))).toBe(true);
  });

  test("all that is wrong is said at once", () => {
    const issues = issuesOf(
      makeCandidate({
        harm: number,
        controls: [{ ...control, actsOn: [9], basis: "stated" }],
        evidence: { ...bank("rx-other", 1), product: [{ start: 0, end: 1, quote: "x" }] },
      }),
    );
    expect(issues).toHaveLength(5);
  });
});

describe("several drafts", () => {
  test("are told apart, in their order", () => {
    const drafts = ["a", "b", "c", "d"].map((entry, i) =>
      makeDraft(i % 2 === 0 ? makeCandidate() : {}, entry),
    );
    const { checked, refused } = checkDrafts(drafts, context);
    expect(checked.map(({ origin }) => origin.entry)).toEqual(["a", "c"]);
    expect(refused.map(({ origin }) => origin.entry)).toEqual(["b", "d"]);
  });

  test("none gives none", () => {
    expect(checkDrafts([], context)).toEqual({ checked: [], refused: [] });
  });
});
