import { describe, expect, test } from "vitest";
import { readMentions } from "../../../src/domain/facet/read.ts";
import { facetKey } from "../../../src/domain/facet/vocabulary.ts";
import { segmentsOf } from "../../../src/domain/text/segments.ts";
import { loadVocabulary } from "../../../src/infra/files/vocabulary.ts";

const vocabulary = await loadVocabulary();
/** `capability:triage` where a text says it, `no capability:triage` where it denies it. */
const read = (text: string): string[] =>
  readMentions(text, segmentsOf(text), vocabulary).map(
    ({ facet, negated }) => `${negated ? "no " : ""}${facetKey(facet.kind, facet.id)}`,
  );

describe("a denied deed", () => {
  test.each<[string, readonly string[], RegExp]>([
    ["It does not prescribe.", ["no capability:prescribing"], /data:medicines/u],
    ["Users cannot prescribe from it.", ["no capability:prescribing"], /data:medicines/u],
    ["It does not interpret CTG traces.", [], /data:observations|capability:device-data/u],
    ["It never interprets CTGs or ECGs.", [], /device-data|observations/u],
    ["It does not replace the nurse.", [], /user:nurse/u],
    ["It does not change the clinician's notes.", [], /user:clinician/u],
    ["It does not alert the nurse.", ["no capability:alert"], /user:nurse/u],
    ["It does not control the infusion pump.", [], /device-data/u],
    ["It does not analyse images.", ["no technology:image-analysis"], /data:images/u],
    ["## What it does not do\n\n- interpret ECGs", [], /ECG|device-data|observations/u],
    ["## What it does not do\n\n- prescribe", ["no capability:prescribing"], /data:medicines/u],
  ])("is denied, and what it would be done on is not: %j", (text, denied, silent) => {
    const found = read(text);
    expect(found).toEqual(expect.arrayContaining([...denied]));
    expect(found.join(" ")).not.toMatch(silent);
  });

  test.each<[string, string]>([
    ["It holds no ECGs.", "no data:observations"],
    ["It does not store photographs.", "no data:images"],
    ["It works without audio.", "no data:audio"],
    ["It is not used by nurses.", "no user:nurse"],
    ["It is not for midwives.", "no user:midwife"],
    ["It does not triage, prescribe or order tests.", "no capability:prescribing"],
    ["It does not diagnose, recommend treatment or triage.", "no capability:triage"],
    ["It does not order tests or send letters.", "no capability:letter"],
    ["It does not triage children.", "no population:children"],
    ["## Out of scope\n\n- ECGs", "no data:observations"],
  ])("is told from what a product has not: %j", (text, denied) => {
    expect(read(text)).toContain(denied);
  });
});

describe("people who do something", () => {
  test.each([
    "Patients type their symptoms.",
    "The patient types what hurts.",
    "Each patient requests a slot.",
    "Patients can book.",
    "Patients select a clinic.",
  ])("use it: %j", (text) => {
    expect(read(text)).toContain("user:patient");
  });

  test.each([
    "Pick the patient type.",
    "Patient selection is logged.",
    "The patient request queue.",
    "A patient order set.",
    "GP request forms.",
  ])("are not meant by a noun within a compound: %j", (text) => {
    expect(read(text)).not.toContain("user:patient");
    expect(read(text)).not.toContain("user:gp");
  });
});

describe("ages", () => {
  test.each([
    "For adults only.",
    "Adults only.",
    "It is used for adult patients only.",
    "Patients aged 16 and over.",
    "People aged 18 or over with asthma.",
    "Aged 18+.",
    "For over 18s.",
    "Patients 18 years and older.",
    "Patients (18+).",
    "Adult inpatients on two wards.",
    "To help adults with diabetes.",
  ])("of adults leave children out: %j", (text) => {
    expect(read(text)).toContain("no population:children");
  });

  test.each([
    "Patients aged 5 and over.",
    "Patients aged 12 years or older.",
    "For over 5s.",
    "Adults and children aged 2 and over.",
  ])("of children let them in: %j", (text) => {
    expect(read(text)).toContain("population:children");
  });

  test.each([
    "Adult social care.",
    "Vulnerable adults are flagged.",
    "A NEWS2 score of 5 or above.",
    "It speaks 16+ languages.",
    "It runs in over 18 trusts.",
    "Not for adults.",
    "Adults at risk are flagged to adult safeguarding.",
  ])("are not read in %j", (text) => {
    expect(read(text).join(" ")).not.toContain("population:children");
  });

  test("say nothing of pregnancy", () => {
    expect(read("For adults aged 18 and over.").join(" ")).not.toContain("pregnancy");
  });
});

test.each([
  ["Radiographs are shown.", "user:imaging-staff"],
  ["It is used in a prison.", "population:prison-leavers"],
  ["Browse the record.", "technology:web-browser"],
  ["The PA view is marked.", "population:children"],
  ["The maker gives training on site.", "technology:machine-learning"],
])("a word that shares its stem alone is not meant: %j", (text, key) => {
  expect(read(text)).not.toContain(key);
});

test.each([
  ["Radiographers open it.", "user:imaging-staff"],
  ["For prisoners.", "population:prison-leavers"],
  ["It runs in a browser.", "technology:web-browser"],
  ["For paeds.", "population:children"],
  ["The model was trained on letters.", "technology:machine-learning"],
  ["The app analyses a blood gas; the lab's analyser sends it.", "capability:pathology"],
])("and the word itself is: %j", (text, key) => {
  expect(read(text)).toContain(key);
});

test("words that share a stem with a machine of a laboratory name no laboratory", () => {
  expect(read("It analyses the call and shows the analysis.")).not.toContain(
    "capability:pathology",
  );
  expect(read("Results come from the blood gas analyser.")).toContain("capability:pathology");
});
