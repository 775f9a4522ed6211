import type { ShownSuggestion } from "../../src/app/queue/show.ts";
import { contentHash, type Candidate } from "../../src/domain/candidate/candidate.ts";
import type { Product } from "../../src/domain/product/product.ts";
import { spanOf } from "../../src/domain/text/span.ts";

export const makeProduct = (overrides: Partial<Product> = {}): Product => ({
  id: "product-1",
  slug: "marlnote",
  name: "Marlnote",
  standard: "dcb0129",
  scheme: "ig-example",
  ...overrides,
});

const description = [
  "# Marlnote",
  "",
  "Drafts the note from the conversation.",
  "Codes are **ticked** by default.",
].join("\n");

const quote = (words: string, text = description) =>
  spanOf(text, text.indexOf(words), text.indexOf(words) + words.length);

type Control = Candidate["controls"][number];
export const makeControl = (overrides: Partial<Control> = {}): Control => ({
  text: "Leave every code unticked.",
  type: "design",
  owner: "maker",
  basis: "proposed",
  span: null,
  actsOn: [1],
  worksIf: "The log shows one act for each code.",
  ...overrides,
});

export const makeCandidate = (overrides: Partial<Candidate> = {}): Candidate => ({
  title: "Considered diagnosis becomes a coded fact",
  hazard: "A diagnosis that was only considered aloud is coded as established.",
  effect: "Alerts act on an illness that the patient does not have.",
  harm: "The patient is treated for the wrong illness.",
  exposed: "people with mental illness",
  causes: [
    { text: "The model drops hedging words.", kind: "model" },
    { text: "Codes are ticked by default.", kind: "software" },
    { text: "The clinician reads the text alone.", kind: "human" },
  ],
  controls: [
    makeControl({ actsOn: [3, 2] }),
    makeControl({
      text: "Carry certainty with every item.",
      basis: "stated",
      span: quote("Codes are **ticked** by default."),
    }),
  ],
  cell: "F2/wrong",
  function: "Draft",
  lens: "function",
  condition: "normal",
  assumptions: ["Assumes that codes are written back; not stated."],
  untailored: false,
  evidence: {
    product: [quote("Drafts the note from the conversation.")],
    bank: [{ id: "av-considered-becomes-coded", version: 1, nearness: "close" }],
  },
  drafter: { id: "offline", version: "1" },
  clinicallyReviewed: "no",
  ...overrides,
});

export const makeShown = (
  content: Candidate = makeCandidate(),
  overrides: Partial<ShownSuggestion> = {},
): ShownSuggestion => ({
  kind: "shown",
  suggestion: {
    id: "suggestion-1",
    ref: "S-7",
    product: "product-1",
    productVersion: "version-1",
    run: "run-1",
    rank: 7,
    situation: "bank:av-considered-becomes-coded",
    content,
    hash: contentHash(content),
    state: "pending",
  },
  product: makeProduct(),
  description,
  version: { read: 1, latest: 1 },
  model: null,
  of: 23,
  run: "R-1",
  prior: [],
  nearest: null,
  merged: [],
  takenIn: [],
  decisions: [],
  into: [],
  views: [],
  hazard: null,
  next: "S-8",
  previous: "S-6",
  ...overrides,
});
