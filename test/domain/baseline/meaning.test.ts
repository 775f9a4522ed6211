import { expect, test } from "vitest";
import { sayMeaning, toApprover } from "../../../src/domain/baseline/meaning.ts";

const person = {
  id: "a-1",
  name: "Zoë Fenn",
  role: "cso",
  body: "GMC",
  number: "7654321",
} as const;
const baseline = {
  product: "Sablewick",
  standard: "dcb0129",
  number: 2,
  description: 3,
  unmet: 0,
} as const;

test("only a Clinical Safety Officer with body and number approves", () => {
  expect(toApprover(person)).toEqual(person);
  expect(toApprover({ ...person, role: "contributor" })).toBeNull();
  expect(toApprover({ ...person, body: null })).toBeNull();
  expect(toApprover({ ...person, number: null })).toBeNull();
});

test("the signature says who, what, for which description, and what it does not say", () => {
  expect(sayMeaning(person, baseline)).toBe(
    "I, Zoë Fenn, Clinical Safety Officer (GMC 7654321), approve baseline 2 of the hazard log of Sablewick, which is for version 3 of its description (DCB0129 3.3.2). I have reviewed its hazards, controls, scores, evaluations and evidence as they are recorded in it. No condition is listed in it as not met. My approval does not say that the list of hazards is complete.",
  );
});

test.each([
  [1, "One condition is listed in it as not met; I approve it all the same"],
  [3, "3 conditions are listed in it as not met; I approve it all the same"],
])("%i conditions that are not met are part of what is signed", (unmet, words) => {
  expect(sayMeaning(person, { ...baseline, unmet })).toContain(words);
});

test("a deployer's log cites no clause of the maker's standard", () => {
  expect(sayMeaning(person, { ...baseline, standard: "dcb0160" })).not.toContain("DCB0129");
});
