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

describe("as makers write", () => {
  test.each([
    "Kittiwake\n\nKittiwake was created because district nurses kept losing track of catheter changes. A nurse enters the date of each change and Kittiwake works out when the next is due.",
    "# Lantern Rota Link\n\nHospital pharmacies lose hours a week matching rotas. Lantern matches on-call pharmacists to wards overnight.",
    "Project brief: Swallowtail\n\nThe problem: patients discharged from A&E are not followed up.\nOur answer: a text message on day 2 asking how they feel, and a call from a nurse if the answer is bad.",
    "**Merganser** — remote monitoring for heart failure\n\nPatients weigh themselves each morning. If weight rises by 2 kg in three days, the heart failure nurse is told.",
    "Osprey Dose. Calculates gentamicin doses from weight, height and creatinine. For junior doctors.",
    "PRODUCT: Dunnock\nCATEGORY: Pathology middleware\nWHAT IT DOES: Receives results from analysers, applies autoverification rules, forwards to LIMS\nUSERS: biomedical scientists",
    "Hi all,\n\nquick note on the new triage form. Reception staff fill it in when a patient rings, and the duty doctor gets a sorted list at 9am.\n\nThanks,\nJo",
    "# Stonechat\n\n* Staff on the labour ward see every CTG trace on one screen\n* Central alarm when a trace is lost\n* Midwives can annotate",
    "Wheatear is our electronic consent solution. Surgeons pick a procedure, the risks are filled in, and the patient signs on a tablet.",
    "The Redstart portal gives parents of premature babies daily updates and photos from the neonatal unit.",
    "Chough: AI-powered chest X-ray prioritisation\n\nChough looks at each chest X-ray as it is taken and moves suspected pneumothorax to the top of the radiologist's list.",
    "# Fieldfare\n\nThe software has been developed to assist optometrists in grading diabetic retinopathy.",
    "# Siskin\n\nSiskin's job is to keep the immunisation record of every school child in one place.",
    "# Linnet\n\nThrough Linnet, people on methadone can message their key worker and see when their next pick-up is.",
    "# Bittern\n\nBittern, a module of the trust's EPR, converts free-text allergies into coded ones.",
    "Twite v2\n\nIntegrates with SystmOne and EMIS to push hospital discharge summaries straight into the GP inbox.",
    "# Grebe\n\nGrebe handles transfers of patients between hospitals: request, bed, transport and handover.",
    "# Whinchat\n\nWhinchat makes sure that no cancer referral waits more than two weeks without being noticed. It keeps a list per tumour site.",
    "We are a small team building a voice assistant which reminds people with dementia to drink and to take tablets.",
    "Avocet — clinic letters in plain English\n\nDoctors write as they always have. Avocet rewrites the letter at a reading age of nine before it goes to the patient.",
    "Section 1 – General information\nQ1. Name of system: Dabchick\nQ2. Please describe the system and its main functions: Dabchick holds theatre lists, theatre staff update times of arrival, knife-to-skin and recovery.\nQ3. Hosting: UK cloud",
    "# Gannet\n\nWard clerks, nurses and bed managers all see the same live picture of discharges. That is Gannet. Doctors tick 'ready'; pharmacy ticks 'TTOs done'; transport is booked at the press of a button.",
    "# Curlew\n\nCurlew: the hospital's blood fridge, but smart. It unlocks for the right unit and the right patient only.",
    "# Shrike\n\n## Clinical need\n\nOne in five inpatients with Parkinson's gets medication late.\n\n## Solution\n\nShrike puts a countdown on the ward board for each time-critical medicine.",
    "Goldcrest Mobile\n================\nGoldcrest puts the drug trolley on a phone: nurses scan the patient, scan the box and sign.",
    "# Nuthatch\n\nA nightly job that compares the PAS with the GP list and reports patients whose address differs.",
    "## System description\n\nThe Ouzel interface engine moves HL7 messages between the laboratory and eleven hospital systems.",
    "Firecrest is what our crews carry instead of paper. Paramedics document the incident, take a 12-lead ECG and hand over electronically at the emergency department.",
    "Pintail – who needs it: pharmacists in care homes. What they get: a monthly list of residents on ten or more drugs, with suggestions for stopping.",
    "Email from the developer: it's basically a spreadsheet with macros that adds up the sedation scores on ICU and goes red if someone is over-sedated.",
    "# Teal\n\nParents of children with eczema upload a picture once a week. The dermatology team sees whether it is getting better.",
    "Scoter\n\n1 Introduction\nThis document describes Scoter.\n\n2 System\nScoter schedules radiotherapy fractions and checks that no patient misses two in a row.",
    "# Wigeon\n\nOn arrival patients touch their name on a screen. The clinic list turns green. Nurses know who is waiting.",
    "Sanderling has one job. It stops duplicate blood tests from being ordered within 24 hours.",
    "Knot (formerly BedTrack) tracks mattresses and hoists so that ward staff can find one quickly.",
    "**Our product** is a chatbot. It answers questions from pregnant women about medicines, using national guidance.",
    "Ruff offers GPs advice from a hospital specialist within two days, by message.",
    "Turnstone – e-rostering of theatre nurses. Managers publish the roster, nurses ask for shifts, and the rules on skill mix are checked.",
    "# Plover\n\nPlover is a FHIR API through which apps read a patient's test results.",
    "Product: Dotterel. Function: automatic counting of white blood cells in smears; flags blasts for review by a haematologist.",
    "# Brambling\n\nBrambling flags sick notes that run out this week. Reception books the review.",
    "Hoopoe\n\nUsed in cath labs. The operator says what was done and Hoopoe fills in the procedure report.",
    "Crake is the trust's new way of asking for a porter. Wards raise a job, porters take it, the ward sees where they are.",
    "# Godwit\n\n| Question | Answer |\n|---|---|\n| What does it do? | Warns community teams before a syringe driver runs dry |\n| Hosting | Cloud |",
    "Smew – a shared diary for families and carers of people with motor neurone disease.",
    "# Pochard\n\nThe aim was simple: nobody should go home without their medicines. Pochard lines up pharmacy, ward and transport on one list.",
    "The Eider service lets you video-call a podiatrist from home.",
    "We've built a bot that books smear tests over WhatsApp.",
    "Gadwall // transcription\n\nConsultants talk, Gadwall types, secretaries proof-read, GPs get the letter.",
    "# Garganey\n\nGarganey translates questions from the dentist into 14 languages while the patient is in the chair.",
    "# Dipper\n\nDipper counts the days since a line was put in and nags the team to take it out.",
    "Sedge – outpatient check-in. Visitors scan a letter at the kiosk, confirm their address, and sit down.",
    "Capercaillie is how our district nurses get their day's list. It works on any phone.",
    "## Tool summary\n\nStructured handover for obstetric theatre. Fields follow SBAR. Printed or on screen.",
    "A web form through which schools report a suspected outbreak to the health protection team.",
    "# Quail\n\nWhen a new allergy is typed in any of the five systems, Quail writes it into the other four.",
    "Rook Ltd supplies Jackdaw to ambulance trusts. Jackdaw plays back 999 calls for review.",
    "# Ptarmigan\n\nBefore Ptarmigan, pharmacists rang round the wards for missing charts. Now the missing ones show up in red.",
    "Nightjar monitors breathing of residents in bed without contact and alerts night staff.",
    "Module 7: Consent\n\nClinicians record verbal or written consent here; the form is stored with the operation note.",
  ])("a purpose is found in %j", (text) => {
    expect(purposeIn(text)).not.toBeNull();
  });

  test.each([
    "Zenivo is the future of care. Intelligent. Connected. Human. Join the hundreds of organisations who have already begun their journey with us.",
    "Why Zenivo? Because every second counts. We bring together data, people and technology to help you do what you do best: care.",
    "# Zenivo pricing 2026\n\n| Tier | Price | Users |\n|---|---|---|\n| Small practice | £90 per month | up to 10 |\n| Large practice | £220 per month | up to 50 |",
    "Zenivo Ltd is a leading supplier of digital solutions to the NHS. Established in 2009, we are proud to work with over 60 trusts.",
    "Minutes of the meeting, 4 May. Present: Dr Shaw, Sister Bell. Apologies: none. The supplier will come back next month.",
    "Zenivo 2.3 release notes\n\n- Upgraded to .NET 8\n- Sign-in page has the new logo\n- Fixed typos",
    "lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor",
    "Test",
    "Zenivo uses Azure Kubernetes Service, Redis and PostgreSQL. It complies with ISO 27001 and DSPT. Penetration tests are done every year.",
    "# Zenivo\n\nTechnical support is open from 8am to 6pm. Hospitals can call 0300 000 000. Response times are four hours.",
    "Zenivo empowers frontline teams with actionable insights at the point of care, driving measurable improvements in quality, safety and patient experience.",
    "Terms and conditions. The customer shall pay invoices within 30 days. The hospital shall keep passwords secret.",
    "# Zenivo\n\nZenivo is used by 40 hospitals and 300 practices across England. It is fast and easy to use.",
    "Zenivo. Healthcare, reimagined. Because patients deserve better, and so do you.",
    "Zenivo offers NHS organisations a flexible, scalable, secure platform with best-in-class support.",
    "# Zenivo\n\nInstallation: unzip the file, run setup.exe, restart the computer. The default password must be changed. Logs are kept in /var/log.",
    "Zenivo was awarded the Digital Health Prize in 2023 and has been featured in national newspapers. Dr Shaw, our founder, worked as a GP for ten years.",
    "Contract variation 7. The parties agree to extend the term by twelve months. The trust will pay quarterly.",
    "Zenivo is available in blue and green, weighs 400 g and has a battery life of ten hours.",
    "Agenda: 1 Welcome 2 Demo of Zenivo for ward managers 3 Questions 4 Close",
    "Zenivo makes life easier for doctors and nurses everywhere.",
    "Zenivo. Built by people who care, for people who care.",
    "Zenivo has been downloaded 2 million times and has 4.8 stars in both app stores. Patients love the new look.",
    "Invoice 443. Zenivo licence, 12 months, 3 wards: 4,000. Payment within 30 days.",
    "# Zenivo\n\nZenivo is compatible with Windows 11 and macOS. Minimum memory is 8 GB. The hospital needs a broadband line.",
    "The Zenivo team met doctors from six hospitals last year to talk about the future of digital health.",
    "Zenivo: think bigger. Care smarter. Live better. Your hospital deserves the best.",
    "Standard licence £400 a month, up to three wards. Gold licence £900, all wards.",
    "# Zenivo\n\nThe interface has large buttons and a calm palette. Nurses in our focus group liked it.",
    "Please find attached the description of Zenivo as discussed with Dr Shaw.",
    "Zenivo is a registered trademark of Zenivo Holdings. Registered in England. Hospital Road, Leeds.",
  ])("none is found in %j", (text) => {
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
