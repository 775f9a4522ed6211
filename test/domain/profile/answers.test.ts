import { describe, expect, test } from "vitest";
import { appendAnswers } from "../../../src/domain/profile/answers.ts";
import type { Profile } from "../../../src/domain/profile/profile.ts";
import { answerLabels } from "../../../src/domain/profile/questions.ts";
import { readProfile } from "../../../src/domain/profile/read.ts";
import { sectionRole } from "../../../src/domain/text/segments.ts";
import { loadVocabulary } from "../../../src/infra/files/vocabulary.ts";

const vocabulary = await loadVocabulary();
const read = (text: string): Profile => {
  const profile = readProfile("Velmar", text, vocabulary);
  if (profile === null) throw new Error("Expected a description with an intended use.");
  return profile;
};
const silent = "# Velmar\n\nIntended use: to help with care.\n\nIt uses a language model.\n";
const facetsOf = ({ facets, excluded }: Profile) => ({
  has: facets.map(({ id }) => id),
  lacks: excluded.map(({ id }) => id),
});
const asked = (profile: Profile) => profile.questions.map(({ id }) => id);
const answered = (question: string, text: string): Profile =>
  read(appendAnswers(silent, [{ question, text }]));

describe("an answer in the description", () => {
  test.each([...answerLabels])("to %s stands under a label that says nothing: %s", (id, label) => {
    expect(sectionRole(label)).toBe("other");
    const before = read(silent);
    const after = answered(id, "It depends.");
    expect(facetsOf(after)).toEqual(facetsOf(before));
    expect(after.functions).toEqual(before.functions);
    expect(asked(after)).toEqual(asked(before).filter((open) => open !== id));
  });

  test("labels are told apart", () => {
    expect(new Set(answerLabels.values()).size).toBe(answerLabels.size);
  });

  test.each([
    ["children", "Yes, from 2 years.", "children", null],
    ["children", "From 2 to 16 years.", "children", null],
    ["children", "Ages 12 and over.", "children", null],
    ["children", "No lower limit: all ages.", "children", null],
    ["children", "No.", null, "children"],
    ["children", "No, it is for those over 18.", null, "children"],
    ["children", "From 18 years.", null, null],
    ["children", "Not under 16 years.", null, "children"],
    ["write-back", "Nothing.", null, "record-write-back"],
    ["write-back", "It writes back the approved note to the record.", "record-write-back", null],
    ["third-parties", "None.", null, "third-party-service"],
  ])("to %s is read: %j", (question, text, has, lacks) => {
    const before = facetsOf(read(silent));
    const after = facetsOf(answered(question, text));
    expect(after.has.filter((id) => !before.has.includes(id))).toEqual(has === null ? [] : [has]);
    expect(after.lacks).toEqual(lacks === null ? [] : [lacks]);
  });

  test("is quoted without its label where it is bare", () => {
    const facet = answered("children", "Yes, from 2 years.").facets.find(
      ({ id }) => id === "children",
    );
    expect(facet?.spans.map(({ quote }) => quote)).toEqual(["Yes, from 2 years."]);
  });

  test("says nothing anew of what the product is for", () => {
    const purpose = "Velmar is intended to help nurses to triage patients.";
    expect(answered("users", purpose).intendedUse.quote).toBe("to help with care.");
  });

  test("leaves the functions of before their keys, and adds its own after them", () => {
    const described = `${silent}\n- It drafts the consultation note.\n- It books appointments.\n`;
    const before = read(described).functions;
    const text = "It writes back the approved note to the record.";
    const after = read(appendAnswers(described, [{ question: "write-back", text }])).functions;
    expect(before.length).toBeGreaterThan(1);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length).map(({ capabilities }) => capabilities)).toEqual([
      expect.arrayContaining(["record-write-back"]),
    ]);
  });
});

describe("appending answers", () => {
  test("begins a section at the end, and goes on in it", () => {
    const once = appendAnswers(silent, [{ question: "children", text: " Yes,\n from 2 years. " }]);
    expect(once).toBe(`${silent}\n## Answers from the maker\n\n- Ages: Yes, from 2 years.\n`);
    const twice = appendAnswers(`${once}\n## Afterwards\n\nMore.\n`, [
      { question: "users", text: "Nurses." },
      { question: "settings", text: "Wards." },
    ]);
    expect(twice).toBe(`${once}- Roles: Nurses.\n- Places: Wards.\n\n## Afterwards\n\nMore.\n`);
  });

  test("changes nothing of what stands there, however it ends", () => {
    for (const text of ["It is for care.", "It is for care.\n", "It is for care.\n\n"]) {
      const added = appendAnswers(text, [{ question: "users", text: "Nurses." }]);
      expect(added.startsWith(text)).toBe(true);
      expect(added.slice("It is for care.".length)).toBe(
        "\n\n## Answers from the maker\n\n- Roles: Nurses.\n",
      );
    }
  });

  test("refuses a question that there is none of", () => {
    expect(() => appendAnswers(silent, [{ question: "colour", text: "Red." }])).toThrow(/colour/u);
  });
});
