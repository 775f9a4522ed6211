import type { Candidate } from "../candidate/candidate.ts";
import { guideWords, type GuideWord, type Lens } from "../facet/kinds.ts";

/** Each guide word as a question that does not give away what was drafted. */
const guideWordAsks: Readonly<Record<GuideWord, string>> = {
  "not-provided": "something is not provided",
  partial: "something comes in part only",
  added: "something comes that should not be there",
  wrong: "something is wrong",
  "wrong-person": "it is about, or goes to, the wrong person",
  "wrong-place": "it ends up in the wrong place",
  late: "it comes too late",
  early: "it comes too early",
  "out-of-order": "things come in the wrong order",
  stopped: "it stops too soon",
  "not-required": "it happens when it is not needed",
  misread: "it is correct and misunderstood",
};

const lensAsks: Readonly<Record<Lens, string>> = {
  function: "one function of the product",
  interaction: "two functions that work together",
  "third-party": "a supplier’s component or an outside service",
  "ai-life-cycle": "the life of the AI model: updates, drift, new prompts",
  "life-cycle":
    "the life of the product: go-live, settings, upgrades, loss of service, switching off",
  "more-exposed": "people who are more exposed to harm",
  "human-factors": "people at work: load, interruption, trust",
  "receiving-organisation": "the organisation that receives what the product makes",
};

export type SaidPlace = {
  /** `Drafts the letter`; null across functions. */
  readonly function: string | null;
  readonly lens: string;
  /** What the guide word, phase or people ask; where the place has none, the condition. */
  readonly asks: string;
};

const conditionAsks: Readonly<Record<Candidate["condition"], string>> = {
  normal: "everything works as it is meant to",
  fault: "something does not work as it is meant to",
};

/** `something does not work as it is meant to, at upgrade`. */
function askAcross(cell: string, condition: Candidate["condition"]): string {
  const [, lens = "", facet = ""] = /^(life-cycle|more-exposed)\/(.+)$/u.exec(cell) ?? [];
  const words = facet.replaceAll("-", " ");
  if (lens === "life-cycle") return `${conditionAsks[condition]}, at ${words}`;
  return lens === "more-exposed"
    ? `${conditionAsks[condition]}, for ${words}`
    : conditionAsks[condition];
}

/** Where a suggestion arises, said so that a person can think about the place before they read on. */
export function sayPlace({
  function: where,
  lens,
  cell,
  condition,
}: Pick<Candidate, "function" | "lens" | "cell" | "condition">): SaidPlace {
  const word = guideWords.find((known) => cell.endsWith(`/${known}`)) ?? null;
  return {
    function: where === "" ? null : where,
    lens: lensAsks[lens],
    asks: lens === "function" && word !== null ? guideWordAsks[word] : askAcross(cell, condition),
  };
}
