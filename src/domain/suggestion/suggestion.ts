import { z } from "zod";

export const suggestionStates = ["pending", "accepted", "rejected", "merged", "deferred"] as const;
export type SuggestionState = (typeof suggestionStates)[number];

/**
 * Where each decision leads from and to. What was deferred is decided as what waits is; undoing leads
 * back, and is itself a decision.
 */
export const suggestionMoves = {
  accept: { from: ["pending", "deferred"], to: "accepted" },
  "add-cause": { from: ["pending", "deferred"], to: "accepted" },
  reject: { from: ["pending", "deferred"], to: "rejected" },
  merge: { from: ["pending", "deferred"], to: "merged" },
  defer: { from: ["pending"], to: "deferred" },
  undo: { from: ["accepted", "rejected", "merged", "deferred"], to: "pending" },
} as const satisfies Readonly<
  Record<string, { from: readonly SuggestionState[]; to: SuggestionState }>
>;
export type SuggestionVerb = keyof typeof suggestionMoves;
export const suggestionVerbs = [
  "accept",
  "add-cause",
  "reject",
  "merge",
  "defer",
  "undo",
] as const satisfies readonly SuggestionVerb[];

export const canMove = (verb: SuggestionVerb, from: SuggestionState): boolean =>
  suggestionMoves[verb].from.some((state) => state === from);

/**
 * Why a suggestion is rejected. That it is already controlled, or the deployer's to control, is no
 * reason: it is accepted with its controls and their owner.
 */
export const rejectCodes = [
  "duplicate",
  "not-a-patient-hazard",
  "out-of-scope",
  "not-foreseeable",
  "unsupported",
  "too-vague",
  "wrong-for-this-product",
] as const;
export const $RejectCode = z.enum(rejectCodes);
export type RejectCode = z.infer<typeof $RejectCode>;

/** Codes that say nothing without words: which scope, and why not foreseeable (DCB0129 4.3.1). */
const codesThatNeedText: readonly RejectCode[] = ["out-of-scope", "not-foreseeable"];
export const needsText = (code: RejectCode): boolean => codesThatNeedText.includes(code);

/** The shortest prefix of a content hash that counts as having seen the content: 48 bits. */
export const minSeenLength = 12;

/** Whether what a person says they saw is this content. */
export const hasSeen = (seen: string, hash: string): boolean =>
  /^[0-9a-f]+$/u.test(seen) && seen.length >= minSeenLength && hash.startsWith(seen);

export type Choice = { readonly causes: readonly number[]; readonly controls: readonly number[] };
export type ChoiceRefusal =
  | { readonly kind: "no-cause" }
  | {
      readonly kind: "no-such";
      readonly of: "cause" | "control";
      readonly number: number;
      readonly count: number;
    }
  | {
      readonly kind: "control-without-cause";
      readonly control: number;
      readonly actsOn: readonly number[];
    };

/**
 * Checks a choice of causes and controls (counted from 1) against a suggestion's content. A hazard
 * needs a cause; a control needs one of the chosen causes to act on.
 */
export function refuseChoice(
  choice: Choice,
  content: {
    readonly causes: readonly unknown[];
    readonly controls: readonly { actsOn: readonly number[] }[];
  },
): ChoiceRefusal | null {
  if (choice.causes.length === 0) return { kind: "no-cause" };
  for (const [of, numbers, count] of [
    ["cause", choice.causes, content.causes.length],
    ["control", choice.controls, content.controls.length],
  ] as const) {
    const unknown = numbers.find(
      (number) => !Number.isInteger(number) || number < 1 || number > count,
    );
    if (unknown !== undefined) return { kind: "no-such", of, number: unknown, count };
  }
  for (const number of choice.controls) {
    const actsOn = content.controls[number - 1]?.actsOn ?? [];
    if (!actsOn.some((cause) => choice.causes.includes(cause))) {
      return { kind: "control-without-cause", control: number, actsOn };
    }
  }
  return null;
}
