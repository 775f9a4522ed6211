import { describe, expect, test } from "vitest";
import type { BankEntry } from "../../../src/domain/bank/entry.ts";
import { planCells } from "../../../src/domain/cell/cell.ts";
import {
  affectedCells,
  affectedEntries,
  type Reading,
} from "../../../src/domain/draft/affected.ts";
import { createSpeaksOf } from "../../../src/domain/draft/spoken.ts";
import { appendAnswers } from "../../../src/domain/profile/answers.ts";
import { readKeptProfile } from "../../../src/domain/profile/read.ts";
import { loadVocabulary } from "../../../src/infra/files/vocabulary.ts";
import { fixtureBank, makeBankEntry } from "../../support/make-bank.ts";
import { makeDescription } from "../../support/make-description.ts";

const vocabulary = await loadVocabulary();
const speaksOf = createSpeaksOf(vocabulary);
const labels = new Map([...vocabulary.facets].map(([key, { label }]) => [key, label]));
const described = makeDescription();

const readingOf = (
  description: string,
  entries: readonly BankEntry[],
  similarity: (id: string) => number = () => 0.5,
): Reading => ({
  description,
  profile: readKeptProfile("Sablewick", description, vocabulary),
  near: new Map(entries.map(({ id }) => [id, similarity(id)])),
});
const cellsAfter = (description: string): string[] =>
  affectedCells(readingOf(described, []).profile, readingOf(description, []).profile).map(
    ({ key }) => key,
  );
function entriesAfter(
  description: string,
  entries: readonly BankEntry[] = bank,
  similarity?: (id: string) => number,
): string[] {
  const known = {
    entries: new Map(entries.map((entry) => [entry.id, entry])),
    bounds: { close: 0.8, related: 0.4 },
    labels,
    speaksOf,
  };
  const before = readingOf(described, entries);
  return [...affectedEntries(before, readingOf(description, entries, similarity), known)].sort();
}

const ofChildren = makeBankEntry({
  id: "weight-of-child",
  name: "Weight of a child left out",
  lens: "more-exposed",
  facets: { moreExposed: ["children"] },
});
const withCause = makeBankEntry({
  id: "parent-speaks",
  name: "Parent taken for the patient",
  causes: [
    { id: "c1", kind: "model", text: "Speakers are told apart by order." },
    { id: "c2", kind: "human", text: "A parent speaks for the child.", when: ["children"] },
  ],
});
const bank = [...fixtureBank, ofChildren, withCause];
const answer = (question: string, text: string): string =>
  appendAnswers(described, [{ question, text }]);
const ageAnswered = answer("children", "Yes, from 2 years.");

describe("nothing changed", () => {
  test("no cell and no prior hazard is affected", () => {
    expect(cellsAfter(described)).toEqual([]);
    expect(entriesAfter(described)).toEqual([]);
  });

  test("nor where only the place of the words has changed", () => {
    const moved = `\n\n${described}`;
    expect(cellsAfter(moved)).toEqual([]);
    expect(entriesAfter(moved)).toEqual([]);
  });
});

describe("an answer about children", () => {
  test("affects the cell about children alone", () => {
    expect(cellsAfter(ageAnswered)).toEqual(["more-exposed/children"]);
  });

  test("affects the prior hazards about children, and those with a cause bound to them", () => {
    expect(entriesAfter(ageAnswered)).toEqual(["parent-speaks", "weight-of-child"]);
  });
});

describe("an answer that", () => {
  test("adds a function affects its cells and those of its interactions", () => {
    const after = answer("unavailability", "It books appointments by telephone.");
    const functions = readingOf(after, []).profile.functions.map(({ key }) => key);
    const added = functions.at(-1) ?? "";
    const found = new Set(cellsAfter(after));
    const own = planCells(readingOf(after, []).profile).filter((c) => c.functions.includes(added));
    expect(own.length).toBeGreaterThan(12);
    for (const { key } of own) expect(found).toContain(key);
    const others = functions.slice(0, -1).map((key) => `${key}/wrong`);
    for (const key of others) expect(found).not.toContain(key);
  });

  test("states a control affects the prior hazards that it acts on", () => {
    const after = answer(
      "human-check",
      "Each medicine is shown beside the words of the transcript it was taken from.",
    );
    expect(entriesAfter(after, [makeBankEntry()])).toEqual(["stopped-medicine"]);
    expect(entriesAfter(answer("human-check", "A nurse."), [makeBankEntry()])).toEqual([]);
  });

  test("brings a prior hazard above the relevance floor affects it", () => {
    const [entry] = fixtureBank.filter(({ id }) => id === "dose-unit-swapped");
    if (entry === undefined) throw new Error("Expected the fixture's entry.");
    const near = (similarity: number) =>
      entriesAfter(answer("device-status", "No."), [entry], () => similarity);
    expect(near(0.5)).toEqual([]);
    expect(near(3)).toEqual(["dose-unit-swapped"]);
  });

  test("takes a prior hazard away affects nothing: there is nothing to draft", () => {
    const text = "It does not write back to the record.";
    const entries = [makeBankEntry({ id: "w", facets: { capabilities: ["record-write-back"] } })];
    const unsaid = described.replace(" and the note is written back to the patient's record", "");
    const before = readingOf(unsaid, entries);
    const after = readingOf(
      appendAnswers(unsaid, [{ question: "write-back", text }]),
      entries,
      () => 0.9,
    );
    const known = { entries: new Map([["w", entries[0] ?? makeBankEntry()]]), labels, speaksOf };
    const bounds = { close: 0.8, related: 0.4 };
    expect([...affectedEntries(before, after, { ...known, bounds })]).toEqual([]);
  });
});
