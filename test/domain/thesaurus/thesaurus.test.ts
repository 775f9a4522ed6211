import { describe, expect, test } from "vitest";
import {
  compileThesaurus,
  createConceptFinder,
  type ThesaurusConcept,
} from "../../../src/domain/thesaurus/thesaurus.ts";
import { wordsOf } from "../../../src/domain/text/words.ts";

const makeConcept = (
  concept: string,
  terms: string[],
  related: string[] = [],
): ThesaurusConcept => ({ concept, label: concept, terms, related });

const concepts = [
  makeConcept("patient", ["patient", "service user"], ["wrong-patient"]),
  makeConcept("wrong-patient", ["wrong patient", "patient mix up"]),
  makeConcept("incorrect", ["wrong", "incorrect"]),
  makeConcept("not-sent", ["not sent", "never sent"]),
  makeConcept("sent", ["sent", "dispatched"]),
  makeConcept("long", ["user and the record", "record lock"]),
];
const thesaurus = compileThesaurus(concepts);
const find = createConceptFinder(thesaurus);
const found = (text: string): (string | undefined)[] =>
  find(wordsOf(text).map(({ stem }) => stem)).map(({ concept }) => thesaurus.concepts[concept]);

describe("concepts of a text", () => {
  test.each([
    ["the longest term wins", "Shown for the wrong patients.", ["wrong-patient"]],
    ["its words may stand apart in nothing but case and signs", "Wrong-PATIENT", ["wrong-patient"]],
    ["small words are matched", "It was not sent, then dispatched", ["not-sent", "sent"]],
    ["words that are apart are no phrase", "wrong about the patient", ["incorrect", "patient"]],
    ["a longer term wins though it begins later", "service user and the record", ["long"]],
    ["each place is found", "patient to patient", ["patient", "patient"]],
    ["there may be none", "Oxygen runs empty", []],
    ["or no words", "", []],
    ["names of methods are words", "constructor __proto__ toString", []],
  ])("%s", (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test("are read both ways where they are related", () => {
    expect(thesaurus.related.slice(0, 2)).toEqual([[1], [0]]);
  });

  test.each([
    ["twice", [...concepts, makeConcept("sent", ["posted", "mailed"])], "“sent” stands in the"],
    ["under “sent” and", [...concepts, makeConcept("x", ["a", "Sent"])], "The term “Sent” stands"],
    ["unknown", [makeConcept("x", ["a", "b"], ["y"])], "“x” is related to “y”"],
  ])("are refused: %s", (_, wrong, sentence) => {
    expect(() => compileThesaurus(wrong)).toThrow(sentence);
  });
});
