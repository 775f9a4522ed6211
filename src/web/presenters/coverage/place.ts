import type { FoundSuggestion, ShownPlace } from "../../../app/coverage/read.ts";
import type { ShownCoverage } from "../../../app/coverage/show.ts";
import type { PlaceState } from "../../../domain/coverage/coverage.ts";
import { placeStateWords, sayBeyond, sayStanding } from "../../../domain/coverage/say.ts";
import type { AccountForm } from "../account.ts";
import { hazardAt, placeAt, suggestionAt } from "../addresses.ts";
import { toBeyondRow, type BeyondRow } from "../beyond.ts";
import { sayDraftMarks } from "../draft-marks.ts";
import { createFields, type TextField } from "../field.ts";
import type { Problem } from "../frame.ts";
import { nothingTyped, type Typed } from "../typed.ts";
import { capitalise, sayTime, stateWords } from "../words.ts";
import { linksOf, type PlaceLink } from "./page.ts";
import { askPlace, lookedFor, namePlace, sayFunction } from "./words.ts";

export type PlacePage = {
  readonly heading: string;
  readonly address: string;
  readonly key: string;
  readonly state: PlaceState;
  readonly stateWords: string;
  readonly outdated: boolean;
  readonly sentence: string;
  readonly asks: string;
  readonly lookedFor: string;
  readonly suggestions: readonly {
    readonly ref: string;
    readonly title: string | null;
    readonly href: string;
    readonly what: string;
    readonly marks: string;
    /** The hazard that it became or went into. */
    readonly hazard: PlaceLink | null;
  }[];
  readonly queue: PlaceLink | null;
  /** What the limit of a run left out here; null where that is nothing. */
  readonly beyond: { readonly says: string; readonly rows: readonly BeyondRow[] } | null;
  readonly decisions: readonly {
    readonly what: string;
    readonly by: string;
    readonly at: string;
    readonly version: number;
    readonly reason: string;
  }[];
  readonly desk: {
    readonly seen: string;
    readonly key: string;
    readonly cell: string;
    readonly reason: TextField;
    /** Why “considered: none” cannot be said now; null where it can. */
    readonly refused: string | null;
    readonly mayReopen: boolean;
    readonly naming: AccountForm | null;
  };
  /** Looking again; the host that vectors are made at, where that is not this machine. */
  readonly again: { readonly key: string; readonly embedsAt: string | null } | null;
};

export type PlaceGiven = {
  readonly shown: ShownCoverage;
  readonly place: ShownPlace;
  readonly key: string;
  readonly problems: readonly Problem[];
  readonly naming: AccountForm | null;
  readonly typed?: Typed;
};

/** `Late: Draft letters`: the title of a place's page. */
export function titleOf(place: ShownPlace): string {
  const [fn] = place.functions;
  return place.lens === "function" && fn !== undefined
    ? `${namePlace(place)}: ${sayFunction(fn.label)}`
    : namePlace(place);
}

function refusedNone({ standing }: ShownPlace): string | null {
  switch (standing.state) {
    case "suggested":
      return "Decide first what waits here. After that you can record that nothing else can go wrong here.";
    case "hazard":
      return "A place with a hazard is not without one, so there is nothing to record.";
    case "none":
    case "open":
    case "not-run":
      return null;
  }
}

const sayFate = ({ state, fate }: FoundSuggestion): string => {
  if (fate === "taken-out") {
    return state === "merged"
      ? "merged into another suggestion, which was taken out since of"
      : "accepted, and taken out since of";
  }
  if (fate === "elsewhere") return `${stateWords[state]}, and said to belong elsewhere, as`;
  if (fate === "withdrawn") return `${stateWords[state]}, and its hazard was withdrawn`;
  if (state === "accepted") return "accepted as";
  if (state === "merged")
    return fate === "hazard" ? "merged into" : "merged into another suggestion";
  return stateWords[state];
};

export function presentPlace({
  shown,
  place,
  key,
  problems,
  naming,
  typed = nothingTyped,
}: PlaceGiven): PlacePage {
  const { slug } = shown.product;
  const { standing, decisions, suggestions } = place;
  const outdated = standing.state === "none" && standing.outdated.length > 0;
  const decided = standing.state === "none" && !outdated;
  return {
    heading: titleOf(place),
    address: placeAt(slug, place.key),
    key: place.key,
    state: standing.state,
    stateWords: placeStateWords[standing.state],
    outdated,
    sentence: sayStanding(place),
    asks: askPlace(place),
    lookedFor: capitalise(lookedFor(place)),
    suggestions: suggestions.map((found) => ({
      ref: found.ref,
      title: found.title,
      href: suggestionAt(slug, found.ref),
      what: sayFate(found),
      marks: sayDraftMarks(found),
      hazard:
        found.hazard === null ? null : { text: found.hazard, href: hazardAt(slug, found.hazard) },
    })),
    queue:
      linksOf(slug, { ...place, hazards: [] }).find(
        () => suggestions.length > 1 && place.listedByKey,
      ) ?? null,
    beyond:
      place.beyond.length === 0
        ? null
        : { says: sayBeyond(place.beyond), rows: place.beyond.map(toBeyondRow) },
    decisions: decisions.map(({ verb, by, at, productVersion, reason }) => ({
      what: verb === "none" ? "Considered: none" : "Opened again",
      by: by.name,
      at: sayTime(at),
      version: productVersion,
      reason,
    })),
    desk: {
      seen: place.seen,
      key,
      cell: place.key,
      reason: createFields(typed, problems).text("reason", "Reason"),
      refused: decided
        ? "It is considered for this version of the description, and nothing newer was suggested. Open it again if that is wrong."
        : refusedNone(place),
      mayReopen: decisions[0]?.verb === "none",
      naming,
    },
    again: place.again ? { key: `${key}-again`, embedsAt: shown.embedsAt } : null,
  };
}
