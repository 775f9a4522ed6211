import type { Candidate } from "../../src/domain/candidate/candidate.ts";
import { offlineDrafter } from "../../src/domain/draft/offline.ts";
import { conditions } from "../../src/domain/bank/entry.ts";
import {
  makeCandidate,
  makeDistinctDrafts,
  makeDrafter,
  type CountingDrafter,
} from "./make-draft.ts";

const kinds: readonly Partial<Candidate>[] = [
  { lens: "function", cell: "F2/wrong", function: "Draft" },
  { lens: "function", cell: "F21/late", function: "File" },
  { lens: "human-factors", cell: "human-factors" },
  { lens: "third-party", cell: "third-party" },
  { lens: "more-exposed", cell: "more-exposed" },
  { lens: "more-exposed", cell: "more-exposed/children" },
];
const drafters: readonly Candidate["drafter"][] = [
  { ...offlineDrafter },
  { id: "scripted-1", version: "1" },
  { ...offlineDrafter, standsIn: "The language model's server did not answer." },
];

/** Distinct suggestions in which every lens, condition and drafter comes with every other in turn. */
export const makeMixedDrafter = (count: number): CountingDrafter =>
  makeDrafter((input) =>
    makeDistinctDrafts(input, count).map(({ content, ...draft }, i) => ({
      ...draft,
      content: {
        ...makeCandidate(input),
        ...(content as Candidate),
        ...kinds[i % kinds.length],
        condition: conditions[i % conditions.length],
        drafter: drafters[i % drafters.length],
        untailored: i % 5 === 0,
      },
    })),
  );
