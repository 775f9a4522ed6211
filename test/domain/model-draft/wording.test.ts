import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { $Candidate, type Candidate } from "../../../src/domain/candidate/candidate.ts";
import { checkDrafts } from "../../../src/domain/candidate/check.ts";
import { applyWordings } from "../../../src/domain/model-draft/wording.ts";
import type { CandidateWordings } from "../../../src/domain/prompt/answers/wording.ts";
import { description, makeChecked, quote } from "./make-context.ts";

type Wording = CandidateWordings["wordings"][number];

const wordingOf = (overrides: Partial<Wording> = {}): Wording => ({
  candidate: 1,
  quotes: ["on a tablet"],
  title: "Order of another bed",
  hazard: "The ward host takes the order under the patient of another bed.",
  effect: "The tray goes to the wrong patient.",
  causes: [
    { cause: 2, text: "The ward host does not read the date on the tablet." },
    { cause: 1, text: "The tablet keeps the bed of before." },
  ],
  ...overrides,
});
const by = { by: "gpt-x", description };
const numbers = new Map([[1, 0]]);
const draft = makeChecked({ hazard: "The order is taken under the patient of another bed." });
function apply(overrides: Partial<Wording> = {}, of = draft) {
  const [one] = applyWordings([of], numbers, { wordings: [wordingOf(overrides)] }, by);
  if (one === undefined) throw new Error("expected a draft");
  return { ...one, content: $Candidate.parse(one.content) };
}

describe("a wording that holds", () => {
  test("takes the place of title, hazard, effect and causes, and of nothing else", () => {
    const { title, hazard, effect } = wordingOf();
    expect(apply()).toEqual({
      ...draft,
      content: {
        ...draft.content,
        ...{ title, hazard, effect },
        causes: [
          { text: "The tablet keeps the bed of before.", kind: "software" },
          { text: "The ward host does not read the date on the tablet.", kind: "human" },
        ],
        evidence: { product: [quote("on a tablet"), quote("takes the order")], bank: [] },
        drafter: { ...draft.content.drafter, wordedBy: "gpt-x" },
      },
    });
  });

  test("keeps the words of a cause that it does not name, and adds none", () => {
    const causes = [
      { cause: 4, text: "A fourth." },
      { cause: 1, text: "The first." },
      { cause: 1, text: "The first again." },
    ];
    expect(apply({ causes }).content.causes.map(({ text }) => text)).toEqual([
      "The first.",
      draft.content.causes[1]?.text,
    ]);
  });

  test("puts its quotations first, each once, five in all", () => {
    const words = ["takes the order", "on a tablet", "at the bedside", "tube feeding"];
    const of = makeChecked({
      hazard: draft.content.hazard,
      evidence: { product: ["A ward host", "Dishes", "on a tablet"].map(quote), bank: [] },
    });
    const quotes = [...words, "nowhere"];
    expect(apply({ quotes }, of).content.evidence.product.map((span) => span.quote)).toEqual([
      ...words,
      "A ward host",
    ]);
  });

  test("makes tailored what is told in other words, and only that", () => {
    const of = makeChecked({ hazard: draft.content.hazard, untailored: true });
    const { title, hazard, effect } = of.content;
    expect(apply({}, of).content.untailored).toBe(false);
    expect(apply({ title, hazard, effect, causes: [] }, of).content.untailored).toBe(true);
    expect(apply({ title, hazard, effect, causes: [] }).content.untailored).toBe(false);
  });
});

describe("a draft stays as it is", () => {
  test.each<[string, Partial<Wording>]>([
    ["without a quotation", { quotes: [] }],
    ["when no quotation stands there", { quotes: ["on a telephone"] }],
    ["when the hazard has 26 words", { hazard: "word ".repeat(26).trim() }],
    ["when it tells another hazard", { hazard: "The button is blue instead of green." }],
    ["when the hazard states a level", { hazard: "The risk is low." }],
    ["when the title states a level", { title: "Severity: minor" }],
    ["when the effect identifies a patient", { effect: "Her number is 943 476 5919." }],
    ["when a cause states a level", { causes: [{ cause: 1, text: "Likelihood: very low." }] }],
    ["when a cause that is not there does", { causes: [{ cause: 5, text: "Risk level: 1." }] }],
    ["when it is of a number that was not given", { candidate: 2 }],
  ])("%s", (_when, overrides) => {
    expect(apply(overrides)).toEqual(draft);
  });

  test("when its content does not hold", () => {
    const broken = { ...draft, content: { hazard: "x" } };
    const wordings = [wordingOf()];
    expect(applyWordings([broken], numbers, { wordings }, by)).toEqual([broken]);
  });

  test("in the words that were given first", () => {
    const wordings = [wordingOf({ title: "First" }), wordingOf({ title: "Second" })];
    const [one] = applyWordings([draft], numbers, { wordings }, by);
    expect((one?.content as Candidate).title).toBe("First");
  });
});

test("whatever is worded, each draft stays in its place and holds", () => {
  const text = fc.oneof(
    fc.constantFrom("The risk is low.", "Born 01/02/1953.", "The tray is late.", "w ".repeat(30)),
    fc.string({ minLength: 1, maxLength: 80 }),
  );
  const wording = fc.record({
    candidate: fc.integer({ min: 1, max: 3 }),
    quotes: fc.array(fc.constantFrom("on a tablet", "nowhere", "Dishes"), { maxLength: 5 }),
    title: text,
    hazard: text,
    effect: text,
    causes: fc.array(fc.record({ cause: fc.integer({ min: 1, max: 5 }), text }), { maxLength: 5 }),
  });
  const drafts = ["a", "b"].map((entry) => makeChecked({}, entry));
  const given = new Map([1, 2].map((number) => [number, number - 1]));
  fc.assert(
    fc.property(fc.array(wording, { maxLength: 3 }), (wordings) => {
      const worded = applyWordings(drafts, given, { wordings }, by);
      expect(worded.map(({ origin }) => origin)).toEqual(drafts.map(({ origin }) => origin));
      expect(checkDrafts(worded, { description, retrieved: new Set() }).refused).toEqual([]);
    }),
  );
});
