import { facetKey } from "../facet/vocabulary.ts";
import type { Mention } from "../facet/read.ts";
import type { Question } from "./profile.ts";

type Topic = Question & {
  /** What an answer stands under: it states no facet, so that only the answer is read. */
  readonly label: string;
  /** The topic is answered when one of these facets is mentioned, stated or denied. */
  readonly facets: readonly string[];
  /** …or when the text says one of these. */
  readonly pattern?: RegExp;
  /** Asked only of products that have one of these facets; absent means of every product. */
  readonly onlyFor?: readonly string[];
  /** What a bare answer says of a facet that it does not name: “Yes, from 2 years.” */
  readonly bare?: { readonly facet: string; readonly has?: RegExp; readonly lacks: RegExp };
};

/** “No.”, “None, …”: a denial by itself, and not the beginning of “no lower limit”. */
const isNo = /^(?:no|none|nothing|never|not at all)(?=\s*(?:[,.;:–—-]|$))/iu;

const ai = [
  "technology:language-model",
  "technology:machine-learning",
  "technology:image-analysis",
];

/** What matters for hazard identification and is often left unsaid (DCB0129 4.2; DESIGN §3). */
const topics: readonly Topic[] = [
  {
    id: "users",
    label: "Roles",
    text: "Who uses the product, in which roles, and who only reads what it produces?",
    why: "Users and settings belong to the clinical scope (DCB0129 4.2).",
    facets: ["user:*"],
  },
  {
    id: "settings",
    label: "Places",
    text: "In which care settings is it used?",
    why: "Users and settings belong to the clinical scope (DCB0129 4.2).",
    facets: ["setting:*"],
  },
  {
    id: "children",
    label: "Ages",
    text: "Is it used for children, and from which age?",
    why: "Doses, thresholds, consent and who speaks for the patient differ.",
    facets: ["population:children"],
    pattern:
      /\b(?:child(?:ren)?|paediatrics?|paeds|adults?|aged? \d+|over[- ]1[68]s?|under[- ]1[68]s?|1[68] (?:years )?(?:and|or) (?:over|older))\b/iu,
    bare: {
      facet: "population:children",
      has: /^yes\b|^(?:(?:patients|people|from|over|aged?|ages|of|the) ){0,3}(?:any age|all ages|birth|(?:\d|1[0-7])\b)/iu,
      lacks: isNo,
    },
  },
  {
    id: "write-back",
    label: "Entries elsewhere",
    text: "What does it write into another record, and does a person confirm each entry first?",
    why: "An entry written without a check reaches people who cannot know where it came from.",
    facets: ["capability:record-write-back"],
    pattern: /\b(?:read[- ]only|writes? (?:back|to|into)|no write)/iu,
    bare: { facet: "capability:record-write-back", lacks: isNo },
  },
  {
    id: "languages",
    label: "Spoken and written",
    text: "Which spoken and written languages does it handle, and what happens with others?",
    why: "People with little English are more exposed where this is silent.",
    facets: ["population:limited-english", "capability:translation"],
    pattern: /\b(?:languages?(?![ -]models?)|english|welsh|interpreters?)\b/iu,
  },
  {
    id: "device-status",
    label: "Regulation",
    text: "Is it, or any part of it, a medical device, and of which class?",
    why: "Device status decides which other assurance exists.",
    facets: [],
    pattern:
      /\b(?:medical device(?!s)|mhra|ukca|ce[- ]mark(?:ed)?|class (?:i|ii|iia|iib|iii)\b|samd)/iu,
  },
  {
    id: "unavailability",
    label: "In its absence",
    text: "What do users do when it, the network, or a supplier is unavailable, and what is lost?",
    why: "Fault conditions must be considered as well as normal ones (DCB0129 4.3.1).",
    facets: ["phase:unavailability", "capability:offline-use"],
  },
  {
    id: "identity",
    label: "Whose it is",
    text: "How is the right patient chosen and shown, and what links data to that patient?",
    why: "Most products can act on the wrong patient; how is particular to each.",
    facets: ["capability:patient-identity"],
    pattern: /\b(?:nhs number|patient (?:banner|context|identif\w+)|right patient)\b/iu,
  },
  {
    id: "third-parties",
    label: "Parts by others",
    text: "Which third-party components or services does it depend on, and who assesses them?",
    why: "Third-party products are assessed too (DCB0129 2.5).",
    facets: ["technology:third-party-service", "technology:cloud-hosting"],
    bare: { facet: "technology:third-party-service", lacks: isNo },
  },
  {
    id: "human-check",
    label: "Before use",
    text: "Who checks what the model produces before it is used, and can they see its source?",
    why: "A check that is assumed but not designed is where automation bias begins.",
    facets: [],
    pattern:
      /\b(?:review(?:s|ed)?|check(?:s|ed)?|approv\w+|sign(?:s|ed)?[ -]off|confirm\w*|edits?)\b/iu,
    onlyFor: ai,
  },
  {
    id: "model-change",
    label: "Changes over time",
    text: "Who decides when a model or prompt changes, and what is tested before it goes live?",
    why: "The behaviour of a model can change without a change to the product.",
    facets: ["phase:model-update"],
    onlyFor: ai,
  },
  {
    id: "more-exposed",
    label: "Groups",
    text: "Which groups of patients was it designed and tested with, and who may be served less well?",
    why: "People who are more exposed are found only when they are looked for.",
    facets: ["population:*"],
  },
];

function names(pattern: string, mentioned: ReadonlySet<string>): boolean {
  if (!pattern.endsWith("*")) return mentioned.has(pattern);
  const prefix = pattern.slice(0, -1);
  return [...mentioned].some((key) => key.startsWith(prefix));
}

/** What the answer to each question stands under, by the question's id. */
export const answerLabels: ReadonlyMap<string, string> = new Map(
  topics.map(({ id, label }) => [id, label]),
);

/** What an answer says by itself of the facet that its question is about; null when nothing. */
export function readBareAnswer(
  question: string,
  answer: string,
): { readonly facet: string; readonly negated: boolean } | null {
  const bare = topics.find(({ id }) => id === question)?.bare;
  if (bare === undefined) return null;
  if (bare.lacks.test(answer)) return { facet: bare.facet, negated: true };
  return bare.has?.test(answer) === true ? { facet: bare.facet, negated: false } : null;
}

type Said = {
  /** What the description says, in the places where it does. */
  readonly read: readonly Mention[];
  /** What people corrected of that. */
  readonly corrected?: readonly Mention[];
  readonly answered?: ReadonlySet<string>;
};
const keysOf = (mentions: readonly Mention[]): Set<string> =>
  new Set(mentions.map(({ facet }) => facetKey(facet.kind, facet.id)));

/**
 * The questions that a description leaves open, in order of the list above. A correction is no answer,
 * but where it strikes what a bare “no” would deny.
 */
export function openQuestions(text: string, said: Said): Question[] {
  const { read, corrected = [], answered = new Set<string>() } = said;
  const mentioned = keysOf(read);
  const struck = keysOf(corrected.filter(({ negated }) => negated));
  const stated = keysOf([...read, ...corrected].filter(({ negated }) => !negated));
  return topics
    .filter((topic) => !answered.has(topic.id))
    .filter((topic) => topic.onlyFor?.some((key) => stated.has(key)) ?? true)
    .filter((topic) => !topic.facets.some((key) => names(key, mentioned)))
    .filter((topic) => topic.bare === undefined || !struck.has(topic.bare.facet))
    .filter((topic) => topic.pattern?.test(text) !== true)
    .map(({ id, text: question, why }) => ({ id, text: question, why }));
}
