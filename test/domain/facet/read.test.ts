import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readMentions, type Mention } from "../../../src/domain/facet/read.ts";
import { facetKey, parseVocabulary } from "../../../src/domain/facet/vocabulary.ts";
import { segmentsOf } from "../../../src/domain/text/segments.ts";
import { makeVocabulary } from "./make-vocabulary.ts";

const vocabulary = makeVocabulary();
const mentionsIn = (text: string): Mention[] => readMentions(text, segmentsOf(text), vocabulary);
/** `triage` where the text says that the product has it, `no triage` where it says that it has not. */
const read = (text: string): string[] =>
  mentionsIn(text).map(({ facet, negated }) => (negated ? `no ${facet.id}` : facet.id));
const quotes = (text: string): string[] =>
  mentionsIn(text).map(({ start, end }) => text.slice(start, end));

describe("a sentence that denies a thing", () => {
  test.each<[string, string[]]>([
    ["It does not prescribe.", ["no prescribing"]],
    ["It doesn't prescribe.", ["no prescribing"]],
    ["It doesn’t prescribe.", ["no prescribing"]],
    ["There is no prescribing in this release.", ["no prescribing"]],
    ["No prescribing.", ["no prescribing"]],
    ["It never sends letters.", ["no letter"]],
    ["Users cannot order tests from it.", ["no order"]],
    ["Users can't order tests.", ["no order"]],
    ["Users cannot yet order tests.", ["no order"]],
    ["Clinicians type instead of dictation.", ["no dictation"]],
    ["Rather than dictation, it uses forms.", ["no dictation"]],
    ["Outside the scope: triage.", ["no triage"]],
    ["Out of scope: triage and prescribing.", ["no triage", "no prescribing"]],
    ["Not supported: triage.", ["no triage"]],
    ["It drafts letters without prescribing.", ["letter", "no prescribing"]],
    ["Neither triage nor prescribing is offered.", ["no triage", "no prescribing"]],
    ["It excludes triage.", ["no triage"]],
    ["It lacks prescribing.", ["no prescribing"]],
    ["It is not a triage tool.", ["no triage"]],
    ["It is not for use in children.", ["no children"]],
    ["All patients except children.", ["no children"]],
    ["All patients, with the exception of children.", ["no children"]],
    ["All patients excluding children.", ["no children"]],
    ["It does not diagnose, recommend treatment or triage.", ["no triage"]],
    [
      "It will not triage or prescribe or order tests.",
      ["no triage", "no prescribing", "no order"],
    ],
    ["Prescribing is not supported.", ["no prescribing"]],
    ["Prescribing is out of scope.", ["no prescribing"]],
    ["Prescribing isn't included.", ["no prescribing"]],
    ["Prescribing will not be available before 2028.", ["no prescribing"]],
    ["Triage is not part of the product.", ["no triage"]],
    ["Triage and prescribing are not supported.", ["no triage", "no prescribing"]],
    [
      "Prescribing, triage or ordering tests is excluded.",
      ["no prescribing", "no triage", "no order"],
    ],
    ["Children under 16 are excluded.", ["no children"]],
    ["Prescribing (not in this release)", ["no prescribing"]],
    ["Triage: no", ["no triage"]],
    ["- Triage – not supported", ["no triage"]],
    ["| Triage | No |\n| Letters | Yes |", ["no triage", "letter"]],
    ["| Triage | Not included |\n| Prescribing | ✗ |", ["no triage", "no prescribing"]],
    ["Prescribing remains in the hospital's own system.", ["no prescribing"]],
    ["Prescribing is done elsewhere.", ["no prescribing"]],
    ["Prescribing is handled by a separate product.", ["no prescribing"]],
    ["Prescribing will come in a later release.", ["no prescribing"]],
    ["Triage is left to the team.", ["no triage"]],
    ["Triage stays with the practice.", ["no triage"]],
    ["It stops short of prescribing.", ["no prescribing"]],
    ["It refrains from triage.", ["no triage"]],
    ["Prescribing? No.", ["no prescribing"]],
    ["What it doesn't do: prescribing, triage.", ["no prescribing", "no triage"]],
    ["Unlike dictation, it listens.", ["no dictation"]],
    ["It does not handle missed letters.", ["no letter"]],
    ["There is no triage until 2028.", ["no triage"]],
    ["There is no triage until the next release.", ["no triage"]],
    ["It does not support\ntriage.", ["no triage"]],
    ["- does not prescribe,\n  triage or order tests", ["no prescribing", "no triage", "no order"]],
  ])("%j", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe("a sentence that denies one thing and says another", () => {
  test.each<[string, string[]]>([
    ["It is not used for triage, but it drafts letters.", ["no triage", "letter"]],
    ["It supports prescribing but not triage.", ["prescribing", "no triage"]],
    ["It is used for triage, not for prescribing.", ["triage", "no prescribing"]],
    ["It does not triage; it drafts letters.", ["no triage", "letter"]],
    ["It does not triage. It drafts letters.", ["no triage", "letter"]],
    ["It does not triage and it drafts letters.", ["no triage", "letter"]],
    ["It does not triage, and drafts letters.", ["no triage", "letter"]],
    ["It does not triage, so letters are sent.", ["no triage", "letter"]],
    ["It does not triage, it drafts letters.", ["no triage", "letter"]],
    ["It does not triage, which leaves letters.", ["no triage", "letter"]],
    ["It does not triage (nurses do) and sends letters.", ["no triage", "nurse", "letter"]],
    ["Unlike dictation, it drafts letters.", ["no dictation", "letter"]],
    ["It drafts letters; triage is not supported.", ["letter", "no triage"]],
    ["It drafts letters. Triage is not supported.", ["letter", "no triage"]],
    ["It drafts letters and triage is not supported.", ["letter", "no triage"]],
    ["Letters are drafted, prescribing is not supported.", ["letter", "no prescribing"]],
    ["Nurses who cannot prescribe use triage.", ["nurse", "no prescribing", "triage"]],
    ["It does not replace the nurse: it helps with triage.", ["triage"]],
  ])("%j", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe("a sentence that holds a denying word and denies nothing of the thing", () => {
  test.each<[string, string[]]>([
    ["It prescribes.", ["prescribing"]],
    ["Not only letters but prescriptions are drafted.", ["letter", "prescribing"]],
    ["Not just triage: it also drafts letters.", ["triage", "letter"]],
    ["It does not only draft letters.", ["letter"]],
    ["Not all letters are sent.", ["letter"]],
    ["Prescriptions are sent no later than noon.", ["prescribing"]],
    ["No later than noon, prescriptions are sent.", ["prescribing"]],
    ["No more than three letters are drafted.", ["letter"]],
    ["No letter is sent without approval.", ["letter"]],
    ["No prescription can be issued without a signature.", ["prescribing"]],
    ["It does not send a letter until the nurse approves it.", ["letter", "nurse"]],
    ["Never send a letter before review.", ["letter"]],
    ["It sends no letters except by post.", ["letter"]],
    ["It sends no letters except to children.", ["letter", "children"]],
    ["We use no AI apart from the maker's own.", ["language-model"]],
    ["If the network is not available, letters are queued.", ["letter"]],
    ["When a patient has no phone, a letter is sent.", ["letter"]],
    ["Patients who do not answer get a letter.", ["letter"]],
    ["Patients that do not match go to triage.", ["triage"]],
    ["Reports which cannot be read are sent as a letter.", ["letter"]],
    ["Patients who have not been seen are sent a letter.", ["letter"]],
    ["Letters that are not approved are deleted.", ["letter"]],
    ["Letters are not sent twice.", ["letter"]],
    ["The letter stays with the patient.", ["letter"]],
    ["Letters remain in the record.", ["letter"]],
    ["Triage is done in another room.", ["triage"]],
    ["It shows letters that are kept elsewhere.", ["letter"]],
    ["Triage? Yes.", ["triage"]],
    ["Triage? No delay.", ["triage"]],
    ["It works so that no result is missed.", ["result"]],
    ["It never loses a result.", ["result"]],
    ["A result is not forgotten.", ["result"]],
    ["No data are kept by the triage service.", ["triage"]],
    ["Nothing is missing: triage, letters.", ["triage", "letter"]],
    ["Notwithstanding its name, it drafts letters.", ["letter"]],
    ["| Triage | Yes |\n| Notes | |", ["triage", "note"]],
    ["Triage: nobody waits", ["triage"]],
    ["Triage: no waiting", ["triage"]],
    ["Letters (not more than two pages)", ["letter"]],
    [
      "It does not need a nurse at the desk in the hall by the door for all of the long day of triage.",
      ["no nurse", "triage"],
    ],
  ])("%j", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe("a section of what is out of scope", () => {
  test.each([
    "## Outside the scope\n\n- Prescribing\n- Triage\n",
    "Out of scope:\n- Prescribing\n- Triage\n",
    "**Not included.** Prescribing and triage.\n",
    "## What it does not do\n\nPrescribing. Triage.\n",
    "- limits\n- out of scope:\n  - prescribing\n  - triage\n",
    "It does not:\n\n- prescribe\n- triage\n",
    "The following are not supported in the release of this autumn:\n- prescribing\n- triage\n",
    "| Out of scope | |\n|---|---|\n".replaceAll("|", "") + "# Exclusions\nPrescribing, triage",
  ])("leaves out what it names: %j", (text) => {
    expect(read(text)).toEqual(["no prescribing", "no triage"]);
  });

  test("ends with it", () => {
    const text = "## Out of scope\n- Triage\n## Functions\n- Letters";
    expect(read(text)).toEqual(["no triage", "letter"]);
  });

  test("leaves out nothing that it says is in", () => {
    const text = "## Limits\n- Letters must be reviewed.\n- Only nurses see notes.\n- Triage";
    expect(read(text)).toEqual(["letter", "nurse", "note", "no triage"]);
  });
});

describe("a cue", () => {
  test.each<[string, string[]]>([
    ["Drafts the clinical note.", ["Drafts the clinical note", "note"]],
    ["Drafts clinical notes.", ["Drafts clinical notes", "notes"]],
    ["Drafts one two three clinical notes.", ["Drafts one two three clinical notes", "notes"]],
    ["Drafts one two three four clinical notes.", ["notes"]],
    ["Drafts a note that is clinical.", ["note"]],
    ["DRAFTS A CLINICAL NOTE", ["DRAFTS A CLINICAL NOTE", "NOTE"]],
    ["Uses a language-model", ["language-model"]],
    ["Uses a language\nmodel", ["language\nmodel"]],
    ["A language for models", []],
    ["Ends with language", []],
    ["Said, paid, laid.", []],
    ["On the hospital ward", ["hospital ward", "ward"]],
    ["It prescribes; prescribing; prescribed.", ["prescribes", "prescribing", "prescribed"]],
    ["🩺 Triage 🩺 of children", ["Triage", "children"]],
    ["notable", []],
  ])("is found with its exact place: %j", (text, expected) => {
    expect(quotes(text)).toEqual(expected);
  });

  test("does not reach over the end of a sentence, bullet or cell", () => {
    expect(read("Uses a language. Model one.")).toEqual([]);
    expect(read("- a language\n- model")).toEqual([]);
    expect(read("| a language | model |")).toEqual([]);
  });

  test("that is longer wins over a shorter one of the same facet at the same place", () => {
    const overlapping = parseVocabulary({
      capability: {
        note: { label: "note", cues: ["clinical", "clinical note", "clinical note of"] },
      },
      technology: {},
      data: {},
      user: {},
      setting: {},
      population: {},
      phase: {},
    });
    const text = "A clinical note of today";
    const found = readMentions(text, segmentsOf(text), overlapping);
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(["clinical note of"]);
  });

  test("names its segment", () => {
    const text = "# Letters\n\nTriage. Audio.";
    expect(mentionsIn(text).map(({ facet, segment }) => [facet.id, segment])).toEqual([
      ["letter", 0],
      ["triage", 1],
      ["audio", 2],
    ]);
  });

  test("is found at its place in any text, in order, and never beside it", () => {
    const part = fc.constantFrom(
      "letters",
      "no triage",
      "never",
      "and",
      "🩺",
      "Prescribing",
      ". ",
      "\n\n",
      "\n- ",
      "language model",
      "(audio)",
      "but",
    );
    const cues = /^(?:letters|triage|prescribing|language\s+model|audio)$/iu;
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const text = parts.join(" ");
        const found = mentionsIn(text);
        for (const { start, end } of found) expect(text.slice(start, end)).toMatch(cues);
        const said = text.match(/letters|triage|prescribing|language model|audio/giu) ?? [];
        // Of what is denied, only the deed is: what it would act on is not spoken of at all.
        if (/\b(?:no|never)\b/u.test(text)) expect(found.length).toBeLessThanOrEqual(said.length);
        else expect(found).toHaveLength(said.length);
        const starts = found.map(({ start }) => start);
        expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      }),
    );
  });

  test("is read a hundred thousand times over without failing", () => {
    expect(mentionsIn("letters ".repeat(130_000))).toHaveLength(130_000);
  });
});

describe("a vocabulary", () => {
  const empty = {
    capability: {},
    technology: {},
    data: {},
    user: {},
    setting: {},
    population: {},
    phase: {},
  };

  test.each([
    ["a kind is missing", { ...empty, phase: undefined }],
    ["a kind is unknown", { ...empty, mood: {} }],
    [
      "an id is no slug",
      { ...empty, capability: { Letter: { label: "letter", cues: ["letter"] } } },
    ],
    ["a facet has no cue", { ...empty, capability: { letter: { label: "letter", cues: [] } } }],
    ["a facet has a field more", { ...empty, data: { a: { label: "ab", cues: ["ab"], risk: 1 } } }],
  ])("is refused when %s", (_what, raw) => {
    expect(() => parseVocabulary(empty)).not.toThrow();
    expect(() => parseVocabulary(raw)).toThrow();
  });

  test("keeps facets of two kinds apart that share an id", () => {
    const facet = { label: "results", cues: ["result"] };
    const both = parseVocabulary({ ...empty, capability: { a: facet }, data: { a: facet } });
    expect([...both.facets.keys()]).toEqual([facetKey("capability", "a"), facetKey("data", "a")]);
    const text = "results";
    const found = readMentions(text, segmentsOf(text), both);
    expect(found.map((mention) => mention.facet.kind)).toEqual(["capability", "data"]);
  });
});
