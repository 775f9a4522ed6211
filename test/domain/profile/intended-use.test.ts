import { describe, expect, test } from "vitest";
import { findIntendedUse } from "../../../src/domain/profile/intended-use.ts";
import { segmentsOf } from "../../../src/domain/text/segments.ts";
import { spanResolves } from "../../../src/domain/text/span.ts";

const purposeIn = (text: string, name?: string): string | null => {
  const span = findIntendedUse(text, segmentsOf(text), name);
  if (span !== null) expect(spanResolves(text, span)).toBe(true);
  return span?.quote ?? null;
};

describe("what a product is for is read from what is said", () => {
  test.each<[string, string, string]>([
    [
      "a system that lets somebody do something",
      "# Bedlam\n\nBedlam is a system that lets ward staff see which beds are free.",
      "Bedlam is a system that lets ward staff see which beds are free.",
    ],
    [
      "helps somebody to do something",
      "Corriedale\n\nCorriedale helps GPs to find overdue blood tests. It costs little.",
      "Corriedale helps GPs to find overdue blood tests.",
    ],
    [
      "the service takes and sends",
      "# Night desk\n\nOpen all night.\n\nThe service takes calls from care homes and sends a nurse or an ambulance.",
      "The service takes calls from care homes and sends a nurse or an ambulance.",
    ],
    [
      "used by somebody to do something",
      "# Ewelock\n\nVersion 3.1. It is used by midwives to record antenatal visits.",
      "It is used by midwives to record antenatal visits.",
    ],
    [
      "under Purpose, as a fragment",
      "# Ewelock\n\n## Purpose\n\nAntenatal booking and visit notes.",
      "Antenatal booking and visit notes.",
    ],
    [
      "under What it does",
      "# Ewelock\n\n## What it does\n\n- Prints wristbands when a patient is admitted\n- Reprints them",
      "Prints wristbands when a patient is admitted",
    ],
    [
      "under About",
      "Ewelock\n\nAbout\nEwelock sends appointment letters to patients by post and text.",
      "Ewelock sends appointment letters to patients by post and text.",
    ],
    [
      "under Overview, numbered",
      "# Tender response\n\n**1.2 Overview.** Ewelock compares two medication lists and marks what differs.",
      "Ewelock compares two medication lists and marks what differs.",
    ],
    [
      "under Who it is for",
      "# Ewelock\n\n*Who it is for.* Dietitians who plan tube feeds on stroke wards.\n\nBlue.",
      "Dietitians who plan tube feeds on stroke wards.",
    ],
    [
      "in a row of a form",
      "| Field | Answer |\n|---|---|\n| Product | Ewelock |\n| Purpose | Weekly weight checks for heart failure patients |\n| Users | nurses |",
      "Weekly weight checks for heart failure patients",
    ],
    [
      "in a column of a table",
      "| Product | Purpose | Care setting |\n|---|---|---|\n| Ewelock | Plans dialysis sessions for renal units | Hospital |",
      "Plans dialysis sessions for renal units",
    ],
    [
      "in a form with lines",
      "Name: Ewelock\nSupplier: Rook Ltd\nDescription: Tracks blood samples from ward to laboratory\nUsers: porters",
      "Tracks blood samples from ward to laboratory",
    ],
    [
      "as the answer to a question",
      "# Supplier questionnaire\n\nWhat does the product do?\n\nEwelock counts swabs in theatre and warns when one is missing.",
      "Ewelock counts swabs in theatre and warns when one is missing.",
    ],
    [
      "as the answer to a numbered question",
      "1. What is the product for?\n   Booking interpreters for clinic appointments.\n2. Who hosts it?\n   We do.",
      "Booking interpreters for clinic appointments.",
    ],
    [
      "an app for somebody",
      "An app for people with epilepsy to log their seizures. Free of charge.",
      "An app for people with epilepsy to log their seizures.",
    ],
    [
      "without a subject",
      "**Ewelock**\n\nHelps community pharmacists check interactions before a sale.",
      "Helps community pharmacists check interactions before a sale.",
    ],
    [
      "we say what we do",
      "Dear Ms Holt,\n\nWe read retinal photographs for screening programmes and return a grade within a day.",
      "We read retinal photographs for screening programmes and return a grade within a day.",
    ],
    [
      "this module",
      "# Change note 14\n\nThis module adds weight-based doses to the paediatric chart.",
      "This module adds weight-based doses to the paediatric chart.",
    ],
    [
      "so that",
      "# Ewelock\n\nEwelock copies allergies from the GP record into the theatre list so that nobody retypes them.",
      "Ewelock copies allergies from the GP record into the theatre list so that nobody retypes them.",
    ],
    [
      "is a thing, with no connecting word",
      "# Ewelock\n\nEwelock is an electronic drug chart.\n\nHospital wards.",
      "Ewelock is an electronic drug chart.",
    ],
    [
      "with the short form of its name",
      "# Ewelock Maternity Suite\n\nIn use since 2019. Ewelock plots fundal height on a growth chart.\n\nMidwives enter it.",
      "Ewelock plots fundal height on a growth chart.",
    ],
    [
      "after what it is not",
      "# Ewelock\n\nIt does not diagnose patients. It reminds patients to take their inhaler.",
      "It reminds patients to take their inhaler.",
    ],
    [
      "after its make",
      "# Ewelock\n\nEwelock is a web application written in Kotlin. It shows ward pharmacists which discharges wait for medicines.",
      "It shows ward pharmacists which discharges wait for medicines.",
    ],
    [
      "with the care named in the sentence beside it",
      "# Ewelock\n\nEwelock sorts incoming post by urgency. It was made with three surgeries.",
      "Ewelock sorts incoming post by urgency.",
    ],
    [
      "of somebody who does something with it",
      "# Ewelock\n\nWith Ewelock, health visitors weigh babies at home and see the centile at once.",
      "With Ewelock, health visitors weigh babies at home and see the centile at once.",
    ],
    [
      "of patients who do something",
      "Patients photograph a mole with their phone, and a dermatologist answers within two days.\n\nTwo sites use it.",
      "Patients photograph a mole with their phone, and a dermatologist answers within two days.",
    ],
    [
      "as it can be used",
      "# Ewelock\n\nThe platform can be used to refer children to speech therapy.",
      "The platform can be used to refer children to speech therapy.",
    ],
    [
      "in its title alone",
      "# Ewelock: an app for renal patients to log fluid intake\n\nAndroid and iOS.",
      "an app for renal patients to log fluid intake",
    ],
    [
      "after praise",
      "# Ewelock\n\nEwelock is a revolutionary platform that transforms patient care. Clinical teams love it. It prints drug labels for syringes.",
      "It prints drug labels for syringes.",
    ],
  ])("%s", (_how, text, expected) => {
    expect(purposeIn(text)).toBe(expected);
  });

  test("by the name that the product is given beside its description", () => {
    const text =
      "Product sheet\n\nTwo editions. Ewelock drafts discharge letters for ward doctors.";
    expect(purposeIn(text, "Ewelock")).toBe("Ewelock drafts discharge letters for ward doctors.");
  });
});

describe("a text that does not say what the product does for anybody has no purpose", () => {
  test.each<[string, string]>([
    [
      "praise",
      "# Zenivo\n\nZenivo is a revolutionary platform that transforms healthcare. It empowers clinicians to deliver better outcomes. Our mission is to unlock the full potential of every care team.",
    ],
    [
      "praise that intends",
      "# Zenivo\n\nZenivo is designed to transform the patient experience. We aim to lead the way in digital health.",
    ],
    [
      "a price list",
      "# Zenivo prices\n\n- Basic: £3 per user per month for GP practices\n- Plus: £5 per user\n\nZenivo offers discounts to NHS trusts. Contact us for an invoice.",
    ],
    ["a table of headings", "| Purpose | Care setting | Intended users |\n|---|---|---|\n| | | |"],
    ["a fragment", "Zenivo, ward 4, Tuesdays"],
    [
      "how it is made",
      "# Zenivo\n\nZenivo is a web application written in TypeScript. It runs in two data centres and stores backups for 35 days. It uses OpenID Connect.",
    ],
    [
      "what it looks like",
      "# Zenivo\n\nZenivo has eleven screens. Tiles are blue, amber or grey. The layout adapts to tablets.",
    ],
    ["who uses it and nothing else", "# Zenivo\n\nUsers: nurses and doctors\nSettings: wards"],
    [
      "what it is not for",
      "# Zenivo\n\nZenivo does not diagnose. It is not used to prescribe for children. It never writes to the record.",
    ],
    [
      "about the company",
      "# Zenivo\n\nZenivo Ltd was founded in 2014 and employs 40 people in Leeds. Our team includes nurses and engineers. We have offices in three cities.",
    ],
    [
      "a label that is not filled in",
      "# Zenivo\n\n## Intended use\n\nTo be confirmed.\n\nUsers: nurses",
    ],
    [
      "a list of releases",
      "# Zenivo 4.2\n\n- Fixed a crash at sign-in\n- New icons\n- Faster start",
    ],
    ["out of scope", "# Zenivo\n\n## Out of scope\n\nZenivo helps nurses plan home visits."],
    [
      "a screen for somebody's comfort",
      "# Zenivo\n\nThe colour scheme is designed to calm patients.",
    ],
    [
      "testimony",
      "# Zenivo\n\n“It changed my life,” says a nurse from Hull. Doctors love it. Trusted by 40 hospitals.",
    ],
  ])("%s", (_what, text) => {
    expect(purposeIn(text)).toBeNull();
  });
});

test("a long text is read in a time that grows with its length", () => {
  const part = "The list has rows. Each row says what stands there | and more: 1, 2. ";
  const text = `# Ewelock\n\n${part.repeat(3000)}\n\n${"| a | b |\n".repeat(5000)}${"word ".repeat(30_000)}`;
  const began = performance.now();
  expect(purposeIn(text)).toBeNull();
  expect(performance.now() - began).toBeLessThan(5000);
});
