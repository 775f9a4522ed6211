import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { $Candidate, type Candidate } from "../../../src/domain/candidate/candidate.ts";
import type { CheckedDraft } from "../../../src/domain/candidate/check.ts";
import { joinWhole } from "../../../src/domain/model-draft/same.ts";
import { mergeDrafts } from "../../../src/domain/candidate/merge.ts";
import { makeCandidate } from "../../support/make-draft.ts";
import { makeProfile } from "../profile/make-profile.ts";

/** Words of their own for each number, so that no two texts are alike by chance. */
const textOf = (n: number): string =>
  ["alpha", "bravo", "delta", "gamma", "omega"].map((word) => `${word}${n}`).join(" ");
const causesOf = (...numbers: number[]): Candidate["causes"] =>
  numbers.map((n) => ({ text: textOf(n), kind: "software" }));
const controlOf = (n: number, ...actsOn: number[]): Candidate["controls"][number] => ({
  text: textOf(n),
  type: "design",
  owner: "maker",
  basis: "proposed",
  span: null,
  actsOn,
  worksIf: "",
});

function makeChecked(entry: string, overrides: Partial<Candidate> = {}): CheckedDraft {
  const candidate = makeCandidate({ profile: makeProfile() }, { controls: [], ...overrides });
  const bank = [{ id: entry, version: 1, nearness: "close" as const }];
  return {
    origin: { cell: "F1/wrong", entry },
    relevance: { fit: 1, near: 0, general: false, aspects: [] },
    sameRowAs: [],
    content: { ...candidate, evidence: { ...candidate.evidence, bank } },
  };
}

const mergeAll = (drafts: readonly CheckedDraft[]) => mergeDrafts(drafts, joinWhole);
const merge = (...drafts: CheckedDraft[]) => mergeAll(drafts);
const causeTexts = (content: Candidate | undefined) => content?.causes.map(({ text }) => text);

describe("two drafts of one situation", () => {
  const hazard = "The letter lists as current a medicine the patient stopped.";
  const alike = "The letter lists as current a medicine that the patient had stopped.";

  test("give one, with the words of the first and the mechanisms of both", () => {
    const first = makeChecked("a", { hazard, causes: causesOf(1), harm: "First harm." });
    const second = makeChecked("b", { hazard: alike, causes: causesOf(2), harm: "Second harm." });
    const [one, ...rest] = merge(first, second);
    expect(rest).toEqual([]);
    expect(one?.origin).toEqual(first.origin);
    expect(one?.absorbed).toEqual([second.origin]);
    expect(one?.content.hazard).toBe(hazard);
    expect(one?.content.harm).toBe("First harm.");
    expect(causeTexts(one?.content)).toEqual([textOf(1), textOf(2)]);
    expect(one?.content.evidence.bank.map(({ id }) => id)).toEqual(["a", "b"]);
  });

  test.each([
    ["the first says so", ["b"], []],
    ["the second says so", [], ["a"]],
  ])("are one by fewer words, where a CSO would keep them in one row: %s", (_who, one, other) => {
    const told = (entry: string, n: number, m: number) =>
      makeChecked(entry, { hazard: `${textOf(n)} ${textOf(n + 1)} ${textOf(m)}` });
    const first = { ...told("a", 1, 4), sameRowAs: one };
    const second = { ...told("b", 4, 7), sameRowAs: other };
    const third = told("c", 5, 8);
    const merged = merge(first, second, third);
    expect(merged.map(({ origin }) => origin.entry)).toEqual(["a", "c"]);
    expect(merged[0]?.absorbed).toEqual([second.origin]);
    const without = merge({ ...first, sameRowAs: [] }, { ...second, sameRowAs: [] });
    expect(without).toHaveLength(2);
  });

  test("stay two although a CSO may keep one row, where their sentences say different things", () => {
    const first = { ...makeChecked("a", { hazard: textOf(1) }), sameRowAs: ["b"] };
    const second = { ...makeChecked("b", { hazard: textOf(2) }), sameRowAs: ["a"] };
    expect(merge(first, second)).toHaveLength(2);
  });

  test("are at most three in one row, and the fourth stands by itself", () => {
    // Alike, but not word for word: those are one whatever the room.
    const told = (entry: string, more: string) =>
      makeChecked(entry, { hazard: `${hazard} ${more}` });
    const drafts = ["a", "b", "c", "d"].map((entry, i) => told(entry, `omega${i}`));
    const merged = merge(...drafts, told("b", "omega1"));
    expect(merge(...["a", "b", "c", "d"].map((one) => makeChecked(one, { hazard })))).toHaveLength(
      1,
    );
    expect(merged.map(({ origin }) => origin.entry)).toEqual(["a", "d"]);
    expect(merged[0]?.absorbed.map(({ entry }) => entry)).toEqual(["b", "c", "b"]);
  });

  test("keep a mechanism that both name once, and its controls act on it", () => {
    const first = makeChecked("a", {
      hazard,
      causes: causesOf(1, 2),
      controls: [controlOf(11, 1)],
    });
    const second = makeChecked("b", {
      hazard,
      causes: causesOf(3, 2),
      controls: [controlOf(12, 1), controlOf(13, 2), controlOf(14, 1, 2)],
    });
    const content = merge(first, second)[0]?.content;
    expect(causeTexts(content)).toEqual([textOf(1), textOf(2), textOf(3)]);
    expect(content?.controls.map(({ text, actsOn }) => [text, actsOn])).toEqual([
      [textOf(11), [1]],
      [textOf(12), [3]],
      [textOf(13), [2]],
      [textOf(14), [2, 3]],
    ]);
  });

  test("keep a control that both name once, acting on the causes of both", () => {
    const first = makeChecked("a", { hazard, causes: causesOf(1), controls: [controlOf(11, 1)] });
    const second = makeChecked("b", { hazard, causes: causesOf(2), controls: [controlOf(11, 1)] });
    const content = merge(first, second)[0]?.content;
    expect(content?.controls).toEqual([controlOf(11, 1, 2)]);
  });

  test("name a cause once under a control whose causes become one", () => {
    const first = makeChecked("a", { hazard, causes: causesOf(1) });
    const second = makeChecked("b", {
      hazard,
      causes: [...causesOf(1), { text: `${textOf(1)} again`, kind: "human" }],
      controls: [controlOf(11, 1, 2)],
    });
    expect(merge(first, second)[0]?.content.controls).toEqual([controlOf(11, 1)]);
  });

  test("have no more than five causes, and no control without a cause", () => {
    const first = makeChecked("a", { hazard, causes: causesOf(1, 2, 3, 4) });
    const second = makeChecked("b", {
      hazard,
      causes: causesOf(5, 6, 7),
      controls: [controlOf(11, 2), controlOf(12, 1, 3), controlOf(13, 1)],
    });
    const content = merge(first, second)[0]?.content;
    expect(causeTexts(content)).toEqual([1, 2, 3, 4, 5].map(textOf));
    expect(content?.controls).toEqual([controlOf(12, 5), controlOf(13, 5)]);
  });

  test("cite a prior hazard once, and at most eight", () => {
    const ten = Array.from({ length: 10 }, (_, i) => ({
      ...{ id: `e${i}`, version: 1, nearness: "close" as const },
    }));
    const drafts = [makeChecked("e0", { hazard }), makeChecked("e1", { hazard })].map((draft) => ({
      ...draft,
      content: { ...draft.content, evidence: { ...draft.content.evidence, bank: ten.slice(0, 7) } },
    }));
    const last = drafts.map((draft) => ({
      ...draft,
      content: { ...draft.content, evidence: { ...draft.content.evidence, bank: ten.slice(5) } },
    }));
    const [one] = merge(...drafts, ...last);
    expect(one?.content.evidence.bank).toEqual(ten.slice(0, 8));
    expect(one?.absorbed).toHaveLength(3);
  });

  test("are one also when they rest on the same prior hazard and share no word", () => {
    const merged = merge(
      makeChecked("a", { hazard: textOf(1) }),
      makeChecked("a", { hazard: textOf(2) }),
    );
    expect(merged.map(({ content }) => content.hazard)).toEqual([textOf(1)]);
  });
});

describe("drafts of distinct situations", () => {
  test("stay as they are, in their order", () => {
    const drafts = [3, 1, 2].map((n) => makeChecked(`e${n}`, { hazard: textOf(n) }));
    expect(mergeAll(drafts)).toEqual(drafts.map((draft) => ({ ...draft, absorbed: [] })));
  });

  test("stay although their causes are the same", () => {
    const one = makeChecked("a", { hazard: textOf(1), causes: causesOf(9) });
    const other = makeChecked("b", { hazard: textOf(2), causes: causesOf(9) });
    expect(merge(one, other)).toHaveLength(2);
  });

  test("stay although they share a third of their words", () => {
    const one = makeChecked("a", { hazard: "red green blue yellow" });
    const other = makeChecked("b", { hazard: "red green black white" });
    expect(merge(one, other)).toHaveLength(2);
  });

  test("none gives none", () => {
    expect(mergeAll([])).toEqual([]);
  });
});

describe("whatever is merged", () => {
  const number = fc.integer({ min: 1, max: 12 });
  const draft = fc
    .record({
      entry: fc.integer({ min: 1, max: 6 }),
      hazard: fc.integer({ min: 1, max: 4 }),
      causes: fc.uniqueArray(number, { minLength: 1, maxLength: 5 }),
      controls: fc.array(fc.tuple(number, fc.uniqueArray(number, { minLength: 1, maxLength: 3 })), {
        maxLength: 6,
      }),
    })
    .map(({ entry, hazard, causes, controls }) =>
      makeChecked(`e${entry}`, {
        hazard: textOf(hazard),
        causes: causesOf(...causes),
        controls: controls.map(([n, on]) =>
          controlOf(20 + n, ...new Set(on.map((c) => (c % causes.length) + 1))),
        ),
      }),
    );

  test("is a candidate that holds, loses no draft, and has no control on a missing cause", () => {
    fc.assert(
      fc.property(fc.array(draft, { maxLength: 8 }), (drafts) => {
        const merged = mergeAll(drafts);
        expect(merged.length + merged.flatMap(({ absorbed }) => absorbed).length).toBe(
          drafts.length,
        );
        for (const { content } of merged) {
          expect($Candidate.safeParse(content).success).toBe(true);
          for (const { actsOn } of content.controls) {
            expect(Math.max(...actsOn)).toBeLessThanOrEqual(content.causes.length);
            expect(new Set(actsOn).size).toBe(actsOn.length);
          }
        }
      }),
    );
  });

  test("leaves the drafts themselves alone", () => {
    fc.assert(
      fc.property(fc.array(draft, { maxLength: 4 }), (drafts) => {
        const before = structuredClone(drafts);
        mergeAll(drafts);
        expect(drafts).toEqual(before);
      }),
    );
  });
});

describe("what words alone call the same", () => {
  const told = "The tray of one patient goes to another patient of the bay.";
  const alike = "The tray of one patient goes to another patient of the ward bay.";
  const full = { hazard: told, causes: causesOf(1, 2, 3, 4, 5) };
  const byModel = (content: Partial<Candidate>): CheckedDraft => {
    const draft = makeChecked("own", content);
    const evidence = { ...draft.content.evidence, bank: [] };
    const origin = { cell: "F1/wrong", entry: "draft-function F1#0" };
    return { ...draft, origin, content: { ...draft.content, evidence } };
  };

  test("stays the prior hazard with all of its causes, whichever comes first", () => {
    const own = byModel({ hazard: alike, causes: causesOf(6, 7) });
    const prior = makeChecked("a", full);
    for (const drafts of [
      [own, prior],
      [prior, own],
    ]) {
      const [one, ...rest] = mergeAll(drafts);
      expect(rest).toEqual([]);
      expect(one?.origin).toEqual(prior.origin);
      expect(one?.absorbed).toEqual([own.origin]);
      expect(causeTexts(one?.content)).toEqual(full.causes.map(({ text }) => text));
    }
  });

  test("is not bridged by a model's words, between two prior hazards that words tell apart", () => {
    const one = makeChecked("a", { hazard: "Tray label order bed diet menu swapped." });
    const two = makeChecked("b", { hazard: "Tray label order bed diet ward late." });
    const bridge = byModel({ hazard: "Tray label order bed diet menu ward." });
    const apart = mergeAll([one, two]).map(({ origin }) => origin.entry);
    expect(apart).toEqual(["a", "b"]);
    const bridged = mergeAll([bridge, one, two]).map(({ origin }) => origin.entry);
    expect(bridged).toEqual(["a", "b"]);
  });

  test("stays two prior hazards where a model's words made them alike and a cause is lost", () => {
    const drafter = { id: "offline", version: "2", wordedBy: "gpt-x" };
    const plain = makeChecked("b", { hazard: alike });
    expect(merge(makeChecked("a", { ...full, drafter }), plain)).toHaveLength(2);
    expect(merge(makeChecked("a", full), plain)).toHaveLength(1);
    const [one] = merge(makeChecked("a", { hazard: told, causes: causesOf(1), drafter }), plain);
    expect(one?.content.joined).toEqual([alike]);
  });
});
