import type { Candidate } from "../../../src/domain/candidate/candidate.ts";
import type { CheckedDraft } from "../../../src/domain/candidate/check.ts";
import { planCells, type Cell } from "../../../src/domain/cell/cell.ts";
import type { GroundContext } from "../../../src/domain/model-draft/ground.ts";
import type { DraftedCandidate } from "../../../src/domain/prompt/answers/candidates.ts";
import { spanOf, type Span } from "../../../src/domain/text/span.ts";
import { makeBankEntry } from "../../support/make-bank.ts";
import { makeCandidate } from "../../support/make-draft.ts";
import { makeProfile } from "../profile/make-profile.ts";

export const description = [
  "# Larder",
  "",
  "Larder takes patients' meal orders on hospital wards.",
  "A ward host takes the order at the bedside on a tablet.",
  "Dishes that hold a recorded allergen are greyed out.",
  "It prints a label for each tray with name, bed and texture.",
  "Larder does not plan tube feeding.",
].join("\n");

export const quote = (words: string): Span => {
  const start = description.indexOf(words);
  if (start < 0) throw new RangeError(`expected words of the description, got ${words}`);
  return spanOf(description, start, start + words.length);
};

export const profile = makeProfile({
  name: "Larder",
  intendedUse: quote("Larder takes patients' meal orders on hospital wards."),
  functions: [
    {
      key: "F1",
      label: "Take the order",
      span: quote("A ward host takes the order at the bedside on a tablet."),
      capabilities: ["order"],
    },
    {
      key: "F2",
      label: "Print labels",
      span: quote("It prints a label for each tray with name, bed and texture."),
      capabilities: ["letter"],
    },
  ],
});

export const cellOf = (key: string): Cell => {
  const cell = planCells(profile).find((one) => one.key === key);
  if (cell === undefined) throw new RangeError(`expected the key of a cell, got ${key}`);
  return cell;
};

export const makeContext = (overrides: Partial<GroundContext> = {}): GroundContext => ({
  call: "call-1",
  at: 0,
  drafter: { id: "model", version: "1" },
  description,
  profile,
  cells: ["F1/wrong", "F1/late", "third-party", "life-cycle/upgrade"].map(cellOf),
  offered: new Map([
    ["stopped-medicine", { version: 3, similarity: 0.5 }],
    ["far-off", { version: 1, similarity: -0.9 }],
  ]),
  bounds: { close: 0.6, related: 0.4 },
  entries: new Map([["stopped-medicine", makeBankEntry()]]),
  ...overrides,
});

export const makeDrafted = (overrides: Partial<DraftedCandidate> = {}): DraftedCandidate => ({
  cell: "F1/wrong",
  guideWord: "wrong",
  condition: "normal",
  step: "Take the order",
  quotes: ["takes the order at the bedside"],
  citations: [],
  title: "Dish with an allergen not greyed out",
  hazard: "A dish that holds the patient's allergen is not greyed out.",
  effect: "The patient eats it.",
  harm: "Allergic reaction.",
  exposed: "",
  causes: [
    { text: "An ingredient goes by another name.", kind: "data" },
    { text: "The host does not look.", kind: "human" },
  ],
  controls: [],
  assumptions: [],
  ...overrides,
});

/** A draft that holds, on the words of the description above. */
export function makeChecked(overrides: Partial<Candidate> = {}, entry = "call-1#0"): CheckedDraft {
  const evidence = { product: [quote("takes the order")], bank: [] };
  return {
    origin: { cell: "F1/wrong", entry },
    relevance: { fit: 1, near: 0, general: false, aspects: ["wrong"] },
    sameRowAs: [],
    content: makeCandidate({ profile }, { evidence, ...overrides }),
  };
}
