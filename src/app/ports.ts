import type { z } from "zod";
import type { Account } from "../domain/actor/actor.ts";
import type { AnswerFormat } from "./answer-format.ts";
import type { AuditEvent } from "../domain/audit/event.ts";
import type { JournalReading } from "../domain/audit/journal.ts";
import type { Kept } from "../domain/audit/record.ts";
import type { ChainHead, FiledEvent } from "../domain/audit/verify.ts";
import type { ConsideredNone } from "../domain/bank/grid.ts";
import type { BankEntry, Confidentiality } from "../domain/bank/entry.ts";
import type { CoverageDecision } from "../domain/coverage/coverage.ts";
import type { Draft } from "../domain/candidate/draft.ts";
import type { DraftInput } from "../domain/draft/offline.ts";
import type { ProductFacts } from "../domain/desk/needs.ts";
import type { Change } from "../domain/diff/diff.ts";
import type { LogDocument } from "../domain/hazard/document/blocks.ts";
import type { Book, ReadBook } from "../domain/hazard/workbook/book.ts";
import type { Hazard, RiskEvaluation, RiskScore } from "../domain/hazard/hazard.ts";
import type { Alike, Counted } from "../domain/insight/count.ts";
import type { Product, ProductVersion } from "../domain/product/product.ts";
import type { Hit, NearnessBounds } from "../domain/retrieval/hit.ts";
import type { RunState, RunStep } from "../domain/run/step.ts";
import type { QueueFilter } from "../domain/suggestion/queue-filter.ts";
import type { SuggestionState, SuggestionVerb } from "../domain/suggestion/suggestion.ts";
import type { Token } from "../domain/token/token.ts";
import type { Decision } from "../domain/decision/decision.ts";
import type { OwnView } from "../domain/view/view.ts";
import type {
  Run,
  NewRun,
  StepRecord,
  TakenStep,
  ModelCall,
  MadeCall,
  Suggestion,
  NewSuggestion,
  TakenIn,
  SuggestionFilter,
  QueueFound,
  QueueRow,
  QueueStretch,
  QueueWords,
  CoveringSuggestion,
  CoveringHazard,
  NewHazard,
  HazardVersion,
  NewScore,
  NewEvaluation,
  KeptText,
  Tombstone,
  NearestFound,
  NearestTo,
  NewAgreement,
  NewView,
  NewViewSample,
  NewScheme,
  NewDeclaration,
  NewBaseline,
  KeptScheme,
  SchemeDeclaration,
  BaselineLine,
  KeptProposal,
  NewProposal,
  NewProposalDecision,
  NewWorkbook,
  WorkbookLine,
  OwnDecision,
  Retrieval,
  BankRow,
  HeldEntry,
  LeftOut,
  Placing,
  KnownToken,
} from "./records.ts";

/** Times are ISO 8601 in UTC with milliseconds, everywhere. */
export type Clock = { now(): string };
/** UUIDv7 as text. */
export type Ids = { next(): string };
/** 32 bytes of chance in base64url (RFC 4648 §5), 43 characters. */
export type Secrets = { next(): string };

export type Embedder = {
  readonly id: string;
  /** Hash of what the vectors come from; a different artefact is a different embedder. */
  readonly artefact: string;
  readonly dimensions: number;
  readonly bounds: NearnessBounds;
  /** Host that texts are sent to; null when nothing leaves the machine. */
  readonly sendsTo: string | null;
  /** One unit vector of `dimensions` numbers a text, in order. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<number[][]>;
};

export type Drafter = {
  readonly id: string;
  readonly version: string;
  /** Host that texts are sent to; null when nothing leaves the machine. */
  readonly sendsTo: string | null;
  draft(input: DraftInput, signal?: AbortSignal): Promise<Draft[]>;
};

/** Why an answer cannot be used: its server held it, it is not whole, or it is not what was asked for. */
export type Unusable =
  "refusal" | "content-filter" | "cut-off" | "empty" | "no-json" | "wrong-schema";

/** What a language model said, as it said it; what does not parse is data too, and is not repaired. */
export type Answer<T> = {
  readonly raw: string;
  readonly parsed:
    | { readonly ok: true; readonly value: T }
    /** Issues in a few words, without the full stop of their sentence. */
    | { readonly ok: false; readonly why: Unusable; readonly issues: string };
  /** The one that its server took. */
  readonly format: AnswerFormat;
  /** What was around its JSON and left out of it; anything but `none` in the format `text` only. */
  readonly mended: "none" | "fence" | "prose";
  /** As its server counts them; 0 where it does not say. */
  readonly tokens: { readonly in: number; readonly out: number };
};

export type Chat = {
  /** Name of the model, as its server knows it. */
  readonly id: string;
  /** Host that texts are sent to, with its port when it has one. */
  readonly sendsTo: string;
  /**
   * One question and its answer, without tools or memory. Throws `NoAnswer`, an `AppError`
   * (unavailable), when there is none within its bounds of time and retries, and the signal's reason
   * when it is aborted.
   */
  ask<T>(
    question: {
      /** What the model is instructed to do. */
      readonly prompt: string;
      /** What it is to do it with. */
      readonly text: string;
      /** Parses the answer, and is shown to the model as a JSON Schema: an object at the top. */
      readonly $answer: z.ZodType<T>;
      /** Most that the answer may take. */
      readonly maxTokens: number;
    },
    signal?: AbortSignal,
  ): Promise<Answer<T>>;
};

/** A language model that runs may be drafted with, and within which bounds. */
export type LanguageModel = {
  readonly chat: Chat;
  /** What a question and its answer may come to together. */
  readonly contextTokens: number;
  /** What all questions of a run and their answers may come to together. */
  readonly budgetTokens: number;
  /** What a million tokens cost; null where nobody has said so. */
  readonly price: TokenPrice | null;
};

export type TokenPrice = {
  readonly in: number;
  readonly out: number;
  /** ISO 4217. */
  readonly currency: string;
};

/** The hazard bank as shipped, read from its files; throws a sentence with file, line and field. */
export type BankSource = {
  /** Hash of the files as they stand, without reading what they say. */
  hash(): Promise<string>;
  load(): Promise<readonly BankEntry[]>;
  /** Where an entry was considered and none is needed. */
  considered(): Promise<readonly ConsideredNone[]>;
};

/** Files of office programs. */
export type Office = {
  /** An .xlsx workbook, written as a stream. */
  writeBook(book: Book): Promise<Uint8Array>;
  /** Throws `AppError` (invalid-input) with a sentence for what is no workbook, or is not let in. */
  readBook(bytes: Uint8Array): Promise<ReadBook>;
  /** A .docx document. */
  writeDocument(document: LogDocument): Promise<Uint8Array>;
};

/** What use cases may read and write, within one transaction and for one organisation. */
export type Tx = {
  readonly accounts: {
    current(): Promise<Account | null>;
    find(id: string): Promise<Account | null>;
    findSame(account: Omit<Account, "id">): Promise<Account | null>;
    add(account: Account, at: string): Promise<void>;
    setCurrent(id: string): Promise<void>;
  };
  readonly tokens: {
    add(token: Token): Promise<void>;
    /** With the token that a session was made from; the same one statement whatever is found. */
    byHash(hash: string): Promise<(KnownToken & { readonly parent: Token | null }) | null>;
    find(id: string): Promise<KnownToken | null>;
    /** Tokens and sessions, oldest first. */
    list(): Promise<KnownToken[]>;
    /** Leaves those as they are that were revoked before. */
    revoke(ids: readonly string[], at: string): Promise<void>;
  };
  readonly products: {
    list(): Promise<Product[]>;
    /** Products, all or those of these ids, with latest version number, what waits and what stands in their logs. */
    lines(
      ids?: readonly string[],
    ): Promise<
      (Product & { version: number; pending: number; deferred: number; hazards: number })[]
    >;
    /** Ids of products whose names hold a text, in order of their names, from the one after another's. */
    page(asked: {
      readonly name: string;
      /** Id of the last product of the page before; null for the first page. */
      readonly after: string | null;
      readonly limit: number;
    }): Promise<string[]>;
    /** By id, slug, or exact name. */
    find(ref: string): Promise<Product | null>;
    add(product: Product, at: string): Promise<void>;
    addVersion(version: ProductVersion, at: string): Promise<void>;
    latestVersion(product: string): Promise<ProductVersion | null>;
    version(id: string): Promise<ProductVersion | null>;
    /** Oldest first. */
    versions(product: string): Promise<ProductVersion[]>;
    /** The version of a product that has this number. */
    numbered(product: string, number: number): Promise<ProductVersion | null>;
    /** Takes the next `count` numbers of a series and returns the first; holds the product's row. */
    takeNumbers(
      product: string,
      series: "run" | "suggestion" | "hazard",
      count: number,
    ): Promise<number>;
  };
  readonly runs: {
    /** False when a run with this request key exists. */
    add(run: NewRun): Promise<boolean>;
    byRequestKey(key: string): Promise<Run | null>;
    find(ref: string, product?: string): Promise<Run[]>;
    list(product?: string): Promise<Run[]>;
    /** The newest run of each of these products that has one. */
    newest(products: readonly string[]): Promise<Run[]>;
    /** Takes the lease; null while another worker holds it, and once it is done. Returns the fencing number. */
    claim(run: string, now: string, until: string): Promise<number | null>;
    /** Renews the lease; false when the fencing number is no longer this worker's. */
    renew(run: string, fence: number, until: string): Promise<boolean>;
    /** Until when its worker has it; null where nobody has taken it, or it was given back. */
    leasedUntil(run: string): Promise<string | null>;
    /** False when the run is not running, or the fencing number is no longer this worker's. */
    finish(run: string, fence: number, state: RunState): Promise<boolean>;
    /** Takes the run out of its worker's hands; false when it is not running. */
    cancel(run: string): Promise<boolean>;
    steps(run: string): Promise<StepRecord[]>;
    /** The same without what came out, which is long: of failed attempts alone the failure. */
    stepsTaken(run: string): Promise<TakenStep[]>;
    /** What came out of a step; null where it is not done. */
    output(run: string, step: RunStep): Promise<string | null>;
    addStep(run: string, record: StepRecord): Promise<void>;
    /**
     * What those of these runs that came up to their limit found and did not list, the most relevant of
     * each first, whether or not it reaches the floor; of the others nothing.
     */
    leftOut(runs: readonly string[]): Promise<LeftOut[]>;
    /** Questions that the run put to a language model, in the order in which they were answered. */
    modelCalls(run: string): Promise<ModelCall[]>;
    /** The same without the answers, which are long. */
    callsMade(run: string): Promise<MadeCall[]>;
    /** Fails where the run has one of this key already. */
    addModelCall(run: string, call: ModelCall): Promise<void>;
  };
  readonly suggestions: {
    add(suggestions: readonly NewSuggestion[]): Promise<void>;
    find(ref: string, product?: string): Promise<Suggestion[]>;
    list(filter: SuggestionFilter): Promise<Suggestion[]>;
    bySituation(product: string, situations: readonly string[]): Promise<Suggestion[]>;
    /** Those of these situations that a suggestion of the product tells, whatever became of it. */
    situations(product: string, among: readonly string[]): Promise<string[]>;
    /** In no order; what the organisation does not have is left out. */
    withIds(ids: readonly string[]): Promise<Suggestion[]>;
    /** Moves as the verb does; false when somebody was faster. */
    move(id: string, verb: SuggestionVerb): Promise<boolean>;
    /** The suggestions that are merged into this suggestion or hazard now. */
    mergedInto(target: string): Promise<Suggestion[]>;
    /** The drafts that its run joined into it, in the order in which they were. */
    takenIn(suggestion: string): Promise<TakenIn[]>;
  };
  /** Lists of suggestions: read from columns of their own, in stretches. */
  readonly queue: {
    find(stretch: QueueStretch): Promise<QueueFound>;
    /** In the order of the ids; what the organisation does not have is left out. */
    rows(ids: readonly string[]): Promise<QueueRow[]>;
    /** How many of a product are in each state, narrowed by a filter whose states do not count. */
    counts(
      product: string,
      filter: QueueFilter,
    ): Promise<Readonly<Record<SuggestionState, number>>>;
    /** How many of a product were accepted as causes of a hazard alone, narrowed as counts are. */
    asCauses(product: string, filter: QueueFilter): Promise<number>;
    /** All of a product in these states, by rank. */
    words(product: string, states: readonly SuggestionState[]): Promise<QueueWords[]>;
    /** Where its run put a suggestion. */
    placing(suggestion: string): Promise<Placing>;
  };
  readonly decisions: {
    add(decision: Decision): Promise<void>;
    /** In the order in which they were recorded. */
    ofSuggestion(suggestion: string): Promise<Decision[]>;
    ofHazard(hazard: string): Promise<Decision[]>;
    /** The newest about each suggestion of a product, or of all; those that wait undecided have none. */
    newest(product: string | null): Promise<Decision[]>;
  };
  readonly coverage: {
    add(decision: CoverageDecision): Promise<void>;
    /** Of a product, in the order in which they were recorded. */
    decisions(product: string): Promise<CoverageDecision[]>;
    /** Every suggestion of a product, in order of its number. */
    suggestions(product: string): Promise<CoveringSuggestion[]>;
    /** Every hazard of a product, in order of its number. */
    hazards(product: string): Promise<CoveringHazard[]>;
  };
  readonly hazards: {
    add(hazard: NewHazard, at: string): Promise<void>;
    /** False when a version of that number stands there already: somebody was faster. */
    addVersion(version: HazardVersion): Promise<boolean>;
    find(ref: string, product?: string): Promise<Hazard[]>;
    list(product: string): Promise<Hazard[]>;
    /** The next of a product after a number, in order of number. */
    page(product: string, after: number, limit: number): Promise<Hazard[]>;
    /** Of several products, in a fixed number of statements. */
    ofProducts(products: readonly string[]): Promise<Hazard[]>;
    /** The hazard that this suggestion became; null when it did not, or was withdrawn. */
    ofSuggestion(suggestion: string): Promise<Hazard | null>;
    /** Oldest first. */
    versions(hazard: string): Promise<HazardVersion[]>;
    addScore(score: NewScore): Promise<void>;
    addEvaluation(evaluation: NewEvaluation): Promise<void>;
    /** Every score and evaluation ever given, newest first. */
    scores(hazard: string): Promise<RiskScore[]>;
    evaluations(hazard: string): Promise<RiskEvaluation[]>;
  };
  /** Risk schemes, those that come with hazid and those that people added. */
  readonly schemes: {
    add(scheme: NewScheme): Promise<void>;
    /** Every version of every scheme, newest first of each. */
    list(): Promise<KeptScheme[]>;
    /** By what a product declares or a score names: its id and version, or its id alone for the newest. */
    find(name: string): Promise<KeptScheme | null>;
    declare(declaration: NewDeclaration): Promise<void>;
    /** Newest first; a product that declared none goes by the scheme that it began with. */
    declarations(product: string): Promise<SchemeDeclaration[]>;
  };
  readonly baselines: {
    add(baseline: NewBaseline): Promise<void>;
    /** Newest first. */
    list(product: string): Promise<BaselineLine[]>;
    /** With its bytes as they stand there now. */
    find(product: string, number: number): Promise<(BaselineLine & { content: string }) | null>;
  };
  /** Workbooks that came back, with what their cells propose. */
  readonly workbooks: {
    add(workbook: NewWorkbook, proposals: readonly NewProposal[]): Promise<void>;
    /** Newest first. */
    list(product: string): Promise<WorkbookLine[]>;
    /** With what could not be taken as a proposal. */
    find(product: string, number: number): Promise<(WorkbookLine & { unread: string }) | null>;
    /** In order of their numbers. */
    proposals(workbook: string): Promise<KeptProposal[]>;
    decide(decision: NewProposalDecision): Promise<void>;
  };
  readonly views: {
    /**
     * Those of `suggestions` that the account writes its own view of first (`src/app/view/withhold.ts`);
     * `usual` is the sample of a product for which nobody set another.
     */
    withheld(account: string, suggestions: readonly string[], usual: number): Promise<string[]>;
    /** What a sample of one in `every` asks for and nobody has decided anything about, by number. */
    undecided(product: string, every: number): Promise<{ id: string; ref: string }[]>;
    /** Newest first. */
    ofSuggestion(suggestion: string): Promise<OwnView[]>;
    ofProduct(product: string): Promise<(OwnView & { ref: string })[]>;
    add(view: NewView): Promise<void>;
    addAgreement(agreement: NewAgreement): Promise<void>;
    /** The newest change of the sample; null while it is as it comes. */
    sample(product: string): Promise<{ every: number; by: Account; at: string } | null>;
    addSample(sample: NewViewSample): Promise<void>;
  };
  /** Personal, and no record: everything here is asked for one account, by that account. */
  readonly openings: {
    /** Keeps the first opening only. */
    add(account: string, suggestion: string, at: string): Promise<void>;
    /** Puts a later moment in its place. */
    move(account: string, suggestion: string, at: string): Promise<void>;
    /** What the account decided since a moment, or ever, in order. */
    decided(account: string, since: string | null): Promise<OwnDecision[]>;
    /** Returns how many there were. */
    forget(account: string): Promise<number>;
  };
  /** Counts for a product, or for all where it is null. */
  readonly insight: {
    alike(product: string | null): Promise<Alike[]>;
    /** What each of the newest acceptances that stand and have an edit changed, newest first. */
    edits(product: string | null, limit: number): Promise<Change[][]>;
    ownViews(product: string | null): Promise<Counted["ownViews"]>;
  };
  readonly desk: {
    /** The products that press most, and how many there are in all. `at` is now. */
    products(
      limit: number,
      at: string,
    ): Promise<{ products: Omit<ProductFacts, "hazards">[]; total: number }>;
  };
  readonly bank: {
    /** Hash of the bank that was imported last with this embedder; null when none was. */
    imported(artefact: string): Promise<string | null>;
    /** Makes `rows` the current bank; versions that are not in it stay, since past runs cite them. */
    replace(
      rows: readonly BankRow[],
      vectors: readonly (readonly number[])[],
      artefact: string,
      bankHash: string,
      at: string,
    ): Promise<void>;
    retrieve(retrieval: Retrieval): Promise<Hit[]>;
    /** The prior hazards nearest to any of the passages, nearest first. */
    nearest(asked: NearestTo): Promise<NearestFound[]>;
    /** What of these may be shown for a product, or for none. */
    entries(
      ids: readonly { id: string; version: number }[],
      product: string | null,
    ): Promise<HeldEntry[]>;
    /** How many current entries of the organisation's own may not leave the machine. */
    mustStay(): Promise<number>;
    /** The organisation's own current entries that may be shown for a product, by id. */
    own(product: string): Promise<{ id: string; confidentiality: Confidentiality }[]>;
    /** What may be shown for no product in particular. */
    current(): Promise<BankRow[]>;
  };
  readonly audit: {
    head(): Promise<ChainHead>;
    /** Locks the organisation's chain and returns its head. */
    lockHead(): Promise<ChainHead>;
    append(event: AuditEvent): Promise<void>;
    /** Events after one of them, or from the first that is stored, by number and hash. */
    list(after: ChainHead | null, limit: number): Promise<FiledEvent[]>;
    about(subjectIds: readonly string[]): Promise<AuditEvent[]>;
    /** Everything in the record that an event tells of, with the hash of what stands there now. */
    kept(): Promise<Kept[]>;
  };
  readonly tombstones: {
    /** Every text kept about a product, and the answers kept for retries, in a fixed order. */
    texts(product: string): Promise<KeptText[]>;
    add(tombstone: Tombstone): Promise<void>;
    /** Puts another text in the place of a kept one; the database asks for the tombstone first. */
    replace(kept: KeptText, made: string): Promise<void>;
    list(): Promise<Tombstone[]>;
  };
  readonly idempotency: {
    /** What a key was used for. With `hold`, who else asks for it so waits until this ends. */
    find(
      key: string,
      hold?: "hold",
    ): Promise<{ requestHash: string; answer: string | null } | null>;
    /** Reserves a key; returns what was answered when it was used before. */
    reserve(
      key: string,
      requestHash: string,
      at: string,
    ): Promise<{ requestHash: string; answer: string | null } | null>;
    answer(key: string, answer: string): Promise<void>;
  };
};

export type Store = {
  /** Runs `work` in one transaction for one organisation; rolls back when it throws. */
  transaction<T>(organisation: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** What the audit journal and the database did not say alike at the start; empty without one. */
  journalMismatches(): readonly string[];
  /** The audit journal beside the database as it is now; null without one. */
  readJournal(): Promise<JournalReading | null>;
};
