import type { PlannedPlace } from "../../../app/coverage/planned.ts";
import type { ShownPlace } from "../../../app/coverage/read.ts";
import { guideWordQuestions, lensQuestions, phaseQuestions } from "../../../domain/cell/prompts.ts";
import { guideWords, lenses, type Lens } from "../../../domain/facet/kinds.ts";
import { guideWordWords } from "../guide-words.ts";
import { toReadable } from "../readable.ts";
import { capitalise, listWords } from "../words.ts";

const phaseWords: Readonly<Record<keyof typeof phaseQuestions, string>> = {
  "go-live": "Go-live",
  configuration: "Configuration",
  upgrade: "Upgrade",
  unavailability: "Unavailability",
  decommissioning: "Decommissioning",
};
const wholeWords: Readonly<Record<Exclude<Lens, "function">, string>> = {
  interaction: "Two functions together",
  "third-party": "Third party",
  "ai-life-cycle": "AI life cycle",
  "life-cycle": "Life cycle",
  "more-exposed": "Anybody more exposed",
  "human-factors": "Human factors",
  "receiving-organisation": "Receiving organisation",
};

const crossing = lenses.filter((lens) => lens !== "function");

type Asked = Pick<ShownPlace, "lens" | "guideWord" | "facet" | "functions">;
const phaseOf = (facet: string | null): keyof typeof phaseQuestions | undefined =>
  Object.keys(phaseQuestions).find(
    (phase): phase is keyof typeof phaseQuestions => phase === facet,
  );

/** What a function is called: the words of the description. */
export const sayFunction = (label: string): string => toReadable(label);

/** A place in a few words, beside others of its function or lens. */
export function namePlace({ lens, guideWord, facet, functions }: Asked): string {
  if (lens === "function") return guideWord === null ? "" : guideWordWords[guideWord].label;
  if (lens === "interaction")
    return functions.map(({ key, label }) => `${key} ${sayFunction(label)}`).join(" + ");
  if (lens === "life-cycle") {
    const phase = phaseOf(facet);
    return phase === undefined ? wholeWords[lens] : phaseWords[phase];
  }
  return facet === null ? wholeWords[lens] : capitalise(facet.replaceAll("-", " "));
}

const ofFunction = new RegExp(`^(?<word>${guideWords.join("|")}) of (?<about>.+)$`, "su");

/**
 * A place's name as a reader has it: `Late: F2 Drafts the letter`, `Life cycle: upgrade`. Of one that is
 * not planned there is no number of its function.
 */
export function sayPlaceName(name: string, places: readonly PlannedPlace[] = []): string {
  const { word = "", about = "" } = ofFunction.exec(name)?.groups ?? {};
  const guideWord = guideWords.find((known) => known === word);
  if (guideWord !== undefined) {
    const [fn] = places.find((place) => place.name === name)?.functions ?? [];
    const key = fn === undefined ? "" : `${fn.key} `;
    return `${guideWordWords[guideWord].label}: ${key}${sayFunction(about)}`;
  }
  const [, lens = name, rest = ""] = /^([a-z-]+)(?:\/| of )?(.*)$/su.exec(name) ?? [];
  const known = crossing.find((one) => one === lens);
  if (known === undefined) return sayFunction(name);
  if (rest === "") return wholeWords[known];
  const part = known === "interaction" ? sayFunction(rest) : rest.replaceAll("-", " ");
  return `${known === "more-exposed" ? "People more exposed" : wholeWords[known]}: ${part}`;
}

/** What is asked there, in a sentence. */
export function askPlace({ lens, guideWord, facet, functions }: Asked): string {
  const named = functions.map(({ label }) => `“${sayFunction(label)}”`);
  if (guideWord !== null) {
    return `What can go wrong with ${listWords(named)} when ${guideWordWords[guideWord].when}?`;
  }
  if (lens === "interaction")
    return `What can go wrong between ${listWords(named)}, although each works?`;
  if (lens === "more-exposed" && facet !== null) {
    return `What can go wrong for ${facet.replaceAll("-", " ")} more than for others?`;
  }
  return `What can go wrong with the product as a whole: ${namePlace({ lens, guideWord, facet, functions }).toLowerCase()}?`;
}

/** What was looked for among prior hazards, besides the words of the function. */
export function lookedFor({ lens, guideWord, facet }: Asked): string {
  if (guideWord !== null) return guideWordQuestions[guideWord];
  const phase = phaseOf(facet);
  if (lens === "life-cycle") return phase === undefined ? "" : phaseQuestions[phase];
  return lens === "function" ? "" : lensQuestions[lens];
}
