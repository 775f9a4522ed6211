import type { Candidate } from "../candidate/candidate.ts";
import type { CheckedDraft } from "../candidate/check.ts";
import type { Vocabulary } from "../facet/vocabulary.ts";
import { askChecks } from "./ask-checks.ts";
import { askDrafts } from "./ask-drafts.ts";
import { askGaps } from "./ask-gaps.ts";
import { askMerge } from "./ask-merge.ts";
import { askProfile } from "./ask-profile.ts";
import { askRank } from "./ask-rank.ts";
import type { Bounds, Material } from "./asked.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { promptTokens } from "./room.ts";

export type RunEstimate = {
  readonly calls: number;
  readonly tokensIn: number;
  /** At most: what the answers may be long together. */
  readonly tokensOut: number;
};

/** How many candidates a question that drafts is taken to bring. */
const candidatesPerQuestion = 4;

/**
 * What a run would ask, before its first call: the questions as they would be written, with stand-ins
 * for the candidates. Retries and rewording are not counted.
 */
export function estimateRun(
  material: Material,
  vocabulary: Vocabulary,
  bounds: Bounds,
): RunEstimate {
  const { description, profile } = material;
  const { name } = profile;
  const drafting = askDrafts(material, bounds);
  const inCells = material.cells.slice(0, 1).map(({ key }) => key);
  const standIns = (questions: number): CheckedDraft[] =>
    Array.from({ length: questions * candidatesPerQuestion }, (_, i) =>
      standIn(material, drafting[i % drafting.length]?.cells[0] ?? inCells[0] ?? ""),
    );
  const drafts = standIns(drafting.length + 1);
  const all = [
    askProfile(name, description, vocabulary, bounds),
    ...drafting,
    askGaps(material, standIns(drafting.length), bounds),
    ...askChecks({ name, description }, drafts, bounds).map(({ asked }) => asked),
    askMerge(drafts, bounds).asked,
    askRank(name, description, drafts, bounds).asked,
  ];
  const sum = (figures: readonly number[]): number => figures.reduce((a, b) => a + b, 0);
  return {
    calls: all.length,
    tokensIn: sum(all.map(({ task, text }) => promptTokens(task, bounds) + estimateTokens(text))),
    tokensOut: sum(all.map(({ maxTokens }) => maxTokens)),
  };
}

const words = (count: number): string => Array.from({ length: count }, () => "words").join(" ");

/** A candidate of the usual length. */
function standIn({ profile }: Material, cell: string): CheckedDraft {
  const content: Candidate = {
    title: words(6),
    hazard: words(22),
    effect: words(20),
    harm: words(5),
    exposed: "",
    causes: [18, 18, 18].map((count) => ({ text: words(count), kind: "software" })),
    controls: [],
    cell,
    function: "",
    lens: "function",
    condition: "normal",
    assumptions: [],
    untailored: false,
    evidence: { product: [profile.intendedUse], bank: [] },
    drafter: { id: "stand-in", version: "1" },
    clinicallyReviewed: "no",
  };
  return {
    origin: { cell, entry: "" },
    relevance: { fit: 0, near: 0, general: false, aspects: [] },
    sameRowAs: [],
    content,
  };
}
