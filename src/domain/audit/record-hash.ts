import type { Decision } from "../decision/decision.ts";
import { canonicalText, hashOf, sha256 } from "../hash/canonical.ts";

/** As the record keeps it, whose words are parsed elsewhere. */
type Decided = Omit<Decision, "verb" | "by" | "reason" | "changes"> & {
  readonly verb: string;
  readonly by: { readonly id: string };
  readonly reason: string | null;
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

/** Hash of a field's text as it was recorded: what was blotted out since counts as what stood there. */
export type TextHash = (text: string, field: string) => string;
const asRecorded: TextHash = (text) => sha256(text);
const orNull = (text: string | null, field: string, hash: TextHash): string | null =>
  text === null ? null : hash(text, field);

/** Hash of a whole decision, texts by their hashes, so that tombstones keep it. */
export const decisionHash = (
  { by, text, changes, intoSeen, ...decided }: Decided,
  hash: TextHash = asRecorded,
): string =>
  hashOf({
    ...decided,
    // Events of before it was kept tell of a hash without it.
    ...(intoSeen === null ? {} : { intoSeen }),
    account: by.id,
    text: orNull(text, "text", hash),
    changes: hash(canonicalText(changes), "changes"),
  });

export const scoreHash = (score: Scored): string => hashOf(score);

export const evaluationHash = (
  { reason, benefit, ...evaluated }: Evaluated,
  hash: TextHash = asRecorded,
): string =>
  hashOf({
    ...evaluated,
    reason: hash(reason, "reason"),
    benefit: orNull(benefit, "benefit", hash),
  });

type Covered = {
  readonly id: string;
  readonly product: string;
  readonly productVersion: number;
  readonly cell: string;
  readonly verb: string;
  readonly reason: string;
  readonly by: { readonly id: string };
  readonly at: string;
};

/** Hash of a whole decision about a place. */
export const coverageHash = (
  { by, reason, id, product, productVersion, cell, verb, at }: Covered,
  hash: TextHash = asRecorded,
): string =>
  hashOf({
    id,
    product,
    productVersion,
    cell,
    verb,
    at,
    account: by.id,
    reason: hash(reason, "reason"),
  });
type Said = { readonly id: string; readonly account: string; readonly at: string };
type Viewed = Said & { readonly suggestion: string; readonly text: string };
type Agreed = Said & {
  readonly view: string;
  readonly suggestion: string;
  readonly seen: string;
  readonly agreement: string;
  readonly text: string | null;
};

/** Hash of an own view, its text by its hash. */
export const viewHash = ({ text, ...viewed }: Viewed, hash: TextHash = asRecorded): string =>
  hashOf({ ...viewed, text: hash(text, "text") });

export const agreementHash = ({ text, ...agreed }: Agreed, hash: TextHash = asRecorded): string =>
  hashOf({ ...agreed, text: orNull(text, "text", hash) });

export const sampleHash = (sample: Said & { readonly product: string; readonly every: number }) =>
  hashOf(sample);

/** Hash of one version of a risk scheme. */
export const schemeHash = (
  {
    content,
    ...kept
  }: Said & {
    readonly scheme: string;
    readonly version: number;
    readonly content: string;
    readonly hash: string;
  },
  hash: TextHash = asRecorded,
): string => hashOf({ ...kept, content: hash(content, "content") });

/** Hash of a product's declaration of a scheme. */
export const declarationHash = (
  {
    reason,
    ...declared
  }: Said & { readonly product: string; readonly scheme: string; readonly reason: string },
  hash: TextHash = asRecorded,
): string => hashOf({ ...declared, reason: hash(reason, "reason") });

type Approved = Said & {
  readonly product: string;
  readonly number: number;
  readonly productVersion: number;
  readonly content: string;
  readonly hash: string;
  readonly meaning: string;
  readonly reason: string;
};
/** Hash of a whole baseline, with who approved it and what their signature means. */
export const baselineHash = (
  { content, reason, ...approved }: Approved,
  hash: TextHash = asRecorded,
): string =>
  hashOf({ ...approved, content: hash(content, "content"), reason: hash(reason, "reason") });

type ReturnedFile = Said & {
  readonly product: string;
  readonly number: number;
  readonly fileName: string;
  readonly fileHash: string;
  readonly unread: string;
};
/** Hash of a workbook that came back, with what could not be read of it. */
export const workbookHash = (
  { fileName, unread, ...returned }: ReturnedFile,
  hash: TextHash = asRecorded,
): string =>
  hashOf({ ...returned, fileName: hash(fileName, "file_name"), unread: hash(unread, "unread") });

type ProposedCell = Said & {
  readonly workbook: string;
  readonly number: number;
  readonly cell: string;
  readonly hazard: string | null;
  readonly hazardSeen: string | null;
  readonly content: string;
  readonly hash: string;
};
/** Hash of one proposal of a workbook that came back. */
export const proposalHash = (
  { content, ...proposed }: ProposedCell,
  hash: TextHash = asRecorded,
): string => hashOf({ ...proposed, content: hash(content, "content") });

type DecidedProposal = Said & {
  readonly proposal: string;
  readonly seen: string;
  readonly verb: string;
  readonly reason: string | null;
  readonly decision: string | null;
};
/** Hash of what a person decided about a proposal. */
export const proposalDecisionHash = (
  { reason, ...decided }: DecidedProposal,
  hash: TextHash = asRecorded,
): string => hashOf({ ...decided, reason: reason === null ? null : hash(reason, "reason") });

/** What a tombstone says, and the event that tells of it. */
type Buried = {
  readonly id: string;
  readonly place: string;
  readonly row: string;
  readonly was: string;
  readonly became: string;
  readonly reason: string;
  readonly account: string;
  readonly at: string;
};

/** Hash of a whole tombstone. */
export const tombstoneHash = ({ id, place, row, was, became, reason, account, at }: Buried) =>
  hashOf({ id, place, row, was, became, reason, account, at });
