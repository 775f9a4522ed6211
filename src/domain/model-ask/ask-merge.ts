import type { Candidate } from "../candidate/candidate.ts";
import type { CheckedDraft } from "../candidate/check.ts";
import { askOfAll } from "./ask-of-all.ts";
import type { AskedOfDrafts, Bounds } from "./asked.ts";

const toCompared = ({ hazard, effect, causes }: Candidate) => ({
  hazard,
  effect,
  causes: causes.map(({ text }) => text),
});

/** The question which drafts tell one situation. */
export const askMerge = (drafts: readonly CheckedDraft[], bounds: Bounds): AskedOfDrafts =>
  askOfAll({ task: "merge", drafts, show: toCompared, parts: () => [] }, bounds);
