import type { Account } from "../actor/actor.ts";
import type { SuggestionState } from "../suggestion/suggestion.ts";
import type { NotRun } from "./looked.ts";
import { placeName } from "./place.ts";

export const coverageVerbs = ["none", "reopen"] as const;
export type CoverageVerb = (typeof coverageVerbs)[number];

/** What a person decided about one place: that nothing can go wrong there, or that it is open again. */
export type CoverageDecision = {
  readonly id: string;
  readonly product: string;
  /** Number of the version of the description that was looked at. */
  readonly productVersion: number;
  /** Key of the place in that version. */
  readonly cell: string;
  readonly verb: CoverageVerb;
  readonly reason: string;
  readonly by: Account;
  readonly at: string;
};

/** What became of a suggestion, as far as a place is concerned. */
export const fates = [
  "waits",
  "put-off",
  "hazard",
  "rejected",
  "withdrawn",
  "taken-out",
  "elsewhere",
] as const;
export type Fate = (typeof fates)[number];

/** A suggestion with the newest decision about it. */
export type Traced = {
  readonly id: string;
  readonly state: SuggestionState;
  /** Id of the hazard that it became or went into; null where it went into none. */
  readonly hazard: string | null;
  /** Id of the suggestion that it was merged into. */
  readonly into: string | null;
  /** Key of the place that it was drafted in. */
  readonly cell: string;
  /** The functions of that place, as its candidate names them. */
  readonly about: string;
};

type Followed = { readonly fate: Fate; readonly hazard: string | null };

/** A hazard of the log, as far as it says what became of suggestions. */
export type TracedHazard = {
  readonly withdrawn: boolean;
  /** Suggestion that it was made of; null when a person wrote it by hand. */
  readonly suggestion: string | null;
  /** Suggestions that its causes and controls came from, as it stands now. */
  readonly sources: readonly string[];
  /** Name of the place that a person said it belongs to; null where nobody did. */
  readonly place: string | null;
};

/** A hazard keeps the words of what it was made of and of what was merged into it; else a cause or control says so. */
function fateIn(hazard: TracedHazard | undefined, suggestion: Traced): Fate {
  const { id, state, cell, about } = suggestion;
  if (hazard === undefined || hazard.withdrawn) return "withdrawn";
  // A hazard that belongs elsewhere holds the places of what was added to it, not that of its suggestion.
  const isMoved = hazard.place !== null && hazard.place !== placeName(cell, about);
  if (isMoved && hazard.suggestion === id) return "elsewhere";
  const holds = state === "merged" || hazard.suggestion === id || hazard.sources.includes(id);
  return holds ? "hazard" : "taken-out";
}

/** Whether nobody has decided it yet: it waits for a decision, or was put off. */
export const isUndecided = (fate: Fate): boolean => fate === "waits" || fate === "put-off";

/** Follows suggestions to where they are now: what was merged has the fate of what it was merged into. */
export function createFateOf(
  suggestions: ReadonlyMap<string, Traced>,
  hazards: ReadonlyMap<string, TracedHazard>,
): (suggestion: Traced) => Followed {
  const follow = (suggestion: Traced, met: readonly string[]): Followed => {
    const { id, state, hazard, into } = suggestion;
    if (state === "pending") return { fate: "waits", hazard: null };
    if (state === "deferred") return { fate: "put-off", hazard: null };
    if (state === "rejected") return { fate: "rejected", hazard: null };
    if (hazard !== null) return { fate: fateIn(hazards.get(hazard), suggestion), hazard };
    const next = into === null || met.includes(into) ? undefined : suggestions.get(into);
    return next === undefined ? { fate: "withdrawn", hazard: null } : follow(next, [...met, id]);
  };
  return (suggestion) => follow(suggestion, []);
}

export const placeStates = ["suggested", "hazard", "none", "open", "not-run"] as const;
export type PlaceState = (typeof placeStates)[number];
/** Why “considered: none” has to be looked at again: the description, or the queue, has moved on. */
export const outdatedBy = ["version", "suggestion"] as const;
export type OutdatedBy = (typeof outdatedBy)[number];

export type Standing =
  | { readonly state: "suggested" | "hazard" }
  | { readonly state: "none"; readonly outdated: readonly OutdatedBy[] }
  | {
      readonly state: "open";
      readonly why: "nothing-found" | "beyond-limit" | "none-kept";
      readonly run: string;
    }
  | ({ readonly state: "not-run" } & NotRun);

export type PlaceFacts = {
  readonly fates: readonly Fate[];
  /** How many candidates the limit of a run left out there. */
  readonly beyond: number;
  /** The newest decision about the place; null where nobody made one. */
  readonly decision: Pick<CoverageDecision, "verb" | "productVersion"> | null;
  /** Whether a suggestion came into the place after that decision. */
  readonly cameLater: boolean;
  /** Number of the latest version of the description. */
  readonly version: number;
  /** The finished run that looked there as the description is now; null where none did. */
  readonly run: string | null;
  readonly notRun: NotRun;
};

/** The one state of a place (DESIGN §3). Only a person's decision makes it “considered: none”. */
export function standingOf(facts: PlaceFacts): Standing {
  const { fates: found, beyond, decision, cameLater, version, run, notRun } = facts;
  if (found.some(isUndecided)) return { state: "suggested" };
  if (found.includes("hazard")) return { state: "hazard" };
  if (decision?.verb === "none") {
    return {
      state: "none",
      outdated: [
        ...(decision.productVersion === version ? [] : (["version"] as const)),
        ...(cameLater ? (["suggestion"] as const) : []),
      ],
    };
  }
  if (run === null) return { state: "not-run", ...notRun };
  if (found.length > 0) return { state: "open", why: "none-kept", run };
  return { state: "open", why: beyond > 0 ? "beyond-limit" : "nothing-found", run };
}
