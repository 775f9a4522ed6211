import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { $Candidate } from "../../../src/domain/candidate/candidate.ts";
import { checkDrafts } from "../../../src/domain/candidate/check.ts";
import { applyChecks } from "../../../src/domain/model-draft/checks.ts";
import type { CandidateChecks } from "../../../src/domain/prompt/answers/check.ts";
import { description, makeChecked } from "./make-context.ts";

type Check = CandidateChecks["checks"][number];

const checkOf = (overrides: Partial<Check> = {}): Check => ({
  candidate: 1,
  facts: [],
  causes: [],
  presupposed: [],
  ...overrides,
});
const numbers = new Map([[1, 0]]);
function apply(check: Partial<Check>, draft = makeChecked()) {
  const [one] = applyChecks([draft], numbers, { checks: [checkOf(check)] }, description);
  if (one === undefined) throw new Error("expected a draft");
  return one;
}
const factOf = (
  fact: string,
  said: Check["facts"][number]["said"],
  quote: string | null = null,
): Check["facts"][number] => ({ fact, said, quote });
const no = (...causes: number[]): Check["causes"] =>
  causes.map((cause) => ({ cause, bringsAbout: "no", why: "It leads elsewhere." }));
const assumed = "Assumes that the tablet shows a photograph; not stated.";

describe("a fact", () => {
  test.each<[string, Check["facts"][number], string[]]>([
    ["that is said, where it is said", factOf("It prints labels.", "said", "prints a label"), []],
    ["that is unsaid", factOf("The tablet shows a photograph.", "unsaid"), [assumed]],
    [
      "that is called said without words",
      factOf("The tablet shows a photograph.", "said"),
      [assumed],
    ],
    [
      "that is called said with words that do not stand there",
      factOf("The tablet shows a photograph.", "said", "shows a photograph"),
      [assumed],
    ],
    [
      "that is called said with words that tell something else",
      factOf("The tablet shows a photograph.", "said", "on a tablet"),
      [assumed],
    ],
    [
      "that is called denied with words that do not stand there",
      factOf("The tablet shows a photograph.", "denied", "shows no photograph"),
      [assumed],
    ],
    [
      "that is denied",
      factOf("Larder sets the rate of a feed.", "denied", "Larder does not plan tube feeding."),
      [
        "The description says “Larder does not plan tube feeding.”: confirm whether this can arise.",
      ],
    ],
    [
      "that begins with a name",
      factOf("Larder weighs patients", "unsaid"),
      ["Assumes that Larder weighs patients; not stated."],
    ],
  ])("%s", (_what, fact, assumptions) => {
    expect(apply({ facts: [fact] }).content.assumptions).toEqual(assumptions);
  });

  test("is assumed once in the same words", () => {
    const facts = [factOf("The tablet shows a photograph.", "unsaid")];
    const presupposed = [{ words: "photograph", assumption: assumed }];
    const draft = makeChecked({ assumptions: [assumed.toUpperCase()] });
    expect(apply({ facts, presupposed }).content.assumptions).toEqual([assumed]);
    expect(apply({ facts, presupposed }, draft).content.assumptions).toEqual([
      assumed.toUpperCase(),
    ]);
  });
});

describe("words that are presupposed", () => {
  test.each([
    ["as an assumption has it", assumed, assumed],
    [
      "as a fact",
      "The product is certified.",
      "Assumes that the product is certified; not stated.",
    ],
    ["as nothing", ".", "Assumes that .; not stated."],
  ])("stand as an assumption, worded %s", (_how, assumption, stands) => {
    const presupposed = [{ words: "x", assumption }];
    expect(apply({ presupposed }).content.assumptions).toEqual([stands]);
  });
});

describe("a second reading's words that may not stand", () => {
  test.each<[string, Partial<Check>]>([
    ["a level in a fact", { facts: [factOf("The risk is low.", "unsaid")] }],
    ["a level presupposed", { presupposed: [{ words: "x", assumption: "Severity: minor." }] }],
    ["a patient's number", { facts: [factOf("She is 943 476 5919.", "unsaid")] }],
    ["a date of birth", { presupposed: [{ words: "x", assumption: "She was born 01/02/1953." }] }],
  ])("%s are refused, and it is said", (_what, check) => {
    const { content } = apply(check);
    expect(content.assumptions).toEqual([
      "The words of a second reading were refused here: they state a level or identify a patient.",
    ]);
    expect(
      checkDrafts([{ ...makeChecked(), content }], { description, retrieved: new Set() }).refused,
    ).toEqual([]);
  });

  test("are refused also where the description's own words are quoted", () => {
    const told = `${description}\nNote: risk level: 1, acceptable.`;
    const facts = [factOf("It is scored.", "denied", "risk level: 1, acceptable")];
    const [one] = applyChecks([makeChecked()], numbers, { checks: [checkOf({ facts })] }, told);
    expect(one?.content.assumptions).toHaveLength(1);
    expect(one?.content.assumptions[0]).toContain("were refused");
  });
});

describe("causes", () => {
  test("that bring nothing about are struck, with the controls that act on them alone", () => {
    const { content, struck } = apply({ causes: no(1) });
    const before = makeChecked().content;
    expect(content.causes).toEqual(before.causes.slice(1));
    expect(content.controls).toEqual([{ ...before.controls[1], actsOn: [1] }]);
    expect(struck).toEqual({ quotes: 0, citations: 0, mechanisms: 2 });
  });

  test("that are struck add to what was struck before", () => {
    const draft = { ...makeChecked(), struck: { quotes: 1, citations: 2, mechanisms: 3 } };
    expect(apply({ causes: no(2) }, draft).struck).toEqual({
      quotes: 1,
      citations: 2,
      mechanisms: 5,
    });
  });

  test("keep a control that acts on others too", () => {
    const [control] = makeChecked().content.controls;
    if (control === undefined) throw new Error("expected a control");
    const draft = makeChecked({ controls: [{ ...control, actsOn: [1, 2] }] });
    expect(apply({ causes: no(1) }, draft).content.controls).toEqual([{ ...control, actsOn: [1] }]);
  });

  test("all stay where none would be left, and it is said", () => {
    const { content, struck } = apply({ causes: no(1, 2) });
    expect(content.causes).toEqual(makeChecked().content.causes);
    expect(content.controls).toEqual(makeChecked().content.controls);
    expect(content.assumptions).toEqual([expect.stringContaining("doubts")]);
    expect(struck).toBeUndefined();
  });

  test.each<[string, Check["causes"]]>([
    ["that are not there", no(3, 5)],
    [
      "of which the contrary is said too",
      [...no(1), { cause: 1, bringsAbout: "with-another", why: "x" }],
    ],
    ["that bring it about", [{ cause: 1, bringsAbout: "by-itself", why: "x" }]],
  ])("%s stay", (_what, causes) => {
    expect(apply({ causes }).content).toEqual(makeChecked().content);
  });
});

describe("a check", () => {
  test("of a number that was not given, or given again, changes nothing", () => {
    const drafts = [makeChecked({}, "a"), makeChecked({}, "b")];
    const checks = [
      checkOf({ candidate: 7, facts: [factOf("The tablet shows a photograph.", "unsaid")] }),
      checkOf({ candidate: 2 }),
      checkOf({ candidate: 2, causes: no(1) }),
    ];
    const given = new Map([
      [2, 1],
      [3, 9],
    ]);
    expect(applyChecks(drafts, given, { checks }, description)).toEqual(drafts);
  });

  test("goes to the draft that its number means", () => {
    const drafts = [makeChecked({}, "a"), makeChecked({}, "b")];
    const checks = [checkOf({ candidate: 1, causes: no(1) })];
    const [a, b] = applyChecks(drafts, new Map([[1, 1]]), { checks }, description);
    expect(a).toEqual(drafts[0]);
    expect(b?.content.causes).toHaveLength(1);
  });

  test("with all that it can hold leaves a candidate that holds, what is denied first", () => {
    const facts = [
      ...Array.from({ length: 11 }, (_, i) =>
        factOf(`Point ${i} ${"is so ".repeat(90)}`, "unsaid"),
      ),
      factOf("It feeds.", "denied", "Larder does not plan tube feeding."),
    ];
    const presupposed = Array.from({ length: 6 }, (_, i) => ({ words: "x", assumption: `${i}` }));
    const draft = makeChecked({ assumptions: Array.from({ length: 5 }, (_, i) => `Known ${i}.`) });
    const { content } = apply({ facts, presupposed, causes: no(1) }, draft);
    expect($Candidate.parse(content)).toEqual(content);
    expect(content.assumptions[5]).toContain("does not plan tube feeding");
    expect(content.assumptions.join(" ")).toMatch(/and 1[01] more facts that are not stated/u);
  });
});

test("whatever is checked, every draft stays, in its place, and holds", () => {
  const line = fc.oneof(
    fc.constantFrom("The risk is low.", "Born 01/02/1953.", "x"),
    fc.string({ minLength: 1, maxLength: 600 }).filter((said) => said.trim() !== ""),
  );
  const quoted = fc.constantFrom("on a tablet", "nowhere", "tube feeding", null);
  const check = fc.record({
    candidate: fc.integer({ min: 1, max: 4 }),
    facts: fc.array(
      fc.record({ fact: line, said: fc.constantFrom("said", "denied", "unsaid"), quote: quoted }),
      { maxLength: 12 },
    ),
    causes: fc.array(
      fc.record({
        cause: fc.integer({ min: 1, max: 5 }),
        bringsAbout: fc.constantFrom("no", "by-itself"),
        why: fc.constant("x"),
      }),
      { maxLength: 5 },
    ),
    presupposed: fc.array(fc.record({ words: line, assumption: line }), { maxLength: 6 }),
  });
  const given = new Map([1, 2, 3].map((number) => [number, number - 1]));
  fc.assert(
    fc.property(fc.array(check, { maxLength: 4 }), (checks) => {
      const drafts = ["a", "b", "c"].map((entry) => makeChecked({}, entry));
      const after = applyChecks(drafts, given, { checks }, description);
      expect(after.map(({ origin }) => origin)).toEqual(drafts.map(({ origin }) => origin));
      expect(checkDrafts(after, { description, retrieved: new Set() }).refused).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
