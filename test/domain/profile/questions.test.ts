import { describe, expect, test } from "vitest";
import { readProfile } from "../../../src/domain/profile/read.ts";
import { loadVocabulary } from "../../../src/infra/files/vocabulary.ts";

const vocabulary = await loadVocabulary();
const asked = (text: string): string[] =>
  readProfile("Velmar", text, vocabulary)?.questions.map(({ id }) => id) ?? [];

const silent = "# Velmar\n\nIntended use: to help with care.\n\nIt makes text.\n";
const silentWithAi = `${silent}\nIt uses a language model.\n`;

const ofEveryProduct = [
  "users",
  "settings",
  "children",
  "write-back",
  "languages",
  "device-status",
  "unavailability",
  "identity",
  "third-parties",
  "more-exposed",
];
const ofAi = ["human-check", "model-change"];

describe("a description that says nothing but its purpose", () => {
  test("is asked about everything", () => {
    expect(asked(silent)).toEqual(ofEveryProduct);
  });

  test("is asked about its model where it has one, and about languages still", () => {
    expect([...asked(silentWithAi)].sort()).toEqual([...ofEveryProduct, ...ofAi].sort());
  });

  test("is asked in questions with their reason, each once", () => {
    const questions = readProfile("Velmar", silentWithAi, vocabulary)?.questions ?? [];
    expect(questions).toHaveLength(12);
    expect(new Set(questions.map(({ id }) => id)).size).toBe(12);
    for (const { text, why } of questions) {
      expect(text).toMatch(/\?$/u);
      expect(why).toMatch(/\.$/u);
    }
  });
});

describe("a question is no longer asked once the text answers it", () => {
  test.each([
    ["users", "Nurses use it."],
    ["users", "It is not used by doctors."],
    ["settings", "It runs in general practice."],
    ["settings", "Not for hospital wards."],
    ["children", "For adults only."],
    ["children", "Children are excluded."],
    ["children", "Patients aged 5 and up."],
    ["write-back", "It writes to the record."],
    ["write-back", "Access is read-only."],
    ["write-back", "It does not write back to the record."],
    ["languages", "English and Welsh are supported."],
    ["languages", "It supports other languages."],
    ["device-status", "It is not a medical device."],
    ["device-status", "It is a class IIa device."],
    ["device-status", "UKCA marked."],
    ["unavailability", "Without a network it works offline."],
    ["unavailability", "During downtime, paper is used."],
    ["identity", "The NHS number links data."],
    ["identity", "The patient banner is shown."],
    ["third-parties", "It is hosted in the cloud."],
    ["third-parties", "It depends on a third-party service."],
    ["human-check", "A person approves the text."],
    ["model-change", "A model update is tested first."],
    ["more-exposed", "It was tested with older people."],
    ["more-exposed", "Deaf users are offered captions."],
  ])("%s: %j", (id, answer) => {
    expect(asked(silentWithAi)).toContain(id);
    expect(asked(`${silentWithAi}\n${answer}\n`)).not.toContain(id);
  });

  test.each([
    ["languages", "A large language model and two language-models run."],
    ["device-status", "It reads data from medical devices."],
    ["children", "It shows a list."],
    ["unavailability", "It is available."],
    ["users", "It has screens."],
  ])("and still asked when it does not: %s: %j", (id, text) => {
    expect(asked(`${silentWithAi}\n${text}\n`)).toContain(id);
  });

  test("what a model does is not asked of a product that denies having one", () => {
    const found = asked(`${silent}\nIt does not use a language model.\n`);
    expect(found).not.toContain("model-change");
    expect(found).not.toContain("human-check");
  });
});
