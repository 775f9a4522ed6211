import type { Account } from "../domain/actor/actor.ts";
import type { BankEntry, Confidentiality } from "../domain/bank/entry.ts";
import type { Candidate, Nearness } from "../domain/candidate/candidate.ts";
import type { Relevance } from "../domain/candidate/draft.ts";
import type { Cell } from "../domain/cell/cell.ts";
import type { Traced, TracedHazard } from "../domain/coverage/coverage.ts";
import type { HazardContent } from "../domain/hazard/content.ts";
import type { RiskEvaluation, RiskScore } from "../domain/hazard/hazard.ts";
import type { ProposalContent, ProposalState } from "../domain/hazard/returned/proposal.ts";
import type { Near } from "../domain/retrieval/hit.ts";
import type { CallOutcome } from "../domain/run/call.ts";
import type { RiskScheme } from "../domain/risk/scheme.ts";
import type { RunState, RunStep } from "../domain/run/step.ts";
import type { QueueCursor } from "../domain/suggestion/queue-cursor.ts";
import type { QueueFilter } from "../domain/suggestion/queue-filter.ts";
import type { SuggestionState, SuggestionVerb } from "../domain/suggestion/suggestion.ts";
import type { Token } from "../domain/token/token.ts";
import type { Agreement } from "../domain/view/view.ts";
import type { AnswerFormat } from "./answer-format.ts";

/** What the record holds, as use cases read and write it. */
export type Run = {
  readonly id: string;
  readonly ref: string;
  readonly product: string;
  readonly productVersion: string;
  readonly state: RunState;
  readonly limit: number;
  /** Number of the version since which changes are looked at; null where all was looked at. */
  readonly since: number | null;
  /** Keys of the only cells that are looked into; null where all are. */
  readonly cells: readonly string[] | null;
  readonly pipeline: string;
  readonly drafter: string;
  readonly embedder: string;
  readonly bankHash: string;
  readonly fence: number;
  readonly startedAt: string;
  readonly startedBy: string;
};
export type NewRun = Omit<Run, "ref" | "fence" | "state"> & {
  readonly number: number;
  readonly requestKey: string | null;
};
export type StepRecord = {
  readonly step: RunStep;
  readonly attempt: number;
  readonly state: "done" | "failed";
  readonly inputHash: string;
  readonly outputHash: string;
  /** Canonical JSON; of a failed step the sentence of the failure. */
  readonly output: string;
  readonly startedAt: string;
  readonly finishedAt: string;
};

/** A step as it was taken; its output stays away, but that of a failed attempt. */
export type TakenStep = Omit<StepRecord, "output"> & {
  /** Null where it is done. */
  readonly failure: string | null;
};

/** One question to a language model within a run, and what came of it. Never changed or asked again. */
export type ModelCall = {
  readonly step: RunStep;
  /** What it asks about, such as `draft-function F2`: once a run. */
  readonly key: string;
  readonly prompt: { readonly id: string; readonly version: number; readonly hash: string };
  readonly model: string;
  /** Host that it was sent to. */
  readonly sendsTo: string;
  /** Of model, prompt, text, schema and bound of length, as canonical JSON. */
  readonly requestHash: string;
  readonly outcome: CallOutcome;
  /** Why there is no answer of use, in a sentence; null where there is one. */
  readonly problem: string | null;
  /** What was left out of the question for the sake of its length; null where nothing was. */
  readonly leftOut: string | null;
  /** How its server was told to answer; null where it did not. */
  readonly format: AnswerFormat | null;
  /** The answer as it was said, whole or not; null where nothing came. */
  readonly raw: string | null;
  /** The answer as it was parsed, canonical JSON; null where there is none of use. */
  readonly value: string | null;
  readonly tokensIn: number;
  readonly tokensOut: number;
  readonly startedAt: string;
  readonly finishedAt: string;
};

/** What was asked and what it took, without the answer. */
export type MadeCall = Omit<ModelCall, "raw" | "value">;

export type Suggestion = {
  readonly id: string;
  readonly ref: string;
  readonly product: string;
  readonly productVersion: string;
  readonly run: string;
  readonly rank: number;
  readonly situation: string;
  readonly content: Candidate;
  readonly hash: string;
  readonly state: SuggestionState;
};
export type NewSuggestion = Omit<Suggestion, "ref" | "state"> & {
  readonly number: number;
  /** Cell and entry it was drafted from: with the run, what a retry cannot double. */
  readonly origin: string;
  readonly at: string;
};
export type SuggestionFilter = {
  readonly product?: string | undefined;
  readonly state?: SuggestionState | undefined;
  readonly run?: string | undefined;
};

/** A stretch of a queue, of one product or, with null, of all. */
export type QueueStretch = {
  readonly product: string | null;
  readonly filter: QueueFilter;
  /** Where it begins; null for the beginning of the queue. */
  readonly from: QueueCursor | null;
  /** Most suggestions that it holds. */
  readonly limit: number;
  /** Most that are looked at, whatever the filter leaves out: no reading grows with the record. */
  readonly look: number;
};
export type QueueFound = {
  /** Ids in the queue's order, also where it was read backwards. */
  readonly ids: readonly string[];
  /** The last one looked at, where looking stopped before the end; else null. */
  readonly edge: string | null;
};
/** Where a run put a suggestion, besides its rank. */
export type Placing = {
  /** The last rank that the run listed. */
  readonly of: number;
  /** Whether its limit left it out, and a person asked for it; its rank goes on from the limit. */
  readonly beyondLimit: boolean;
  /** Reference of the one that it was joined into before a person asked for it by itself; null where it was not. */
  readonly takenOutOf: string | null;
};
/** What a list says of a suggestion; never its whole content, nor the hash that a decision needs. */
export type QueueRow = Pick<Suggestion, "id" | "ref" | "product" | "rank" | "state"> &
  Omit<Placing, "of"> &
  Pick<Candidate, "title" | "hazard" | "lens" | "condition" | "untailored" | "drafter"> & {
    readonly cell: string;
    readonly causes: number;
    /** Reference of the run that its rank is of. */
    readonly run: string;
    /** How many drafts its run joined into it. */
    readonly joined: number;
    /** How near the prior hazard is that it drafts, or the nearest that it cites; null where it cites none. */
    readonly nearness: Nearness | null;
    /** The log and the place in it that it was taken over from, in words; null where it was drafted. */
    readonly imported: string | null;
    /** How many assumptions it makes. */
    readonly assumptions: number;
    /** The drafter of its run, as runs name it. */
    readonly runDrafter: string;
    readonly productName: string;
    readonly productSlug: string;
    readonly newest: {
      readonly verb: SuggestionVerb;
      readonly at: string;
      readonly by: string;
    } | null;
  };
/** As little of a suggestion as can be compared by its words. */
export type QueueWords = Pick<Suggestion, "id" | "ref" | "state"> &
  Pick<Candidate, "title" | "hazard">;
/** A draft that a run joined into a suggestion, as it was before. */
export type TakenIn = {
  readonly origin: { readonly cell: string; readonly entry: string };
  readonly content: Candidate;
};
/** What a line of a list says of a drafted candidate besides its words. */
export type DraftMarks = {
  /** How near the first prior hazard is that it rests on; null where it rests on none. */
  readonly nearness: Nearness | null;
  /** Nearly the bank's words (DESIGN §4). */
  readonly untailored: boolean;
  /** How many assumptions it makes. */
  readonly assumptions: number;
};
/** A candidate that a run found and did not list. */
export type LeftOut = DraftMarks & {
  /** Id of the run. */
  readonly run: string;
  readonly origin: { readonly cell: string; readonly entry: string };
  readonly relevance: Relevance;
  readonly title: string;
  readonly hazard: string;
  readonly cell: string;
  /** The functions of that place, as the candidate names them. */
  readonly about: string;
  /** Ids of the prior hazards that it cites. */
  readonly bank: readonly string[];
};
/** A suggestion as the coverage of its product reads it, with the newest decision about it. */
export type CoveringSuggestion = Traced &
  DraftMarks & {
    readonly ref: string;
    readonly title: string;
    /** Key of the place that it was drafted in. */
    readonly cell: string;
    /** The functions of that place, as its candidate names them. */
    readonly about: string;
    readonly createdAt: string;
  };
export type CoveringHazard = TracedHazard & {
  readonly id: string;
  readonly ref: string;
  readonly name: string;
};

export type NewHazard = {
  readonly id: string;
  readonly number: number;
  readonly product: string;
  readonly suggestion: string | null;
};
export type HazardVersion = {
  readonly hazard: string;
  readonly content: HazardContent;
  readonly hash: string;
  readonly decision: string;
  readonly at: string;
};
type Judged = {
  readonly id: string;
  readonly hazard: string;
  readonly hazardSeen: string;
  readonly productVersion: number;
  readonly account: string;
  readonly at: string;
};
export type NewScore = Judged &
  Pick<RiskScore, "stage" | "severity" | "likelihood" | "level" | "scheme">;
export type NewEvaluation = Judged &
  Pick<RiskEvaluation, "stage" | "acceptable" | "reason" | "present" | "benefit" | "score">;

type Added = { readonly id: string; readonly account: string; readonly at: string };
export type NewView = Added & { readonly suggestion: string; readonly text: string };
export type NewAgreement = Added & {
  readonly view: string;
  readonly suggestion: string;
  readonly seen: string;
  readonly agreement: Agreement;
  readonly text: string | null;
};
/** One version of a risk scheme; one that comes with hazid has neither person nor time. */
export type KeptScheme = {
  /** Its id and version. */
  readonly name: string;
  readonly scheme: RiskScheme;
  /** Hash of the scheme as it was added. */
  readonly hash: string;
  readonly by: Account | null;
  readonly at: string | null;
};
export type NewScheme = Added & { readonly scheme: RiskScheme; readonly hash: string };
/** That a product declares a scheme from then on. */
export type NewDeclaration = Added & {
  readonly product: string;
  /** Id and version of the scheme. */
  readonly scheme: string;
  readonly reason: string;
};
export type SchemeDeclaration = Pick<NewDeclaration, "id" | "scheme" | "reason" | "at"> & {
  readonly by: Account;
};
export type NewBaseline = Added & {
  readonly product: string;
  readonly number: number;
  readonly productVersion: number;
  /** Canonical JSON: the bytes that are approved. */
  readonly content: string;
  readonly hash: string;
  readonly meaning: string;
  readonly reason: string;
};
/** A baseline as a list names it. */
export type BaselineLine = Pick<
  NewBaseline,
  "id" | "product" | "number" | "productVersion" | "hash" | "meaning" | "reason" | "at"
> & { readonly by: Account };
/** A workbook that came back: what was read of it, never the file itself. */
export type NewWorkbook = Added & {
  readonly product: string;
  readonly number: number;
  readonly fileName: string;
  /** SHA-256 of the file. */
  readonly fileHash: string;
  /** What could not be taken as a proposal, as canonical JSON. */
  readonly unread: string;
};
export type WorkbookLine = Pick<
  NewWorkbook,
  "id" | "product" | "number" | "fileName" | "fileHash" | "at"
> & {
  readonly by: Account;
  /** How many of its proposals are in each state. */
  readonly proposals: Readonly<Record<ProposalState, number>>;
};
export type NewProposal = Added & {
  readonly workbook: string;
  readonly number: number;
  /** The first of its cells, `Controls!F12`. */
  readonly cell: string;
  /** The hazard, and the hash of its content as it was sent; both null for a new hazard. */
  readonly hazard: string | null;
  readonly hazardSeen: string | null;
  /** Canonical JSON. */
  readonly content: string;
  readonly hash: string;
};
export type NewProposalDecision = Added & {
  readonly proposal: string;
  /** Hash of the proposal as it was shown. */
  readonly seen: string;
  readonly verb: "take" | "leave";
  readonly reason: string | null;
  /** The decision about the hazard by which it was taken; null where it was left. */
  readonly decision: string | null;
};
export type KeptProposal = Pick<
  NewProposal,
  "id" | "number" | "cell" | "hazard" | "hazardSeen" | "hash"
> & {
  readonly content: ProposalContent;
  readonly state: ProposalState;
  /** Who took or left it last. */
  readonly decided:
    | (Pick<NewProposalDecision, "verb" | "reason" | "decision" | "at"> & { readonly by: Account })
    | null;
};
export type NewViewSample = Added & { readonly product: string; readonly every: number };

/** A decision of one person, with when its suggestion was first before them. */
export type OwnDecision = {
  readonly id: string;
  readonly verb: SuggestionVerb;
  readonly suggestion: string;
  readonly ref: string;
  readonly productSlug: string;
  readonly productName: string;
  readonly at: string;
  /** Null where no page showed it, or the person had it forgotten. */
  readonly openedAt: string | null;
};

/** A text of the record that a person or a model wrote, with the place where it is kept. */
export type KeptText = {
  /** Table and column. */
  readonly place: string;
  /** Key of the row. */
  readonly row: string;
  /** What a person calls it: `S-3`, `H-2 version 4`. */
  readonly ref: string;
  readonly text: string;
  readonly json: boolean;
  /** Whether its bytes are the canonical text of its value. */
  readonly canonical: boolean;
};
/** What was blotted out of one row: hashes of what stood there and of what stands there since. */
export type Tombstone = {
  readonly id: string;
  readonly place: string;
  readonly row: string;
  readonly was: string;
  readonly became: string;
  readonly reason: string;
  readonly by: Account;
  readonly at: string;
};

/** What is asked for by the passages of a description, whatever cell they belong to. */
export type NearestTo = Pick<Retrieval, "vectors" | "artefact" | "product"> & {
  /** Technologies that entries must meet. */
  readonly technologies: readonly string[];
  readonly limit: number;
};
export type NearestFound = Pick<Near, "entry" | "version" | "similarity"> & {
  /** Which of the passages is nearest, counted from 0. */
  readonly position: number;
};

export type Retrieval = {
  readonly cells: readonly Cell[];
  /** One vector a cell, in order. */
  readonly vectors: readonly (readonly number[])[];
  readonly artefact: string;
  /** Technologies and capabilities that entries must meet; null looks through the whole bank. */
  readonly technologies: readonly string[] | null;
  /** Prior hazards a cell. */
  readonly perCell: number;
  /** Id of the product they are for: its own entries are among them. Null for none of any product's. */
  readonly product: string | null;
};
export type BankRow = { readonly entry: BankEntry; readonly hash: string };
export type HeldEntry = BankRow & { readonly confidentiality: Confidentiality };

export type KnownToken = { readonly token: Token; readonly account: Account };
