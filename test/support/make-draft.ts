import type { Drafter } from "../../src/app/ports.ts";
import { draftOffline, type DraftInput } from "../../src/domain/draft/offline.ts";
import type { Candidate } from "../../src/domain/candidate/candidate.ts";
import type { Draft } from "../../src/domain/candidate/draft.ts";

/** A candidate that rests on the intended use of the description at hand, and on no prior hazard. */
export const makeCandidate = (
  { profile }: Pick<DraftInput, "profile">,
  overrides: Partial<Candidate> = {},
): Candidate => ({
  title: "Note of one visit shown for another",
  hazard: "The note of an earlier visit is shown for today's.",
  effect: "The clinician reads the wrong visit.",
  harm: "Treatment is chosen on old facts.",
  exposed: "",
  causes: [
    { text: "The cache is not emptied between visits.", kind: "software" },
    { text: "The clinician does not look at the date.", kind: "human" },
  ],
  controls: [
    {
      text: "Empty the cache when a visit ends.",
      type: "design",
      owner: "maker",
      basis: "proposed",
      span: null,
      actsOn: [1],
      worksIf: "No test shows an earlier visit.",
    },
    {
      text: "Train clinicians to read the date first.",
      type: "training",
      owner: "deployer",
      basis: "proposed",
      span: null,
      actsOn: [2],
      worksIf: "Observed clinicians read the date.",
    },
  ],
  cell: "human-factors",
  function: "",
  lens: "human-factors",
  condition: "normal",
  assumptions: [],
  untailored: false,
  evidence: { product: [profile.intendedUse], bank: [] },
  drafter: { id: "fake", version: "1" },
  clinicallyReviewed: "no",
  ...overrides,
});

export const makeDraft = (content: unknown, entry = "made", fit = 1): Draft => ({
  origin: { cell: "human-factors", entry },
  relevance: { fit, near: 0, general: false, aspects: [] },
  sameRowAs: [],
  content,
});

const syllables = ["ba", "ke", "di", "fo", "gu", "la", "me", "ni", "po", "ru"] as const;
const madeUp = (n: number): string =>
  Array.from(String(n).padStart(3, "0"))
    .map((digit) => syllables[Number(digit)] ?? "")
    .join("");

/** Drafts of `count` situations that share next to no word, so that none is merged into another. */
export const makeDistinctDrafts = (input: DraftInput, count: number): Draft[] =>
  Array.from({ length: count }, (_, i) => {
    const words = [1, 2, 3, 4].map((n) => madeUp(n * 200 + i)).join(" ");
    const content = makeCandidate(input, {
      title: `Situation ${words}`,
      hazard: `Situation of ${words}.`,
    });
    return makeDraft(content, `made-${i + 1}`, 2 - i / 1000);
  });

export type CountingDrafter = Drafter & { readonly calls: () => number };

/** A drafter that counts its calls; without a function it drafts as the offline one does. */
export function makeDrafter(
  draft: (input: DraftInput, call: number, signal?: AbortSignal) => unknown = draftOffline,
): CountingDrafter {
  let calls = 0;
  return {
    id: "fake",
    version: "1",
    sendsTo: null,
    calls: () => calls,
    async draft(input, signal) {
      calls += 1;
      return (await draft(input, calls, signal)) as Draft[];
    },
  };
}
