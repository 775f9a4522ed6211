import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BankEntry } from "../../../src/domain/bank/entry.ts";
import { $Candidate, type Candidate } from "../../../src/domain/candidate/candidate.ts";
import { checkDrafts } from "../../../src/domain/candidate/check.ts";
import type { Draft } from "../../../src/domain/candidate/draft.ts";
import { planCells, type Cell } from "../../../src/domain/cell/cell.ts";
import { draftOffline, isUntailored, type DraftInput } from "../../../src/domain/draft/offline.ts";
import type { Profile } from "../../../src/domain/profile/profile.ts";
import { readProfile } from "../../../src/domain/profile/read.ts";
import type { Hit, Near } from "../../../src/domain/retrieval/hit.ts";
import { spanOf, spanResolves } from "../../../src/domain/text/span.ts";
import { createBankFiles } from "../../../src/infra/files/bank.ts";
import { loadVocabulary } from "../../../src/infra/files/vocabulary.ts";
import { makeBankEntry } from "../../support/make-bank.ts";
import { makeFacet, makeProfile } from "../profile/make-profile.ts";

const description = [
  "# Velmar",
  "",
  "Intended use: to help clinicians write notes.",
  "",
  "It drafts the note of a visit. A pharmacist signs off every dose before release.",
].join("\n");

const cell: Cell = {
  key: "F1/wrong",
  lens: "function",
  functions: ["F1"],
  guideWord: "wrong",
  facet: null,
  query: "",
  capabilities: ["ambient-note"],
};
const humanFactors: Cell = {
  ...{ ...cell, key: "human-factors", lens: "human-factors" },
  ...{ functions: [], guideWord: null },
};
const quote = (words: string, text = description) =>
  spanOf(text, text.indexOf(words), text.indexOf(words) + words.length);
const functionF1 = {
  key: "F1",
  label: "It drafts the note",
  span: quote("It drafts the note of a visit."),
  capabilities: ["ambient-note"],
};
const profileWith = (overrides: Parameters<typeof makeProfile>[0] = {}): Profile =>
  makeProfile({
    has: ["capability:ambient-note"],
    functions: [functionF1],
    intendedUse: quote("to help clinicians write notes."),
    ...overrides,
  });
const makeHit = (overrides: Partial<Hit> = {}): Hit => ({
  cell: "F1/wrong",
  entry: "stopped-medicine",
  version: 1,
  similarity: 0.5,
  fused: 0.1,
  ...overrides,
});

const makeNear = (overrides: Partial<Near> = {}): Near => ({
  entry: "stopped-medicine",
  version: 1,
  similarity: 0.5,
  passage: quote("It drafts the note of a visit."),
  ...overrides,
});

function makeInput(entries: readonly BankEntry[], overrides: Partial<DraftInput> = {}): DraftInput {
  return {
    description,
    profile: profileWith(),
    cells: [cell, humanFactors],
    hits: entries.map(({ id, version }) => makeHit({ entry: id, version })),
    near: entries.map(({ id, version }) => makeNear({ entry: id, version })),
    entries: new Map(entries.map((entry) => [entry.id, entry])),
    bounds: { close: 0.8, related: 0.4 },
    labels: new Map([["capability:record-write-back", "write-back to the record"]]),
    speaksOf: () => new Set(),
    ...overrides,
  };
}

/** The one candidate that an entry gives. */
function contentOf(entry: BankEntry, overrides: Partial<DraftInput> = {}): Candidate {
  const [draft] = draftOffline(makeInput([entry], overrides));
  return $Candidate.parse(draft?.content);
}
const offers = (entry: BankEntry, profile: Profile): boolean =>
  draftOffline(makeInput([entry], { profile })).length > 0;

describe("a prior hazard is offered", () => {
  const entry = makeBankEntry({
    facets: {
      capabilities: ["letter", "ambient-note"],
      technologies: ["language-model", "speech-recognition"],
    },
  });
  test.each<[string, string[], boolean]>([
    ["capability and technology", ["capability:letter", "technology:language-model"], true],
    ["another of each", ["capability:ambient-note", "technology:speech-recognition"], true],
    ["a capability alone", ["capability:letter"], false],
    ["a technology alone", ["technology:language-model"], false],
    ["neither", [], false],
    [
      "another capability, and text far off",
      ["capability:triage", "technology:language-model"],
      false,
    ],
    ["another technology", ["capability:letter", "technology:barcode"], false],
    ["the same ids of another kind", ["data:letter", "user:language-model"], false],
  ])("where the product has %s: %j → %s", (_what, has, offered) => {
    expect(offers(entry, profileWith({ has }))).toBe(offered);
  });

  test.each([
    ["for any product when it names neither", { capabilities: [], technologies: [] }, true],
    ["for any technology when it names none", { capabilities: ["letter"], technologies: [] }, true],
    ["not for a capability that is denied", { capabilities: ["triage"], technologies: [] }, false],
  ])("%s", (_when, facets, offered) => {
    const profile = profileWith({ has: ["capability:letter"], hasNot: ["capability:triage"] });
    expect(offers(makeBankEntry({ facets }), profile)).toBe(offered);
  });

  test("once, however often it was found, and never when it was not", () => {
    const found = makeBankEntry();
    const other = makeBankEntry({ id: "other" });
    const hits = [makeHit(), makeHit({ cell: "F1/late" }), makeHit({ entry: "gone" })];
    const near = [makeNear(), makeNear({ entry: "gone" })];
    const drafts = draftOffline(makeInput([found, other], { hits, near }));
    expect(drafts.map(({ origin }) => origin.entry)).toEqual(["stopped-medicine"]);
  });

  test("where the text is near though no capability of it is stated, and says so", () => {
    const profile = profileWith({ has: ["capability:triage", "technology:language-model"] });
    const near = [makeNear({ similarity: 4 })];
    const labels = new Map([["capability:letter", "letters"]]);
    const content = contentOf(entry, { profile, near, labels });
    expect(content.assumptions).toEqual([
      "Known from products with letters, capability:ambient-note; this description states none of these.",
    ]);
    const denied = profileWith({
      has: ["capability:triage", "technology:language-model"],
      hasNot: ["capability:letter"],
    });
    expect(draftOffline(makeInput([entry], { profile: denied, near }))).toEqual([]);
  });
});

describe("the cell it belongs to", () => {
  const cells: Cell[] = [
    { ...cell, key: "F1/late", guideWord: "late" },
    { ...cell, key: "F1/wrong" },
    humanFactors,
  ];
  const cellOf = (entry: BankEntry, hits: Hit[]): string => contentOf(entry, { cells, hits }).cell;
  const entry = makeBankEntry({ facets: { guideWords: ["wrong", "late"] } });

  test.each<[string, [string, number][], string]>([
    [
      "where the text is nearest",
      [
        ["F1/late", 0.3],
        ["F1/wrong", 0.6],
      ],
      "F1/wrong",
    ],
    [
      "of its own lens, though another is nearer",
      [
        ["human-factors", 0.9],
        ["F1/late", 0.3],
      ],
      "F1/late",
    ],
    ["of its own lens, though it was found in another alone", [["human-factors", 0.9]], "F1/late"],
    [
      "that is planned first, where both are as near",
      [
        ["F1/wrong", 0.5],
        ["F1/late", 0.5],
      ],
      "F1/late",
    ],
  ])("is the one %s", (_which, found, expected) => {
    const hits = found.map(([key, similarity]) => makeHit({ cell: key, similarity }));
    expect(cellOf(entry, hits)).toBe(expected);
    expect(cellOf(entry, hits.toReversed())).toBe(expected);
  });

  test("asks by a guide word of its own, however near another is", () => {
    const hits = [makeHit({ cell: "F1/late", similarity: 0.9 })];
    expect(cellOf(makeBankEntry(), hits)).toBe("F1/wrong");
  });

  test("is at the function of the nearest passage where both share a capability", () => {
    const second = { ...functionF1, key: "F2", span: quote("A pharmacist signs off every dose") };
    const more = [...cells, { ...cell, key: "F2/wrong", functions: ["F2"] }];
    const input = {
      cells: more,
      hits: [],
      profile: profileWith({ functions: [functionF1, second] }),
    };
    const at = (words: string): string =>
      contentOf(makeBankEntry(), { ...input, near: [makeNear({ passage: quote(words) })] }).cell;
    expect(at("A pharmacist signs off every dose before release.")).toBe("F2/wrong");
    expect(at("It drafts the note of a visit.")).toBe("F1/wrong");
    const supplier = makeBankEntry({ lens: "third-party" });
    expect(contentOf(supplier, input).cell).toBe("F1/wrong");
    const general = makeBankEntry({ facets: { capabilities: [] } });
    expect(contentOf(general, input).cell).toBe("human-factors");
  });

  test("names lens, function and how near the nearest passages are, in words", () => {
    const content = contentOf(makeBankEntry(), { cells });
    expect(content).toMatchObject({ lens: "function", function: "It drafts the note" });
    for (const [similarity, nearness] of [
      [0.8, "close"],
      [0.79, "related"],
      [0.4, "related"],
      [0.39, "loose"],
      [-1, "loose"],
    ] as const) {
      const near = contentOf(makeBankEntry(), { near: [makeNear({ similarity })] });
      expect(near.evidence.bank).toEqual([{ id: "stopped-medicine", version: 1, nearness }]);
    }
  });

  test("its relevance says how near it is, what it is about, and whether it is of any product", () => {
    const of = (entry: BankEntry, similarity: number) =>
      draftOffline(makeInput([entry], { near: [makeNear({ similarity })] }))[0]?.relevance;
    const near = of(makeBankEntry(), 0.6);
    expect(near).toMatchObject({ general: false, aspects: makeBankEntry().facets.guideWords });
    expect(near?.fit).toBeGreaterThan(0);
    // One deviation nearer in meaning is half a deviation nearer in all.
    expect((of(makeBankEntry(), 1)?.near ?? 0) - (near?.near ?? 0)).toBeCloseTo(0.5, 10);
    const general = makeBankEntry({ facets: { capabilities: [], technologies: [] } });
    expect(of(general, 0.6)?.general).toBe(true);
  });
});

const bankCause = (n: number, when: string[] = []) => ({
  id: `c${n}`,
  kind: "software" as const,
  text: `Mechanism number ${n} of this entry.`,
  when,
});
const bankControl = (n: number, actsOn: string[], text = `Measure number ${n} of this entry.`) => ({
  id: `k${n}`,
  type: "design" as const,
  owner: "maker" as const,
  text,
  actsOn,
  worksIf: "It is seen to work.",
});

describe("the causes that are offered", () => {
  const entry = makeBankEntry({
    causes: [bankCause(1), bankCause(2, ["barcode", "letter"]), bankCause(3, ["triage"])],
    controls: [
      bankControl(1, ["c1"]),
      bankControl(2, ["c2", "c3"]),
      bankControl(3, ["c3"]),
      bankControl(4, ["c1", "c2"]),
    ],
  });
  const drafted = (has: string[]) => {
    const { causes, controls } = contentOf(entry, {
      profile: profileWith({ has: ["capability:ambient-note", ...has] }),
    });
    return {
      causes: causes.map(({ text }) => Number(/\d/u.exec(text)?.[0])),
      controls: controls.map(({ text, actsOn }) => [Number(/\d/u.exec(text)?.[0]), actsOn]),
    };
  };

  test("are those that need nothing, with the controls that act on them", () => {
    expect(drafted([])).toEqual({
      causes: [1],
      controls: [
        [1, [1]],
        [4, [1]],
      ],
    });
  });

  test("and those whose condition the product meets, first, with numbers that fit", () => {
    expect(drafted(["capability:letter"])).toEqual({
      causes: [2, 1],
      controls: [
        [1, [2]],
        [2, [1]],
        [4, [2, 1]],
      ],
    });
    expect(drafted(["capability:triage"]).causes).toEqual([3, 1]);
    expect(drafted(["capability:triage", "technology:barcode"])).toEqual({
      causes: [2, 3, 1],
      controls: [
        [1, [3]],
        [2, [1, 2]],
        [3, [2]],
        [4, [3, 1]],
      ],
    });
  });

  test("are at most five, and no control acts on a sixth", () => {
    const many = makeBankEntry({
      causes: Array.from({ length: 7 }, (_, i) => bankCause(i + 1)),
      controls: [bankControl(1, ["c5", "c6"]), bankControl(2, ["c6", "c7"])],
    });
    const content = contentOf(many);
    expect(content.causes).toHaveLength(5);
    expect(content.controls.map(({ actsOn }) => actsOn)).toEqual([[5]]);
  });

  test("give no candidate that holds when none is met", () => {
    const bound = makeBankEntry({ causes: [bankCause(1, ["barcode"]), bankCause(2, ["barcode"])] });
    const [draft] = draftOffline(makeInput([bound]));
    expect($Candidate.safeParse(draft?.content).success).toBe(false);
  });
});

describe("a control that the description states", () => {
  const control = "A pharmacist signs off every dose before release.";
  const drafted = (text: string, said: string): Candidate["controls"][number] | undefined => {
    const entry = makeBankEntry({
      causes: [bankCause(1), bankCause(2)],
      controls: [bankControl(1, ["c1"], said), bankControl(2, ["c2"])],
    });
    return contentOf(entry, { description: text, profile: makeProfileOf(text) }).controls[0];
  };
  const makeProfileOf = (text: string): Profile =>
    makeProfile({ has: ["capability:ambient-note"], intendedUse: spanOf(text, 0, 6) });
  const around = (sentence: string): string => `Velmar helps. ${sentence} It is blue.`;

  test.each([
    ["in its words", "A pharmacist signs off every dose before release."],
    ["in nearly its words", "Pharmacists sign off each dose prior to its release."],
    [
      "after another denial",
      "Nothing is printed; a pharmacist signs off every dose before release.",
    ],
    ["under a condition", "Unless it is urgent, a pharmacist signs off every dose before release."],
  ])("has its place: said %s", (_how, sentence) => {
    const text = around(sentence);
    const found = drafted(text, control);
    expect(found?.basis).toBe("stated");
    expect(found?.span?.quote).toBe(sentence);
    expect(
      found?.span === null || found === undefined ? false : spanResolves(text, found.span),
    ).toBe(true);
  });

  test.each([
    ["not said", "It prints every label."],
    ["said in part", "A pharmacist reads every label."],
    ["denied", "A pharmacist does not sign off any dose before release."],
    ["denied with no", "No pharmacist signs off a dose before release."],
    [
      "denied at the beginning of a long sentence",
      "It does not have a pharmacist sign off the dose before its release on any of the wards in this hospital today.",
    ],
    [
      "done without it",
      "Orders go out without a pharmacist signing off every dose before release.",
    ],
    [
      "outside the scope",
      "\n\n## Outside the scope\n\n- A pharmacist signs off every dose before release\n\n## Other\n\n",
    ],
    ["said in a heading", "\n\n## A pharmacist signs off every dose before release\n\n"],
    [
      "spread over two sentences",
      "A pharmacist is there. They sign off the dose, then its release.",
    ],
  ])("is proposed only, without a place: %s", (_how, sentence) => {
    expect(drafted(around(sentence), control)).toMatchObject({ basis: "proposed", span: null });
  });

  test("is quoted in at most 25 words", () => {
    const text = around(
      `A pharmacist signs off every dose before release ${"and so on ".repeat(20)}.`,
    );
    const found = drafted(text, control);
    expect(found?.span?.quote.split(/\s+/u)).toHaveLength(25);
  });

  test("is never one of fewer than four words of content", () => {
    expect(drafted(around("A pharmacist signs."), "A pharmacist signs.")?.basis).toBe("proposed");
  });
});

describe("what a candidate takes for granted", () => {
  const entry = makeBankEntry({
    facets: { capabilities: ["ambient-note", "record-write-back"], technologies: [] },
  });
  test.each<[string, Parameters<typeof makeProfile>[0], string[]]>([
    [
      "is said when the description does not",
      {},
      ["Assumes write-back to the record; not stated."],
    ],
    [
      "is not said when it is stated",
      { has: ["capability:ambient-note", "capability:record-write-back"] },
      [],
    ],
    ["is not said when it is denied", { hasNot: ["capability:record-write-back"] }, []],
  ])("%s", (_what, overrides, assumptions) => {
    expect(contentOf(entry, { profile: profileWith(overrides) }).assumptions).toEqual(assumptions);
  });

  test("names the people of a hazard about people who are more exposed, as they are called", () => {
    const people = makeBankEntry({
      lens: "more-exposed",
      facets: { moreExposed: ["limited-english", "hearing-loss"] },
    });
    const labels = new Map([["population:limited-english", "people with limited English"]]);
    const profile = profileWith({ has: ["capability:ambient-note", "population:hearing-loss"] });
    const content = contentOf(people, { labels, profile });
    expect(content.assumptions).toEqual([
      "Assumes that these people are among the patients: people with limited English; not stated.",
    ]);
    expect(content.exposed).toBe("people with limited English; hearing loss");
  });

  test.each<[string[], string, string[]]>([
    [[], "older people", ["children, pregnancy"]],
    [["population:pregnancy"], "pregnancy", ["children, older people"]],
    [["population:children", "population:older-people"], "children; older people", ["pregnancy"]],
  ])("of %j names as more exposed only whom it may serve: %s", (people, named, others) => {
    const entry = makeBankEntry({
      facets: { moreExposed: ["children", "pregnancy", "older-people"] },
    });
    const profile = profileWith({ has: ["capability:ambient-note", ...people] });
    const content = contentOf(entry, { labels: new Map(), profile });
    expect(content.exposed).toBe(named);
    expect(content.assumptions).toEqual(
      others.map((who) => `More exposed if they are among the patients: ${who}; not stated.`),
    );
  });

  test("says what its sentences speak of that the description does not, or leaves out", () => {
    const entry = makeBankEntry();
    const speaksOf = (sentence: string): ReadonlySet<string> =>
      new Set(sentence === entry.situation ? ["user:gp", "population:children"] : []);
    const labels = new Map([
      ["user:gp", "GP"],
      ["population:children", "children"],
    ]);
    const told = (...hasNot: string[]): string[] =>
      contentOf(entry, { speaksOf, labels, profile: profileWith({ hasNot }) }).assumptions;
    expect(told()).toEqual(["Told of GP, children, which the description does not mention."]);
    expect(told("population:children")).toEqual([
      "Told of GP, which the description does not mention.",
      "Told of children, which the description leaves out.",
    ]);
  });

  test("leaves out of the more exposed whom the description leaves out", () => {
    const entry = makeBankEntry({ facets: { moreExposed: ["hearing-loss", "children"] } });
    const labels = new Map([["population:children", "children"]]);
    const profile = profileWith({ hasNot: ["population:children"] });
    expect(contentOf(entry, { labels, profile }).exposed).toBe("hearing loss");
  });

  test("is nothing for what descriptions seldom leave unsaid", () => {
    expect(contentOf(makeBankEntry()).assumptions).toEqual([]);
  });
});

describe("a candidate whose words are the bank's", () => {
  const entry = makeBankEntry();
  const drafted = contentOf(entry);

  test("is untailored", () => {
    expect(drafted.untailored).toBe(true);
  });

  test("is untailored also when only the product's name was put in", () => {
    const renamed = { ...drafted, hazard: drafted.hazard.replace("The note", "The Velmar note") };
    expect(isUntailored(renamed, entry, profileWith())).toBe(true);
    const named = { ...drafted, hazard: `Velmar Velmar: ${drafted.hazard}` };
    expect(isUntailored(named, entry, profileWith())).toBe(true);
  });

  test("is not when what happens in the chain is told anew", () => {
    const tailored = {
      ...drafted,
      effect: "The discharge letter sent over MESH repeats it to the surgery.",
      causes: drafted.causes.map((cause) => ({
        ...cause,
        text: "Welsh speech is translated and its negative particle dropped.",
      })),
    };
    expect(isUntailored(tailored, entry, profileWith())).toBe(false);
  });
});

describe("why this product", () => {
  test("is what reads most like the hazard, then its function, then where a facet is said", () => {
    const text = `${description} A medicine the patient stopped is struck through in the note.`;
    const facet = makeFacet("capability:ambient-note", { spans: [quote("clinicians")] });
    const profile = { ...profileWith(), facets: [facet] };
    const { evidence } = contentOf(makeBankEntry(), { description: text, profile });
    expect(evidence.product.map((span) => span.quote)).toEqual([
      "A medicine the patient stopped is struck through in the note.",
      "It drafts the note of a visit.",
      "to help clinicians write notes.",
    ]);
  });

  test("is understood where the mention stands far on in a long sentence", () => {
    const text = `Velmar helps. It ${"does and ".repeat(30)}in the end of all this drafts notes for them.`;
    const facet = makeFacet("capability:ambient-note", { spans: [quote("drafts notes", text)] });
    const profile = {
      ...profileWith({ functions: [], intendedUse: spanOf(text, 0, 13) }),
      facets: [facet],
    };
    const { evidence } = contentOf(makeBankEntry(), { description: text, profile });
    expect(evidence.product.map((span) => span.quote)).toEqual([
      "does and does and does and in the end of all this drafts notes for them.",
    ]);
  });

  test("is never what the description leaves out", () => {
    const left = "A medicine the patient stopped is struck through in the note.";
    const text = `${description}\n\n## Outside the scope\n\n- ${left}\n`;
    const { evidence } = contentOf(makeBankEntry(), { description: text });
    expect(evidence.product.map((span) => span.quote)).not.toContain(left);
    const said = contentOf(makeBankEntry(), { description: `${description} ${left}` });
    expect(said.evidence.product[0]?.quote).toBe(left);
  });

  test("is nothing where nothing shares its words or facets: it says so, and ranks lower", () => {
    const profile = profileWith({ has: ["data:results"], functions: [] });
    const general = makeBankEntry({ facets: { capabilities: [] } });
    const text = "Velmar helps. It is blue.";
    const draft = (words: string) =>
      draftOffline(
        makeInput([general], {
          description: words,
          profile: { ...profile, intendedUse: spanOf(words, 0, 13) },
          near: [makeNear({ passage: spanOf(words, 14, 25) })],
          bounds: { close: 0.8, related: 0.4 },
        }),
      )[0];
    const [without, support] = [draft(text), draft(`${text} A medicine is stopped and recorded.`)];
    expect(without?.content).toMatchObject({
      evidence: { product: [] },
      assumptions: ["Rests on no words of the description."],
    });
    expect(support?.content).toMatchObject({
      evidence: { product: [{ quote: "A medicine is stopped and recorded." }] },
      assumptions: [],
    });
    expect(without?.relevance.fit).toBeLessThan(support?.relevance.fit ?? 0);
  });

  test("is where a facet is said that the hazard is told of, before others that it shares", () => {
    const facets = [
      makeFacet("capability:ambient-note", { spans: [quote("clinicians")], salience: 0.9 }),
      makeFacet("data:medicines", { spans: [quote("dose")], salience: 0.2 }),
      makeFacet("user:pharmacist", { spans: [quote("pharmacist")] }),
    ];
    const profile = { ...profileWith({ functions: [] }), facets };
    const of = (...spoken: string[]): string[] =>
      contentOf(makeBankEntry(), { profile, speaksOf: () => new Set(spoken) }).evidence.product.map(
        (span) => span.quote,
      );
    expect(of()).toEqual(["to help clinicians write notes."]);
    expect(of("user:pharmacist")).toEqual(["to help clinicians write notes."]);
    expect(of("data:medicines")).toEqual([
      "A pharmacist signs off every dose before release.",
      "to help clinicians write notes.",
    ]);
  });
});

describe("who drafted it and who reviewed the entry", () => {
  test.each([
    ["no", "no"],
    [{ by: "Dr A. Fenn", date: "2026-05-01" }, "Dr A. Fenn, 2026-05-01"],
  ] as const)("%j", (clinicallyReviewed, said) => {
    const content = contentOf(makeBankEntry({ clinicallyReviewed }));
    expect(content.clinicallyReviewed).toBe(said);
    expect(content.drafter).toEqual({ id: "offline", version: "3" });
  });
});

describe("equal inputs", () => {
  const entries = ["a", "b", "c", "d"].map((id) => makeBankEntry({ id }));
  const input = makeInput(entries);
  const byEntry = (drafts: Draft[]): Draft[] =>
    drafts.toSorted((a, b) => (a.origin.entry < b.origin.entry ? -1 : 1));

  test("give equal drafts, in whatever order they were found", () => {
    const expected = byEntry(draftOffline(input));
    expect(expected).toHaveLength(4);
    const hits = [...input.hits];
    const shuffled = fc.shuffledSubarray(hits, { minLength: hits.length, maxLength: hits.length });
    fc.assert(
      fc.property(shuffled, (found) => {
        expect(byEntry(draftOffline({ ...input, hits: found }))).toEqual(expected);
      }),
    );
  });
});

describe("every entry of the shipped bank", () => {
  const atStart = (facet: Profile["facets"][number]) => ({ ...facet, spans: [quote("Velmar")] });

  test("drafts for a product that meets it into a candidate that passes every check", async () => {
    const vocabulary = await loadVocabulary();
    const entries = await createBankFiles(vocabulary).load();
    const labels = new Map([...vocabulary.facets].map(([key, { label }]) => [key, label]));
    const cells = planCells(readProfile("Velmar", description, vocabulary) ?? profileWith());
    const key = cells[0]?.key ?? "";
    const has = [...vocabulary.facets.keys()];
    const unsaid = ["capability:record-write-back", "technology:cloud-hosting"];
    for (const known of [has, has.filter((facet) => !unsaid.includes(facet))]) {
      const drafts = draftOffline(
        makeInput(entries, {
          profile: { ...profileWith(), facets: makeProfile({ has: known }).facets.map(atStart) },
          cells,
          hits: entries.map(({ id, version }) => makeHit({ cell: key, entry: id, version })),
          labels,
        }),
      );
      const retrieved = new Set(entries.map(({ id, version }) => `${id}@${version}`));
      const { checked, refused } = checkDrafts(drafts, { description, retrieved });
      expect(refused.map(({ origin, issues }) => [origin.entry, issues])).toEqual([]);
      expect(checked.length).toBeGreaterThan(entries.length * 0.9);
    }
  });
});
