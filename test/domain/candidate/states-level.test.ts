import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { levelRules } from "../../../src/domain/candidate/level-rules.ts";
import { findStatedLevel } from "../../../src/domain/candidate/states-level.ts";
import { createBankFiles } from "../../../src/infra/files/bank.ts";
import { loadVocabulary } from "../../../src/infra/files/vocabulary.ts";

describe("what a patient has or a product shows is let through", () => {
  test.each([
    "major haemorrhage",
    "The patient dies of a major haemorrhage.",
    "A high-risk pregnancy is booked to the wrong clinic.",
    "low birth weight",
    "Severe allergy is missing from the summary.",
    "moderate kidney disease",
    "A risk score is shown for the wrong patient.",
    "The falls risk assessment is lost.",
    "The likely diagnosis is left out.",
    "The patient is sent to the minor injuries unit.",
    "catastrophic antiphospholipid syndrome",
    "A high dose is given.",
    "a low-risk result is shown",
    "very high potassium",
    "unlikely diagnosis left out",
    "The value lies outside the acceptable range.",
    "A critical result is not seen.",
    "risk of bleeding",
    "major trauma centre",
    "fatal dose",
    "Patients at high risk are not called.",
    "A patient with a high risk of stroke is not given an anticoagulant.",
    "The patient was rated low risk and discharged.",
    "The tool's low probability is taken as a reason not to scan.",
    "Her risk is high and nobody sees it.",
    "Illness severity is not handed over.",
    "Asthma severity is recorded as mild when it is severe.",
    "Serious harm or death from overdose.",
    "A safeguarding referral about significant harm is lost.",
    "At risk: low birth weight babies.",
    "Consequence: severe anaphylaxis.",
    "5 min or 10 min",
    "Two tablets 3 times a day for 5 days.",
    "Blood group S and level L4/L5 of the spine are mixed up.",
    "The pain is in significant excess of the dose given.",
    "A rare disease is not on the list.",
    "A remote consultation is held in the wrong language.",
    "Possible sepsis is not flagged.",
    "Frequent monitoring is stopped.",
    "The major incident plan cannot be opened.",
    "Patients unlikely to attend are not invited.",
    "A dose of 2 x 500 mg is read as 2 x 50 mg.",
    "Severity 1 alerts are hidden.",
    "High-severity alerts are switched off.",
    "NEWS2 score of 7 is shown as 1.",
    "The dose is low, or it is high.",
    "Clinicians check the acceptable dose.",
    "A rare blood group; a low platelet count.",
    "The reaction severity is lost.",
    "The severity and likelihood of the reaction are not shown.",
    "Minor surgery, major surgery and emergency lists are mixed.",
    "Low-risk chest pain pathway",
    "the 10-year cardiovascular risk is high and not shown",
    "Smoking raises the risk of falls in older people.",
    "The medicine is tolerable at this dose.",
    "Level 3 care is needed.",
    "risk stratification",
    "The patient is at risk.",
  ])("%s", (text) => {
    expect(findStatedLevel(text)).toBeNull();
  });
});

describe("a level of severity, likelihood, risk or acceptability is found", () => {
  test.each([
    "severity: major",
    "Severity is major.",
    "This is a high risk.",
    "risk level 4",
    "likelihood is low",
    "The likelihood of this happening is low.",
    "Risikostufe hoch",
    "acceptable risk",
    "catastrophic severity",
    "very unlikely to happen",
    "3 x 4 = 12",
    "3×4=12",
    "RPN 12",
    "ALARP",
    "The risk is ALARP.",
    "as low as reasonably practicable",
    "tolerable",
    "The hazard is tolerable.",
    "consequence: significant",
    "considerable consequence",
    "minor consequence",
    "probability of 1 in 1000",
    "a 1 in 1,000 chance of harm",
    "high risk of harm",
    "The risk is unacceptable.",
    "This would be catastrophic.",
    "Likelihood: 3",
    "Severity 4, likelihood 3",
    "S3 x L4",
    "S=4, L=3",
    "risk score: 12",
    "Risk rating = High",
    "The residual risk is low.",
    "The probability that the wrong patient is chosen is very low.",
    "This poses no risk.",
    "almost certain to occur",
    "This rarely happens.",
    "unlikely to cause harm",
    "hazard rated major",
    "(severity high)",
    "Overdose (major)",
    "Major: the wrong dose is given.",
    "Catastrophic",
    "Risk class II",
    "low in likelihood",
    "level 4 risk",
    "medium-risk hazard",
    "harm is moderate",
    "SEVERITY – CATASTROPHIC",
    "| Severity | Major |",
    "**Severity**: *Major*",
    '"severity": "major"',
    "severity\nmajor",
    "ѕеvеrіtу: mаjоr",
    "sev\u200berity: ma\u00adjor",
    "ｓｅｖｅｒｉｔｙ： ｍａｊｏｒ",
    "s e v e r i t y : m a j o r",
    "s.e.v.e.r.i.t.y is h.i.g.h",
    "sever ity: cata strophic",
    "se-verity: ma-jor",
    "h1gh likelihood",
    "s3ver1ty: maj0r",
    "highrisk hazard",
    "RiskLevel: 4",
    "risque élevé",
    "gravité : majeure",
    "La probabilité est faible.",
    "hohes Risiko",
    "Die Wahrscheinlichkeit ist gering.",
    "Schweregrad: hoch",
    "risg uchel",
    "Mae'r risg yn uchel.",
    "difrifoldeb: mawr",
    "tebygolrwydd isel",
    "wysokie ryzyko",
    "ryzyko jest wysokie",
    "prawdopodobieństwo: niskie",
    "ciężkość: poważna",
    "riesgo alto",
    "unwahrscheinlich",
    "𝐬𝐞𝐯𝐞𝐫𝐢𝐭𝐲: 𝐦𝐚𝐣𝐨𝐫",
    "severity: five",
    "<b>Severity</b>: <i>major</i>",
    "The impact would be considered major.",
    "It is broadly acceptable.",
    "There is a low risk of error.",
    "high-risk: wrong patient",
  ])("%s", (text) => {
    const found = findStatedLevel(text);
    expect(found).not.toBeNull();
    expect(text.slice(found?.start, found?.end)).toBe(found?.quote);
  });

  const examples = levelRules.flatMap(({ finds }) => finds.split(";").map((text) => text.trim()));
  test.each(examples)("as its rule says: %s", (text) => {
    expect(findStatedLevel(text.replace(/ …$|^… /u, " of a medicine"))).not.toBeNull();
  });
});

describe("the words that are quoted", () => {
  test.each<[string, string]>([
    ["A dose is given twice. Severity is major. Somebody dies.", "Severity is major"],
    ["🩺 The sev\u200berity: ma\u00adjor.", "sev\u200berity: ma\u00adjor"],
    ["Dawka. Ryzyko jest wysokie.", "Ryzyko jest wysokie"],
    ["Overdose: ｒｉｓｋ ｌｅｖｅｌ ４ here", "ｒｉｓｋ ｌｅｖｅｌ ４"],
    ["Overdose, h i g h  r i s k of harm", "h i g h  r i s k"],
  ])("of “%s” are those", (text, quote) => {
    const start = text.indexOf(quote);
    expect(findStatedLevel(text)).toEqual({ quote, start, end: start + quote.length });
  });

  test("stand where they are said to, whatever stands around them", () => {
    const around = fc.string({ unit: "grapheme", maxLength: 20 });
    fc.assert(
      fc.property(around, around, (head, tail) => {
        const text = `${head}. Severity: major. ${tail}`;
        const found = findStatedLevel(text);
        expect(found).not.toBeNull();
        expect(text.slice(found?.start, found?.end)).toBe(found?.quote);
      }),
    );
  });
});

test("nothing that the shipped bank or its variants say is taken for a level", async () => {
  const vocabulary = await loadVocabulary();
  const entries = await createBankFiles(vocabulary).load();
  const texts = entries.flatMap((entry) => [
    ...[entry.name, entry.situation, ...entry.variants.map(({ situation }) => situation)],
    ...[...entry.effects, entry.effects.join(" "), ...entry.harms, entry.harms.join(" ")],
    ...[...entry.causes.map(({ text }) => text), ...entry.paraphrases],
    ...entry.controls.flatMap(({ text, worksIf }) => [text, worksIf]),
  ]);
  const found = texts.flatMap((text) => findStatedLevel(text)?.quote ?? []);
  expect(found).toEqual([]);
}, 120_000);
