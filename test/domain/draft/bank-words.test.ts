import { describe, expect, test } from "vitest";
import { readBankWords } from "../../../src/domain/draft/bank-words.ts";
import { stemOf } from "../../../src/domain/text/words.ts";
import { createBankFiles } from "../../../src/infra/files/bank.ts";
import { loadVocabulary } from "../../../src/infra/files/vocabulary.ts";
import { makeBankEntry } from "../../support/make-bank.ts";

const shipped = readBankWords(await createBankFiles(await loadVocabulary()).load());

describe("a thing of which few prior hazards speak", () => {
  test.each(["eye", "twins", "pump", "fridge", "interpreter"])("is named by “%s”", (word) => {
    expect(shipped.isRareThing(stemOf(word))).toBe(true);
  });

  test.each([
    ["patient", "of which most speak"],
    ["late", "no thing"],
    ["severe", "no thing"],
    ["piece", "of any trade"],
    ["symptom", "of any trade"],
    ["statement", "of any trade"],
    ["helicopter", "of which none speaks"],
  ])("is not named by “%s”, %s", (word) => {
    expect(shipped.isRareThing(stemOf(word))).toBe(false);
  });
});

describe("how rare a word is", () => {
  const speaking = (id: string, situation: string) => makeBankEntry({ id, situation });
  const words = readBankWords([
    speaking("one", "The pendant of the patient is lost."),
    speaking("two", "The patient is called late."),
    speaking("three", "The patient is called early."),
  ]);

  test("grows the fewer entries have it, and is nothing where none has", () => {
    expect(words.rarity(stemOf("pendant"))).toBeGreaterThan(words.rarity(stemOf("called")));
    expect(words.rarity(stemOf("called"))).toBeGreaterThan(words.rarity(stemOf("patient")));
    expect(words.rarity(stemOf("helicopter"))).toBe(0);
  });

  test("does not change when the same entries are read again", () => {
    const again = [speaking("one", "The pendant of the patient is lost.")];
    const [first, second] = [readBankWords(again), readBankWords(again)];
    expect(second.rarity(stemOf("pendant"))).toBe(first.rarity(stemOf("pendant")));
  });
});
