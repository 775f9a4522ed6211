import type { AuditBody } from "../audit/event.ts";
import type { BankEntry, Confidentiality } from "../bank/entry.ts";
import type { Candidate, Nearness } from "../candidate/candidate.ts";
import type { Decision } from "../decision/decision.ts";
import type { HazardContent, HazardStatus, LoggedCause, LoggedControl } from "../hazard/content.ts";
import type { RiskEvaluation, RiskScore } from "../hazard/hazard.ts";
import type { Product } from "../product/product.ts";
import type { RunState, RunStep } from "../run/step.ts";
import type { SuggestionState } from "../suggestion/suggestion.ts";
import type { About, ItemKind } from "./about.ts";
import type { Asked, Called } from "./called.ts";

/** Raised with every change to what the JSON form says. */
export const provenanceFormat = "hazid-provenance-1";

/** Who reads it: the organisation whose record it is, or anybody else. */
export const audiences = ["organisation", "outside"] as const;
export type Audience = (typeof audiences)[number];

/** Why a text is not here; its id, version and hash stay. */
export type Withheld =
  "withheld: product-only" | "withheld: organisation" | "withheld: not in the bank";

/** A version of the product's description that a run read. */
export type Described = { readonly id: string; readonly number: number; readonly hash: string };

export type Step = {
  readonly step: RunStep;
  readonly attempt: number;
  readonly state: "done" | "failed";
  readonly inputHash: string;
  readonly outputHash: string;
  readonly startedAt: string;
  readonly finishedAt: string;
};
/** A run with every artefact version that it worked with. */
export type RunFacts = {
  readonly id: string;
  readonly ref: string;
  readonly productVersion: string;
  readonly state: RunState;
  readonly limit: number;
  /** Number of the version since which changes were looked at; null where all was looked at. */
  readonly since: number | null;
  /** Keys of the only places that were looked into again; null where all were. */
  readonly cells: readonly string[] | null;
  readonly startedAt: string;
  readonly startedBy: string;
  readonly pipeline: string;
  readonly drafter: string;
  readonly embedder: string;
  /** Hash of what the vectors come from; null where the run's first event does not say. */
  readonly embedderArtefact: string | null;
  readonly bankHash: string;
  /** Host that texts were sent to; null when nothing left the machine. */
  readonly sentTo: string | null;
  readonly steps: readonly Step[];
  /** What a language model was asked and what is told here rests on; absent where rules drafted. */
  readonly calls?: readonly Called[];
};

/** A bank entry that a suggestion rests on. */
export type Prior = {
  readonly id: string;
  readonly version: number;
  readonly nearness: Nearness;
  /** Null where the bank no longer holds it for this product. */
  readonly hash: string | null;
  readonly confidentiality: Confidentiality | null;
  readonly entry: BankEntry | null;
  readonly withheld: Withheld | null;
};
export type Suggested = {
  readonly id: string;
  readonly ref: string;
  readonly run: string;
  readonly productVersion: string;
  readonly rank: number;
  readonly state: SuggestionState;
  readonly hash: string;
  readonly cell: string;
  readonly drafter: Candidate["drafter"];
  /** Absent where rules drafted its run. */
  readonly asked?: Asked;
  /** Null when it is withheld: it is worded after entries that may not leave. */
  readonly content: Candidate | null;
  readonly withheld: Withheld | null;
  readonly prior: readonly Prior[];
};

/** What one decision left of a hazard. */
export type Version = {
  readonly version: number;
  readonly hash: string;
  readonly decision: string;
  readonly at: string;
  /** Null where only one cause or control of it is told of. */
  readonly content: HazardContent | null;
};
export type Logged = {
  readonly id: string;
  readonly ref: string;
  readonly status: HazardStatus;
  /** The suggestion that it came from; null when a person wrote it by hand. */
  readonly suggestion: string | null;
  readonly versions: readonly Version[];
  /** Oldest first. */
  readonly scores: readonly RiskScore[];
  readonly evaluations: readonly RiskEvaluation[];
};

export type ItemState = {
  readonly version: number;
  readonly decision: string;
  readonly what: "added" | "changed" | "removed";
  readonly now: LoggedCause | LoggedControl | null;
};
/** One cause or control through the versions of its hazard. */
export type Item = {
  readonly kind: ItemKind;
  readonly number: number;
  readonly history: readonly ItemState[];
  /** As it stands: the controls that act on a cause, the causes that a control acts on. */
  readonly linked: readonly number[];
};

export type Event = AuditBody & { readonly hash: string };

/** How a suggestion, a hazard, or one cause or control of it came about, and who decided. */
export type Provenance = {
  readonly format: typeof provenanceFormat;
  readonly about: About;
  readonly audience: Audience;
  /** How many texts are not here: bank entries, suggestions, and drafted words that a person replaced. */
  readonly withheld: {
    readonly entries: number;
    readonly suggestions: number;
    readonly words: number;
  };
  readonly product: Product;
  readonly descriptions: readonly Described[];
  readonly runs: readonly RunFacts[];
  readonly suggestions: readonly Suggested[];
  /** In the order in which they were recorded. */
  readonly decisions: readonly Decision[];
  readonly hazards: readonly Logged[];
  readonly item: Item | null;
  /** References of what is named and not told of. */
  readonly mentioned: readonly { readonly id: string; readonly ref: string }[];
  /** Audit events about all of it, oldest first. */
  readonly events: readonly Event[];
};

/** The event whose details name this thing. */
export const eventNaming = (
  { events }: Pick<Provenance, "events">,
  key: "decision" | "score" | "evaluation",
  id: string,
): Event | undefined => events.find(({ details }) => details[key] === id);

export const refOf = (
  found: Pick<Provenance, "suggestions" | "hazards" | "mentioned">,
  id: string | null,
): string =>
  [...found.suggestions, ...found.hazards, ...found.mentioned].find((thing) => thing.id === id)
    ?.ref ?? "something else";

/** Whether an event says that a person asked for what a run had drafted and not queued. */
export const isAskedFor = (action: string): boolean =>
  action === "suggestion.separate" || action === "suggestion.take-beyond";
