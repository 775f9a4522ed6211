import type { Account } from "../actor/actor.ts";
import type { Change } from "../diff/diff.ts";
import type { HazardVerb } from "../hazard/content.ts";
import type { RejectCode, SuggestionVerb } from "../suggestion/suggestion.ts";

/** What a person decided about a suggestion, about a hazard, or about both at once. */
export type Decision = {
  readonly id: string;
  readonly verb: SuggestionVerb | HazardVerb;
  /** The suggestion decided about, and the hash of the content that the person was shown. */
  readonly suggestion: string | null;
  readonly seen: string | null;
  /** The hazard that it made or changed, and the hash of what stood there when it was shown. */
  readonly hazard: string | null;
  readonly hazardSeen: string | null;
  /** The suggestion that this one was merged into, and the hash of its content where that was shown. */
  readonly into: string | null;
  /** Null too where a merge was recorded before it was kept. */
  readonly intoSeen: string | null;
  /** The decision that this one takes back. */
  readonly undoes: string | null;
  readonly by: Account;
  readonly at: string;
  readonly reason: RejectCode | null;
  readonly text: string | null;
  readonly causes: readonly number[];
  readonly controls: readonly number[];
  /** What the person changed, field by field: of what was drafted, or of what stood in the log. */
  readonly changes: readonly Change[];
};

const nothingSaid = {
  suggestion: null,
  seen: null,
  hazard: null,
  hazardSeen: null,
  into: null,
  intoSeen: null,
  undoes: null,
  reason: null,
  text: null,
  causes: [],
  controls: [],
  changes: [],
} as const;

type Said = Pick<Decision, "id" | "verb" | "by" | "at"> & Partial<Decision>;

/** A decision that says this and nothing more. */
export const toDecision = (said: Said): Decision => ({ ...nothingSaid, ...said });
