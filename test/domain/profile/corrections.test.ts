import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { facetKey, type Facet } from "../../../src/domain/facet/vocabulary.ts";
import { searchedPassages } from "../../../src/domain/draft/searched-passages.ts";
import { appendAnswers } from "../../../src/domain/profile/answers.ts";
import type { FacetCorrection } from "../../../src/domain/profile/correction-lines.ts";
import { appendCorrections } from "../../../src/domain/profile/corrections.ts";
import type { Profile } from "../../../src/domain/profile/profile.ts";
import { readKeptProfile } from "../../../src/domain/profile/read.ts";
import { spanResolves } from "../../../src/domain/text/span.ts";
import { loadVocabulary } from "../../../src/infra/files/vocabulary.ts";
import { makeDescription } from "../../support/make-description.ts";

const vocabulary = await loadVocabulary();
const facets = [...vocabulary.facets.values()];
const read = (text: string): Profile => readKeptProfile("Sablewick", text, vocabulary);
const keysOf = (list: readonly Pick<Facet, "kind" | "id">[]): string[] =>
  list.map(({ kind, id }) => facetKey(kind, id)).sort();
const described = makeDescription();
const facet = (key: string): Facet => {
  const found = vocabulary.facets.get(key);
  if (found === undefined) throw new Error(`Expected a facet ${key}.`);
  return found;
};
const notSo = (key: string): FacetCorrection => ({ ...facet(key), says: "not-so" });
const afterAll = (key: string): FacetCorrection => ({ ...facet(key), says: "so-after-all" });
const so = (
  key: string,
  words: string,
  by: "description" | "maker" = "description",
): FacetCorrection => ({
  ...facet(key),
  says: "so",
  by,
  words,
});

/** Words of the description, as a person may copy them across its line breaks. */
const quotes = fc.nat(described.split(/\s+/u).length - 4).map((at) =>
  described
    .split(/\s+/u)
    .slice(at, at + 3)
    .join(" "),
);
const corrections: fc.Arbitrary<FacetCorrection> = fc.oneof(
  fc.constantFrom(...facets).map((one): FacetCorrection => ({ ...one, says: "not-so" })),
  fc
    .record({ one: fc.constantFrom(...facets), words: quotes })
    .map(({ one, words }): FacetCorrection => ({ ...one, says: "so", by: "description", words })),
  fc
    .record({ one: fc.constantFrom(...facets), words: fc.string({ minLength: 2, maxLength: 60 }) })
    .filter(({ words }) => words.trim().length > 1)
    .map(({ one, words }): FacetCorrection => ({ ...one, says: "so", by: "maker", words })),
);

describe("corrections in a description", () => {
  test("a capability that is struck leaves the function that it was read in", () => {
    const { functions } = read(described);
    const fn = functions.find(({ capabilities }) => capabilities.length > 0);
    const [id = ""] = fn?.capabilities ?? [];
    const after = read(appendCorrections(described, [notSo(`capability:${id}`)])).functions;
    expect(after.map(({ label }) => label)).toEqual(functions.map(({ label }) => label));
    expect(after.flatMap(({ capabilities }) => capabilities)).not.toContain(id);
  });

  test("hold whatever they are: the last on a facet, and nothing but what they correct", () => {
    fc.assert(
      fc.property(
        fc.array(corrections, { minLength: 1, maxLength: 12 }),
        fc.nat(11),
        (all, parted) => {
          const first = appendCorrections(described, all.slice(0, Math.max(1, parted)));
          const rest = all.slice(Math.max(1, parted));
          const text = rest.length === 0 ? first : appendCorrections(first, rest);
          const last = new Map(all.map((one) => [facetKey(one.kind, one.id), one.says]));
          const expected = new Set(keysOf(read(described).facets));
          for (const [key, says] of last) {
            if (says === "so") expected.add(key);
            else expected.delete(key);
          }
          const profile = read(text);
          expect(keysOf(profile.facets)).toEqual([...expected].sort());
          for (const [key, says] of last) {
            expect(keysOf(profile.excluded).includes(key)).toBe(says === "not-so");
          }
          const capabilities = new Set(profile.functions.flatMap((fn) => fn.capabilities));
          for (const id of capabilities) expect(expected).toContain(`capability:${id}`);
          for (const { start, end, quote } of profile.facets.flatMap(({ spans }) => spans)) {
            expect(text.slice(start, end)).toBe(quote);
          }
          for (const { span } of profile.functions) expect(spanResolves(text, span)).toBe(true);
          expect(profile.intendedUse).toEqual(read(described).intendedUse);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("a struck capability leaves the functions, and is no prior hazard's to look for", () => {
    const text = appendCorrections(described, [notSo("capability:record-write-back")]);
    const functions = read(text).functions.flatMap((fn) => fn.capabilities);
    expect(functions).not.toContain("record-write-back");
    expect(read(described).functions.flatMap((fn) => fn.capabilities)).toContain(
      "record-write-back",
    );
    expect(searchedPassages(text)).toEqual(searchedPassages(described));
  });

  test("an added capability belongs to the sentence that it points to, and is found there first", () => {
    const words = "picks up the visit";
    const text = appendCorrections(described, [so("capability:triage", words)]);
    const { facets: found, functions } = read(text);
    const spans = found.find(({ id }) => id === "triage")?.spans ?? [];
    expect(spans.map(({ quote }) => quote)).toEqual([words, words]);
    expect(spans[0]?.start).toBe(described.indexOf(words));
    expect(spans[1]?.start).toBe(text.lastIndexOf(words));
    const fn = functions.find(({ capabilities }) => capabilities.includes("triage"));
    expect(fn?.label).toMatch(/^The room microphone picks up the visit/u);
  });

  test("what was read as denied is so after all, and can be struck again", () => {
    const denying = `${described}\nIt is not for children.\n`;
    expect(keysOf(read(denying).excluded)).toContain("population:children");
    const contested = appendCorrections(denying, [afterAll("population:children")]);
    expect(keysOf(read(contested).facets)).toContain("population:children");
    expect(keysOf(read(contested).excluded)).not.toContain("population:children");
    const struck = appendCorrections(contested, [notSo("population:children")]);
    expect(keysOf(read(struck).excluded)).toContain("population:children");
  });

  test("close the question that a strike answers, and no other by their words", () => {
    const open = (text: string) => read(text).questions.map(({ id }) => id);
    const before = open(described);
    const words = "A class IIa medical device for adults only.";
    const after = open(appendCorrections(described, [so("capability:triage", words, "maker")]));
    expect(after).toEqual(before);
    expect(open(appendCorrections(described, [notSo("population:children")]))).toEqual(
      before.filter((id) => id !== "children"),
    );
  });

  test.each([
    ["population:frailty", "more-exposed"],
    ["user:carer", "users"],
    ["setting:home", "settings"],
    ["capability:offline-use", "unavailability"],
  ])("that add %s answer nobody's question %s", (key, question) => {
    const silent = "# Velmar\n\nIntended use: to help with care.\n\nIt makes text.\n";
    const open = (text: string) => read(text).questions.map(({ id }) => id);
    expect(open(silent)).toContain(question);
    expect(open(appendCorrections(silent, [so(key, "Said.", "maker")]))).toEqual(open(silent));
    expect(open(appendCorrections(silent, [so(key, "makes text")]))).toEqual(open(silent));
  });

  test("stand beside answers, whichever came first", () => {
    const answers = [{ question: "children", text: "Yes, from 2 years." }];
    const strike = [notSo("population:children")];
    for (const text of [
      appendCorrections(appendAnswers(described, answers), strike),
      appendAnswers(appendCorrections(described, strike), answers),
    ]) {
      expect(keysOf(read(text).excluded)).toContain("population:children");
      expect(read(text).questions.map(({ id }) => id)).not.toContain("children");
    }
  });

  test.each([
    "- Not so: something (capability:no-such-thing).",
    "- Not so: triage.",
    "- Also so: triage (capability:triage).",
    "- Triage is not done.",
    "- Not so: something harmless (capability:record-write-back).",
    "- Also so: triage (capability:triage), by hearsay “urgency”.",
  ])("a line that is none is passed over: %s", (bullet) => {
    const text = `${described}\n## Corrections to what was read\n\n${bullet}\n`;
    expect(keysOf(read(text).facets)).toEqual(keysOf(read(described).facets));
  });

  test("a description with very many of them is read at once", () => {
    const bullet = "- Also so: triage (capability:triage), by the words “picks up the visit”.\n";
    const text = `${described}\n## Corrections to what was read\n\n${bullet.repeat(10_000)}`;
    const started = performance.now();
    expect(keysOf(read(text).facets)).toContain("capability:triage");
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
