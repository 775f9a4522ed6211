/**
 * What became of a question to a language model: an answer of use, one that cannot be used, none, or,
 * as the budget or the context had no room for it, not even a question.
 */
export const callOutcomes = ["answered", "unusable", "no-answer", "unasked"] as const;
export type CallOutcome = (typeof callOutcomes)[number];
