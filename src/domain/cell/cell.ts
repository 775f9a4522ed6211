import { z } from "zod";
import { guideWords, lenses, type GuideWord, type Lens } from "../facet/kinds.ts";
import { statedIds, type Profile } from "../profile/profile.ts";
import { chosenPairs } from "./pairs.ts";
import { guideWordQuestions, lensQuestions, phaseQuestions } from "./prompts.ts";

/**
 * One place to look: a function under a guide word, or a lens across functions. A cell records that
 * somebody looked there; it is not a score (DESIGN §3).
 */
export const $Cell = z.strictObject({
  /** `F2/wrong`, `interaction/F1+F3`, `life-cycle/upgrade`, `human-factors`. */
  key: z.string(),
  lens: z.enum(lenses),
  functions: z.array(z.string()),
  guideWord: z.enum(guideWords).nullable(),
  /** Life-cycle phase or population that the cell asks about. */
  facet: z.string().nullable(),
  /** What is searched for in the bank. */
  query: z.string(),
  /** Only entries for these capabilities (or for any product) belong here. */
  capabilities: z.array(z.string()),
});
export type Cell = z.infer<typeof $Cell>;

const aiTechnologies = [
  "language-model",
  "machine-learning",
  "speech-recognition",
  "image-analysis",
];

function functionCells(profile: Profile): Cell[] {
  return profile.functions.flatMap((fn) =>
    guideWords.map((guideWord: GuideWord): Cell => ({
      key: `${fn.key}/${guideWord}`,
      lens: "function",
      functions: [fn.key],
      guideWord,
      facet: null,
      query: `${fn.label} ${guideWordQuestions[guideWord]}`,
      capabilities: fn.capabilities,
    })),
  );
}

const interactionCells = (profile: Profile): Cell[] =>
  chosenPairs(profile).map(([first, second]) => ({
    key: `interaction/${first.key}+${second.key}`,
    lens: "interaction",
    functions: [first.key, second.key],
    guideWord: null,
    facet: null,
    query: `${first.label} ${second.label} ${lensQuestions.interaction}`,
    capabilities: [...new Set([...first.capabilities, ...second.capabilities])].sort(),
  }));

function crossCuttingCells(profile: Profile): Cell[] {
  const capabilities = statedIds(profile, "capability");
  const cell = (lens: Lens, facet: string | null, query: string): Cell => ({
    key: facet === null ? lens : `${lens}/${facet}`,
    lens,
    functions: [],
    guideWord: null,
    facet,
    query: `${profile.intendedUse.quote} ${query}`,
    capabilities,
  });
  const usesAi = statedIds(profile, "technology").some((id) => aiTechnologies.includes(id));
  return [
    cell("third-party", null, lensQuestions["third-party"]),
    ...(usesAi ? [cell("ai-life-cycle", null, lensQuestions["ai-life-cycle"])] : []),
    ...Object.entries(phaseQuestions).map(([phase, query]) => cell("life-cycle", phase, query)),
    ...statedIds(profile, "population").map((id) =>
      cell("more-exposed", id, `${id.replaceAll("-", " ")} ${lensQuestions["more-exposed"]}`),
    ),
    cell("more-exposed", null, lensQuestions["more-exposed"]),
    cell("human-factors", null, lensQuestions["human-factors"]),
    cell("receiving-organisation", null, lensQuestions["receiving-organisation"]),
  ];
}

/** The cells to look into for a product. Equal profiles give equal plans. */
export const planCells = (profile: Profile): Cell[] => [
  ...functionCells(profile),
  ...interactionCells(profile),
  ...crossCuttingCells(profile),
];
