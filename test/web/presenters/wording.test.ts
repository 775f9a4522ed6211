import { describe, expect, test } from "vitest";
import type { BankEntry } from "../../../src/domain/bank/entry.ts";
import type { Candidate } from "../../../src/domain/candidate/candidate.ts";
import { presentWordingDifference } from "../../../src/web/presenters/wording.ts";
import { makeBankEntry } from "../../support/make-bank.ts";
import { makeCandidate, makeShown } from "../make-shown.ts";

const entry: BankEntry = {
  ...makeBankEntry(),
  name: "Stopped medicine listed",
  effects: ["It is prescribed again.", "Nobody asks the patient."],
  harms: ["The patient is overdosed."],
};
const present = (overrides: Partial<Candidate>, situation = `bank:${entry.id}`) => {
  const shown = makeShown(makeCandidate(overrides), { prior: [entry] });
  return presentWordingDifference({ ...shown, suggestion: { ...shown.suggestion, situation } });
};
const asDrafted = {
  title: entry.name,
  hazard: entry.situation,
  effect: entry.effects.toReversed().join(" "),
  harm: entry.harms.join(" "),
  causes: entry.causes.map(({ text, kind }) => ({ text, kind })),
};
const changedIn = (difference: ReturnType<typeof present>) =>
  difference?.fields.filter(({ same }) => !same).map(({ label }) => label);

describe("the words of a suggestion beside the bank's", () => {
  test("the bank's own words are told as such, in whatever order they were joined", () => {
    const difference = present(asDrafted);
    expect([changedIn(difference), difference?.leftOut]).toEqual([[], []]);
    expect(difference?.entry).toBe(`${entry.id}, version ${entry.version}`);
  });

  test("a word that was changed is told in its place", () => {
    const difference = present({ ...asDrafted, harm: "The child is overdosed." });
    expect(changedIn(difference)).toEqual(["Harm"]);
    expect(difference?.fields.find(({ label }) => label === "Harm")?.runs).toEqual([
      { kind: "same", text: "The" },
      { kind: "removed", text: "patient" },
      { kind: "added", text: "child" },
      { kind: "same", text: "is overdosed." },
    ]);
  });

  test("a cause of its own is all added, and the bank's that it leaves are named", () => {
    const [first, ...others] = asDrafted.causes;
    const own = { text: "Zinc floats over marble halls.", kind: "human" as const };
    const difference = present({ ...asDrafted, causes: [...others, own] });
    expect(difference?.leftOut).toEqual([first?.text]);
    expect(difference?.fields.at(-1)?.runs).toEqual([{ kind: "added", text: own.text }]);
  });

  test("there is none where it only cites an entry, or drafts one that may not be shown", () => {
    expect(present(asDrafted, "words:0")).toBeNull();
    expect(present(asDrafted, "bank:another")).toBeNull();
  });
});
