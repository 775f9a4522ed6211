import { candidateKey } from "../../domain/evaluation/candidate.ts";
import type { Checklist } from "../../domain/evaluation/checklist.ts";
import { hashOf } from "../../domain/hash/canonical.ts";
import { noTokens, type Arm } from "./arm.ts";

/** The same list for every product, in its own order: what identification must be better than. */
export function createChecklistArm(checklist: Checklist): Arm {
  const versions = { checklist: hashOf(checklist) };
  return {
    name: "checklist",
    repeat: (work) =>
      work(({ top }) =>
        Promise.resolve({
          tokens: noTokens,
          versions,
          candidates: checklist.hazards.slice(0, top).map((item, i) => ({
            ...item,
            rank: i + 1,
            key: candidateKey(item),
            lens: null,
            untailored: true,
            assumptions: [],
            quotes: [],
            citations: [],
          })),
        }),
      ),
  };
}
