import { canonicalText, hashOf, sha256 } from "../hash/canonical.ts";

type Decided = {
  readonly id: string;
  readonly verb: string;
  readonly suggestion: string | null;
  readonly seen: string | null;
  readonly hazard: string | null;
  readonly hazardSeen: string | null;
  readonly into: string | null;
  readonly undoes: string | null;
  readonly by: { readonly id: string };
  readonly at: string;
  readonly reason: string | null;
  readonly text: string | null;
  readonly causes: readonly number[];
  readonly controls: readonly number[];
  readonly changes: readonly unknown[];
};
type Judged = {
  readonly id: string;
  readonly hazard: string;
  readonly hazardSeen: string;
  readonly productVersion: number;
  readonly account: string;
  readonly at: string;
  readonly stage: string;
};
type Scored = Judged & {
  readonly severity: string;
  readonly likelihood: string;
  readonly level: number;
  readonly scheme: string;
};
type Evaluated = Judged & {
  readonly score: string;
  readonly acceptable: boolean;
  readonly reason: string;
  readonly present: readonly string[];
  readonly benefit: string | null;
};

/** Hash of a text as it was recorded: what was blotted out since counts as what stood there. */
export type TextHash = (text: string) => string;
const orNull = (text: string | null, hash: TextHash): string | null =>
  text === null ? null : hash(text);

/** Hash of a whole decision, texts by their hashes, so that tombstones keep it. */
export const decisionHash = (
  { by, text, changes, ...decided }: Decided,
  hash: TextHash = sha256,
): string =>
  hashOf({
    ...decided,
    account: by.id,
    text: orNull(text, hash),
    changes: hash(canonicalText(changes)),
  });

export const scoreHash = (score: Scored): string => hashOf(score);

export const evaluationHash = (
  { reason, benefit, ...evaluated }: Evaluated,
  hash: TextHash = sha256,
): string => hashOf({ ...evaluated, reason: hash(reason), benefit: orNull(benefit, hash) });
