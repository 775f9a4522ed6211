import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { appendCorrections } from "../../../src/domain/profile/corrections.ts";
import type { Correction } from "../../../src/domain/profile/correction-lines.ts";
import { maxFunctions, nameOf } from "../../../src/domain/profile/functions.ts";
import { labelOf, sentencesOf } from "../../../src/domain/profile/label.ts";
import type { ProductFunction } from "../../../src/domain/profile/profile.ts";
import { readKeptProfile } from "../../../src/domain/profile/read.ts";
import { spanResolves } from "../../../src/domain/text/span.ts";
import { loadVocabulary } from "../../../src/infra/files/vocabulary.ts";
import { makeDescription } from "../../support/make-description.ts";

const vocabulary = await loadVocabulary();
const functionsOf = (text: string): readonly ProductFunction[] =>
  readKeptProfile("Dovecot", text, vocabulary).functions;
const purpose = "Intended use: to help renal nurses plan dialysis sessions.";
const isRead = (line: string, heading = "What it does"): boolean =>
  functionsOf(`${purpose}\n\n## ${heading}\n\n- ${line}\n`).length > 0;

describe("a line under what the product does", () => {
  test.each([
    "Recordings of calls are retained for eight years",
    "Stores results, letters and medicines for 20 years after the last visit",
    "Holds demographics, problems, allergies and medicines",
    "Audit trail of every view and change",
    "An audit log records who opened which record",
    "Integrates with EMIS, SystmOne and the hospital EPR",
    "Connects to NHS CIS2 for sign-in",
    "Interfaces: MESH, HL7 ADT",
    "Supports HL7 FHIR and is compatible with Epic",
    "Hosted in Microsoft Azure, in a UK data centre",
    "Runs on two servers in the trust's data centre, with backups nightly",
    "Service desk for ward staff, 24/7",
    "Staff training in prescribing takes one hour by e-learning",
    "Class IIb medical device, UKCA marked for remote monitoring",
    "Complies with DCB0129 and ISO 27001",
    "Role-based access and single sign-on",
    "Messages are encrypted at rest",
    "Voice recordings are kept in AWS in London for 3 years",
  ])("is no function where it tells of the product itself: %s", (line) => {
    expect(isRead(line)).toBe(false);
  });

  test.each([
    "Writes results to the GP record through FHIR",
    "Sends the discharge letter to the GP over MESH and keeps a copy for eight years",
    "Connects to the shared record to show the care plan",
    "The transcript is sent to the GP practice the next morning",
    "Letters are held until the consultant approves them",
    "Keeps a list of jobs for each ward",
    "Triage of requests",
    "Prescribing with decision support",
    "Orders are sent to the laboratory by HL7 and results are shown as a trend",
    "Reads blood pressure from the monitor and warns the nurse",
    "Supports nurses to prescribe",
    "Patients log in with NHS login and book an appointment",
    "Alerts the team when a reading is out of range",
    "Video consultations with a physiotherapist",
  ])("is one where something is done for somebody: %s", (line) => {
    expect(isRead(line)).toBe(true);
  });

  test.each([
    "Integrations",
    "Connections and standards",
    "Security and audit",
    "Regulatory status",
  ])("is one under “%s” only where something is done", (heading) => {
    expect(isRead("Results, letters and medicines", heading)).toBe(false);
    expect(isRead("SystmOne and Epic", heading)).toBe(false);
    expect(isRead("Writes the discharge letter into the GP record", heading)).toBe(true);
  });

  test("counts for what else is read all the same", () => {
    const text = `${purpose}\n\n- Hosted in Azure\n- Holds allergies and medicines lists\n- Triage`;
    const { facets } = readKeptProfile("Dovecot", text, vocabulary);
    expect(facets.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["cloud-hosting", "allergies", "medicines", "triage"]),
    );
  });
});

describe("what a function is called", () => {
  test.each([
    ["It drafts **letters**.", "It drafts letters."],
    [
      "Take weight, blood pressure and access checks at the chairside on a tablet, comparing them with the dry weight and the last six sessions",
      "Take weight, blood pressure and access checks at the chairside on a tablet",
    ],
    [
      "Shows the nurse every reading (weight, pressure, temperature, oxygen saturation, pain and a free text note of how it was) and asks",
      "Shows the nurse every reading",
    ],
  ])("ends where a clause does: %s", (sentence, label) => {
    expect(labelOf(sentence)).toBe(label);
  });

  test("is at most 90 characters and says where it was cut inside a clause", () => {
    expect(labelOf("many home visits ".repeat(20))).toMatch(/^many home .{60,80} …$/u);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        expect(labelOf(text).length).toBeLessThanOrEqual(92);
      }),
    );
  });

  test("stands beside its whole sentence", () => {
    const [fn] = functionsOf(
      `${purpose}\n\nIt drafts a clinical letter ${"and so on ".repeat(30)}.`,
    );
    const text = `${purpose}\n\nIt drafts a clinical letter ${"and so on ".repeat(30)}.`;
    expect(sentencesOf(text, fn === undefined ? [] : [fn.span])[0]).toMatch(
      /^It drafts .{290,}\.$/u,
    );
  });
});

describe("functions that people correct", () => {
  const described = makeDescription();
  const before = functionsOf(described);
  const words = before.map(nameOf);
  const after = (...corrections: Correction[]): readonly ProductFunction[] =>
    functionsOf(appendCorrections(described, corrections));
  const struck = (at: number): Correction => ({ says: "no-function", words: words[at] ?? "" });

  test("a struck one is none, and the others follow in its place", () => {
    expect(after(struck(1)).map(nameOf)).toEqual(words.filter((_words, i) => i !== 1));
  });

  test("is taken back by saying that it is one, where it was", () => {
    const back: Correction = { says: "function", by: "description", words: words[1] ?? "" };
    expect(after(struck(1), back)).toEqual(before);
  });

  test("an added one comes last, where the description says it", () => {
    const said =
      "Consultations with people who speak limited English are supported with an interpreter";
    const added = after({ says: "function", by: "description", words: said }).at(-1);
    expect(added).toMatchObject({ label: said, span: { start: described.indexOf(said) } });
  });

  test("what the maker told is one in these words, with what they show", () => {
    const said = "It puts patients in order by triage and does not prescribe";
    const text = appendCorrections(described, [{ says: "function", by: "maker", words: said }]);
    const profile = readKeptProfile("Sablewick", text, vocabulary);
    const added = profile.functions.at(-1);
    expect(added).toMatchObject({ label: said, capabilities: ["triage"] });
    expect(added !== undefined && spanResolves(text, added.span)).toBe(true);
    expect(profile.facets.map(({ id }) => id)).toContain("triage");
  });

  test("is called what a person calls it, and rests on the words of before", () => {
    const called = "Listens to the visit and writes down what is said";
    const [first, ...rest] = after({ says: "function-called", words: words[0] ?? "", called });
    expect(first).toMatchObject({ key: "F1", label: called, span: before[0]?.span });
    expect(first?.capabilities).toEqual(expect.arrayContaining(before[0]?.capabilities ?? []));
    expect(rest).toEqual(before.slice(1));
  });

  test("no word of a correction of something else becomes one", () => {
    const facet = vocabulary.facets.get("capability:triage");
    if (facet === undefined) throw new Error("Expected triage.");
    const said = "It puts patients in order of urgency.";
    expect(after({ ...facet, says: "so", by: "maker", words: said })).toEqual(before);
  });

  test("whatever is said of them, the last word on each holds and every place resolves", () => {
    const corrections: fc.Arbitrary<Correction> = fc.oneof(
      fc.nat(words.length - 1).map(struck),
      fc
        .nat(words.length - 1)
        .map((i): Correction => ({ says: "function", by: "description", words: words[i] ?? "" })),
      fc
        .record({ i: fc.nat(words.length - 1), called: fc.string({ minLength: 2, maxLength: 60 }) })
        .filter(({ called }) => called.trim().length > 1)
        .map(({ i, called }): Correction => ({
          says: "function-called",
          words: words[i] ?? "",
          called,
        })),
    );
    fc.assert(
      fc.property(fc.array(corrections, { minLength: 1, maxLength: 9 }), (all) => {
        const text = appendCorrections(described, all);
        const last = new Map(
          all.map((one) => ["words" in one ? one.words : "", one.says] as const),
        );
        const found = functionsOf(text);
        expect(found.map(nameOf)).toEqual(words.filter((w) => last.get(w) !== "no-function"));
        for (const { span } of found) expect(spanResolves(text, span)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test("are at most as many as before, those that were added among them", () => {
    const many = Array.from({ length: 30 }, (_, i): Correction => ({
      says: "function",
      by: "maker",
      words: `It books visit ${i}`,
    }));
    expect(after(...many)).toHaveLength(maxFunctions);
  });
});
