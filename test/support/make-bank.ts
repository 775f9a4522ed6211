import type { z } from "zod";
import type { BankSource } from "../../src/app/ports.ts";
import { $BankEntry, type BankEntry } from "../../src/domain/bank/entry.ts";
import { hashOf } from "../../src/domain/hash/canonical.ts";

type Overrides = Partial<Omit<z.input<typeof $BankEntry>, "facets">> & {
  readonly facets?: Partial<z.input<typeof $BankEntry>["facets"]>;
};

export const makeBankEntry = ({ facets, ...overrides }: Overrides = {}): BankEntry =>
  $BankEntry.parse({
    id: "stopped-medicine",
    version: 1,
    name: "Stopped medicine recorded as current",
    situation: "The note records as current a medicine the patient said she had stopped.",
    effects: ["The next clinician continues a medicine the patient no longer takes."],
    harms: ["The patient restarts a medicine that made her ill and is harmed again."],
    causes: [
      { id: "c1", kind: "model", text: "The recogniser drops the short word that negates." },
      { id: "c2", kind: "human", text: "The clinician skims the draft and sees nothing odd." },
    ],
    controls: [
      {
        id: "k1",
        type: "design",
        owner: "maker",
        text: "Show each medicine beside the words of the transcript it was taken from.",
        actsOn: ["c1", "c2"],
        worksIf: "Each medicine in a sample opens at the right words.",
      },
      {
        id: "k2",
        type: "training",
        owner: "deployer",
        text: "Train clinicians to read medicine changes back to the patient.",
        actsOn: ["c2"],
        worksIf: "An audit finds the read-back in the agreed share of visits.",
      },
    ],
    lens: "function",
    paraphrases: [
      "The scribe says she takes a tablet that she came off.",
      "A discontinued drug appears as ongoing treatment.",
      "The negation is lost from the medication history.",
    ],
    sources: "unsourced",
    licence: "CC-BY-4.0",
    clinicallyReviewed: "no",
    ...overrides,
    facets: {
      capabilities: ["ambient-note"],
      guideWords: ["wrong"],
      condition: "normal",
      ...facets,
    },
  });

/** An entry whose searched words are its own: nothing of it is near another of this fixture. */
const entry = (
  id: string,
  name: string,
  situation: string,
  about: string,
  rest: Overrides,
): BankEntry =>
  makeBankEntry({
    id,
    name,
    situation,
    causes: [
      { id: "c1", kind: "software", text: `A software fault brings about ${about}.` },
      { id: "c2", kind: "human", text: `Nobody is told to look out for ${about}.` },
    ],
    paraphrases: [
      `Staff report ${about} after the fact.`,
      `Early sign of ${about} goes unnoticed.`,
      `Review finds ${about} in several places.`,
    ],
    ...rest,
  });

/** Nine prior hazards: seven that the fixture description meets, and two that it does not. */
export const fixtureBank: readonly BankEntry[] = [
  makeBankEntry(),
  entry(
    "invented-finding",
    "Examination finding that nobody made",
    "The drafted note holds an examination finding that was never made.",
    "invented chest auscultation text",
    { facets: { technologies: ["language-model"], guideWords: ["added"] } },
  ),
  entry(
    "note-in-another-record",
    "Note filed in another patient's record",
    "The approved note is filed in the record of a different patient.",
    "stale banner context after switching",
    {
      facets: { capabilities: ["ambient-note", "record-write-back"], guideWords: ["wrong-person"] },
    },
  ),
  entry(
    "model-changed-unannounced",
    "Model changed without notice",
    "The supplier updates the language model and summaries change their habits overnight.",
    "silent supplier version drift",
    {
      lens: "ai-life-cycle",
      facets: {
        capabilities: [],
        technologies: ["language-model"],
        lifeCyclePhases: ["model-update"],
      },
    },
  ),
  entry(
    "outage-leaves-no-note",
    "Outage leaves the visit unrecorded",
    "The service is down and the visit is never written up afterwards.",
    "network downtime and paper fallback",
    {
      lens: "life-cycle",
      facets: {
        capabilities: [],
        lifeCyclePhases: ["unavailability"],
        guideWords: ["stopped"],
        condition: "fault",
      },
    },
  ),
  entry(
    "accent-served-worse",
    "Accented speech transcribed worse",
    "Speech of people with little English is transcribed with far more mistakes.",
    "interpreter utterances attributed wrongly",
    {
      lens: "more-exposed",
      facets: { technologies: ["speech-recognition"], moreExposed: ["limited-english"] },
    },
  ),
  entry(
    "draft-trusted-too-much",
    "Draft approved without reading",
    "The clinician approves the draft unread because it is usually right.",
    "automation complacency under workload",
    { lens: "human-factors", facets: { guideWords: ["misread"] } },
  ),
  entry(
    "dose-unit-swapped",
    "Dose unit swapped on the prescription",
    "The prescription shows micrograms where milligrams were meant.",
    "unit conversion in the formulary",
    { facets: { capabilities: ["prescribing"], guideWords: ["wrong"] } },
  ),
  entry(
    "barcode-of-neighbour",
    "Wristband of the next bed scanned",
    "The wristband barcode of the patient in the next bed is scanned.",
    "curtain drawn at the scanner",
    { facets: { technologies: ["barcode"], guideWords: ["wrong-person"] } },
  ),
];

export const makeBank = (entries: readonly BankEntry[] = fixtureBank): BankSource => ({
  hash: () => Promise.resolve(hashOf(entries)),
  load: () => Promise.resolve(entries),
  considered: () => Promise.resolve([]),
});

/** The same, and one more that a run joins into another: of one way, work and words with it, logged less often. */
export const joiningBank = (id = "stopped-medicine-again"): BankSource =>
  makeBank([
    ...fixtureBank,
    ...fixtureBank
      .filter((entry) => entry.id === "stopped-medicine")
      .map((entry) => ({
        ...{ ...entry, id, logged: "seldom" as const },
        ...{ situation: `Once more ${entry.situation}`, sameRowAs: [entry.id] },
      })),
  ]);
