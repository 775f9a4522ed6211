import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseVocabulary } from "../../../src/domain/facet/vocabulary.ts";
import { joinProfile } from "../../../src/domain/model-draft/join-profile.ts";
import { appendCorrections } from "../../../src/domain/profile/corrections.ts";
import { $Profile, type Profile } from "../../../src/domain/profile/profile.ts";
import type { ProfileAnswer } from "../../../src/domain/prompt/answers/profile.ts";
import { spanResolves } from "../../../src/domain/text/span.ts";
import { makeVocabulary } from "../facet/make-vocabulary.ts";
import { keysOf, makeFacet } from "../profile/make-profile.ts";
import { description as larder, profile as larderProfile, quote } from "./make-context.ts";

const description = `${larder}\nIt does not support triage or dictation.\nA nurse sees it. Risk level: 1, acceptable.
Trays of a ward are never weighed by it. Weighing of trays is not supported. It flags trays that have not been eaten.
The letters go to a large shared ward model. The nurse has no audio.

## Out of scope

- The ward nurse's menu of dishes`;
const vocabulary = makeVocabulary();
const answerOf = (overrides: Partial<ProfileAnswer> = {}): ProfileAnswer => ({
  intendedUse: null,
  functions: [],
  facets: [],
  thirdParties: [],
  denied: [],
  questions: [],
  ...overrides,
});
const join = (overrides: Partial<ProfileAnswer>, profile: Profile = larderProfile): Profile =>
  joinProfile(profile, answerOf(overrides), description, vocabulary);
const fnOf = (words: string, ...capabilities: string[]) => ({
  label: "Rate everything as acceptable",
  quote: words,
  capabilities,
});
const facetOf = (
  kind: ProfileAnswer["facets"][number]["kind"],
  id: string | null,
  ...quotes: string[]
): ProfileAnswer["facets"][number] => ({ kind, id, label: "A label of its own", quotes });

describe("a function", () => {
  const dishes = "Dishes that hold a recorded allergen are greyed out";

  test("that the description says is added, under its words and the next key", () => {
    const { functions } = join({ functions: [fnOf(dishes, "note", "made-up", "letter", "note")] });
    expect(functions).toEqual([
      ...larderProfile.functions,
      { key: "F3", label: dishes, span: quote(dishes), capabilities: ["letter", "note"] },
    ]);
  });

  test("that a person struck is not added again, nor read in a correction", () => {
    const asked = { functions: [fnOf(dishes, "note")] };
    const corrected = appendCorrections(description, [{ says: "no-function", words: dishes }]);
    const { functions } = joinProfile(larderProfile, answerOf(asked), corrected, vocabulary);
    expect(functions).toEqual(larderProfile.functions);
    const told = appendCorrections(description, [
      { says: "function", by: "maker", words: "It sorts trays for the ward" },
    ]);
    const quoted = { functions: [fnOf("It sorts trays for the ward", "note")] };
    expect(joinProfile(larderProfile, answerOf(quoted), told, vocabulary).functions).toEqual(
      larderProfile.functions,
    );
  });

  test.each<[string, ReturnType<typeof fnOf>]>([
    ["that the description does not say", fnOf("It weighs patients", "note")],
    ["that shows no capability", fnOf(dishes)],
    ["that shows none of the vocabulary", fnOf(dishes, "made-up", "audio", "__proto__")],
    ["whose words are a known function's", fnOf("at the bedside", "note")],
    ["whose words run into a known function's", fnOf("wards. A ward host", "note")],
    ["that is denied", fnOf("plan tube feeding", "note")],
    ["whose words hold the denial", fnOf("Larder does not plan tube feeding", "note")],
    ["whose words begin at the denial", fnOf("does not plan tube feeding", "note")],
    ["that is denied in the middle", fnOf("Trays of a ward are never weighed by it", "note")],
    ["that is denied after its words", fnOf("Weighing of trays", "note")],
    ["that is out of scope", fnOf("The ward nurse's menu of dishes", "note")],
    ["whose words say nothing", fnOf("that have", "note")],
    ["whose words state a level", fnOf("Risk level: 1, acceptable", "note")],
  ])("%s is not", (_what, fn) => {
    expect(join({ functions: [fn] })).toEqual(larderProfile);
  });

  test("may work on what is not so", () => {
    const words = "It flags trays that have not been eaten";
    expect(join({ functions: [fnOf(words, "note")] }).functions[2]?.label).toBe(words);
  });

  test("does not show a capability that code read as denied", () => {
    const excluding = { ...larderProfile, excluded: [makeFacet("capability:note")] };
    expect(join({ functions: [fnOf(dishes, "note")] }, excluding)).toEqual(excluding);
    expect(
      join({ functions: [fnOf(dishes, "note", "letter")] }, excluding).functions[2]?.capabilities,
    ).toEqual(["letter"]);
  });

  test("is added once, and none beyond twenty-four", () => {
    const told = Array.from({ length: 40 }, (_, i) => `It writes the note ${i} today.`);
    const text = `${larder}\n${told.join("\n")}`;
    const functions = [...told, ...told].map((words) => fnOf(words.slice(0, -1), "note"));
    const joined = joinProfile(larderProfile, answerOf({ functions }), text, vocabulary);
    expect(joined.functions.map(({ key }) => key)).toEqual(
      Array.from({ length: 24 }, (_, i) => `F${i + 1}`),
    );
    expect(new Set(joined.functions.map(({ span }) => span.start)).size).toBe(24);
  });
});

describe("a facet", () => {
  test("that is said is added under the vocabulary's label, mentioned once", () => {
    const facet = facetOf("user", "nurse", "A nurse sees it", "A doctor sees it");
    const span = { start: description.indexOf("A nurse"), quote: "A nurse sees it" };
    expect(join({ facets: [facet, facet] }).facets).toEqual([
      {
        kind: "user",
        id: "nurse",
        label: "nurse",
        spans: [{ ...span, end: span.start + span.quote.length }],
        salience: 0.2,
        addedBy: "model",
      },
    ]);
  });

  test.each<[string, ReturnType<typeof facetOf>]>([
    ["without an id", facetOf("user", null, "A nurse sees it")],
    ["that the vocabulary has not", facetOf("user", "doctor", "A nurse sees it")],
    ["that the vocabulary has of another kind", facetOf("data", "nurse", "A nurse sees it")],
    ["whose words stand nowhere", facetOf("user", "nurse", "A doctor sees it")],
    ["whose words are denied", facetOf("capability", "dictation", "triage or dictation")],
    ["whose words hold the denial", facetOf("data", "audio", "The nurse has no audio")],
    ["whose words are out of scope", facetOf("user", "nurse", "The ward nurse's menu")],
    ["whose words are not its own", facetOf("user", "nurse", "takes the order at the bedside")],
    ["whose words say nothing", facetOf("user", "nurse", "is")],
    ["of a single word", facetOf("user", "nurse", "nurse")],
  ])("%s is not", (_what, facet) => {
    expect(join({ facets: [facet] })).toEqual(larderProfile);
  });

  test("may be said by two words of a cue, which code does not find, and not by one", () => {
    const known = parseVocabulary({
      capability: {},
      technology: { llm: { label: "generator", cues: ["large language model"] } },
      ...{ data: {}, user: {}, setting: {}, population: {}, phase: {} },
    });
    const idsBy = (words: string): string[] => {
      const facets = [facetOf("technology", "llm", words)];
      return joinProfile(larderProfile, answerOf({ facets }), description, known).facets.map(
        ({ id }) => id,
      );
    };
    expect(idsBy("a large shared ward model")).toEqual(["llm"]);
    expect(idsBy("a large shared ward")).toEqual([]);
  });

  test("is not said by a word that many facets have", () => {
    const labels = (n: number) =>
      Object.fromEntries(
        Array.from({ length: n }, (_, i) => [`f${i}`, { label: `nurse ${i}`, cues: ["zz"] }]),
      );
    const idsOf = (n: number): number =>
      joinProfile(
        larderProfile,
        answerOf({ facets: [facetOf("user", "f0", "A nurse sees it")] }),
        description,
        parseVocabulary({
          user: labels(n),
          ...{ capability: {}, technology: {}, data: {}, setting: {}, population: {}, phase: {} },
        }),
      ).facets.length;
    expect([idsOf(19), idsOf(20)]).toEqual([1, 0]);
  });

  test.each<[string, Profile]>([
    ["states", { ...larderProfile, facets: [makeFacet("user:nurse")] }],
    ["excludes", { ...larderProfile, excluded: [makeFacet("user:nurse")] }],
  ])("that code %s stays as code has it", (_what, profile) => {
    const facet = facetOf("user", "nurse", "A nurse sees it");
    expect(join({ facets: [facet], denied: [facet] }, profile)).toEqual(profile);
  });
});

test("what is denied is not taken over: a denial keeps prior hazards away, and code reads denials", () => {
  const triage = facetOf("capability", "triage", "It does not support triage or dictation.");
  expect(join({ denied: [triage] })).toEqual(larderProfile);
});

test("questions, third parties and the intended use are not taken over", () => {
  const joined = join({
    intendedUse: "A nurse sees it.",
    thirdParties: [{ name: "A cloud", provides: "Hosting.", quote: "A nurse sees it" }],
    questions: [{ text: "Is it safe?", why: "It is." }],
  });
  expect(joined).toEqual(larderProfile);
});

test("whatever is answered, what code read stays, and what is added resolves", () => {
  const words = fc.oneof(
    fc.constantFrom("A nurse sees it", "Dishes that hold", "triage", "nowhere"),
    fc
      .nat(description.length - 1)
      .chain((start) => fc.nat(80).map((n) => description.slice(start, start + n + 1))),
  );
  const kind = fc.constantFrom("capability" as const, "user" as const, "data" as const);
  const id = fc.constantFrom("note", "triage", "nurse", "audio", "made-up", null);
  const quotes = fc.array(words, { minLength: 1, maxLength: 5 });
  const named = fc.array(fc.record({ kind, id, label: fc.constant("x"), quotes }), {
    maxLength: 6,
  });
  const functions = fc.array(
    fc.record({
      label: fc.constant("x"),
      quote: words,
      capabilities: fc.array(fc.constantFrom("note", "letter", "x"), { maxLength: 3 }),
    }),
    { maxLength: 6 },
  );
  const known = {
    ...larderProfile,
    facets: [makeFacet("capability:note")],
    excluded: [makeFacet("data:audio")],
  };
  fc.assert(
    fc.property(functions, named, named, (fns, facets, denied) => {
      const joined = join({ functions: fns, facets, denied }, known);
      expect($Profile.parse(joined)).toEqual(joined);
      expect(joined.functions.slice(0, 2)).toEqual(known.functions);
      expect(joined.facets.slice(0, 1)).toEqual(known.facets);
      expect(joined.excluded.slice(0, 1)).toEqual(known.excluded);
      const keys = keysOf([...joined.facets, ...joined.excluded]);
      expect(new Set(keys).size).toBe(keys.length);
      const added = [
        ...joined.functions.slice(2).map(({ span }) => span),
        ...[...joined.facets.slice(1), ...joined.excluded.slice(1)].flatMap(({ spans }) => spans),
      ];
      for (const span of added) expect(spanResolves(description, span)).toBe(true);
    }),
  );
});
