import type { ShownPlace } from "../../../app/coverage/read.ts";
import type { ShownCoverage } from "../../../app/coverage/show.ts";
import { importedCell } from "../../../domain/candidate/imported.ts";
import { placeStates, type PlaceState } from "../../../domain/coverage/coverage.ts";
import { placeStateWords, sayBeyond, sayStanding } from "../../../domain/coverage/say.ts";
import type { SuggestionState } from "../../../domain/suggestion/suggestion.ts";
import {
  coverageAt,
  hazardAt,
  placeAt,
  productAt,
  queueOfPlaceAt,
  suggestionAt,
} from "../addresses.ts";
import { presentCut, type CutRow } from "../beyond.ts";
import { capitalise, count, sayTime } from "../words.ts";
import { namePlace, sayFunction } from "./words.ts";

export type PlaceLink = { readonly text: string; readonly href: string };
export type PlaceRow = {
  readonly name: string;
  readonly href: string;
  readonly state: PlaceState;
  readonly stateWords: string;
  /** Whether it has a hazard besides its state. */
  readonly alsoHeld: boolean;
  readonly outdated: boolean;
  readonly sentence: string;
  /** What the limit of a run left out there; empty where that is nothing. */
  readonly beyond: string;
  /** Who considered it, and when; null where nobody did. */
  readonly considered: string | null;
  readonly reason: string | null;
  readonly links: readonly PlaceLink[];
};
type Group = {
  readonly heading: string;
  /** States that occur, with how often, and what a limit left out: all that is seen while it is folded. */
  readonly counts: string;
  readonly open: boolean;
  /** What the first column holds. */
  readonly column: string;
  readonly rows: readonly PlaceRow[];
};
type Former = {
  readonly key: string;
  readonly functions: string;
  readonly links: readonly PlaceLink[];
  readonly decisions: readonly string[];
};

export type CoveragePage = {
  readonly productName: string;
  readonly product: string;
  readonly summary: string;
  readonly filters: readonly {
    readonly label: string;
    readonly count: number;
    readonly href: string;
    readonly current: boolean;
  }[];
  /** The state that is filtered by; null where all are shown. */
  readonly filter: string | null;
  /** What only the limits of runs left out. */
  readonly cut: readonly CutRow[];
  readonly groups: readonly Group[];
  readonly former: readonly Former[];
  /** Taken over from a log, and so in no place. */
  readonly takenOver: Former["links"];
  readonly byHand: readonly PlaceLink[];
};

const isState = (text: string): text is PlaceState => placeStates.some((state) => state === text);
/** The state that an address filters by; null for all, and for what is none. */
export const readState = (text: string): PlaceState | null => (isState(text) ? text : null);

/** A place that has a hazard has it also while something new waits there: it is in both states. */
const isIn = ({ standing, hazards }: ShownPlace, state: PlaceState): boolean =>
  standing.state === state || (state === "hazard" && hazards.length > 0);
const countOf = (places: readonly ShownPlace[], state: PlaceState): number =>
  places.filter((place) => isIn(place, state)).length;

function sayCounts(places: readonly ShownPlace[]): string {
  const beyond = places.reduce((sum, place) => sum + place.beyond.length, 0);
  return [
    ...placeStates
      .map((state) => [countOf(places, state), state] as const)
      .filter(([number]) => number > 0)
      .map(([number, state]) => `${number} ${placeStateWords[state]}`),
    ...(beyond === 0 ? [] : [`${count(beyond, "candidate")} beyond the limit`]),
  ].join(" · ");
}

type Holding = Pick<ShownPlace, "suggestions">;
const countIn = (places: readonly Holding[], state: SuggestionState): number =>
  places.flatMap(({ suggestions }) => suggestions).filter((one) => one.state === state).length;

/** What the queue holds, as the queue counts it: also where nothing is planned any more. */
function sayQueue({ places, former }: ShownCoverage): string {
  const all = [...places, ...former];
  const pending = countIn(all, "pending");
  const deferred = countIn(all, "deferred");
  const gone = former.filter(({ key }) => key !== importedCell);
  const elsewhere = countIn(gone, "pending") + countIn(gone, "deferred");
  return [
    count(pending, "suggestion waits", "suggestions wait"),
    ...(deferred === 0 ? [] : [` and ${count(deferred, "is put off", "are put off")}`]),
    ...(elsewhere === 0 ? [] : [`, ${elsewhere} of them where nothing is planned any more`]),
  ].join("");
}

/** How the places stand, in counts. It says nothing of what is left to find. */
function summarise(shown: ShownCoverage): string {
  const { places, version } = shown;
  const [held, none, open, notRun] = (["hazard", "none", "open", "not-run"] as const).map((state) =>
    countOf(places, state),
  );
  return `${held} of the ${count(places.length, "place")} to look into for version ${version} of the description ${held === 1 ? "holds" : "hold"} a hazard; ${sayQueue(shown)}; ${none} ${none === 1 ? "was considered and holds" : "were considered and hold"} none; ${open} ${open === 1 ? "is" : "are"} open; ${notRun} ${notRun === 1 ? "was" : "were"} not looked at.`;
}

/** Suggestions by their place in the queue; one by one where its key in the queue is not theirs alone. */
export function linksOf(
  slug: string,
  {
    key,
    suggestions,
    listedByKey,
    hazards,
  }: Pick<ShownPlace, "key" | "suggestions" | "listedByKey" | "hazards">,
): PlaceLink[] {
  return [
    ...hazards.map(({ ref }) => ({ text: ref, href: hazardAt(slug, ref) })),
    ...(suggestions.length === 0
      ? []
      : listedByKey
        ? [{ text: count(suggestions.length, "suggestion"), href: queueOfPlaceAt(slug, key) }]
        : suggestions.map(({ ref }) => ({ text: ref, href: suggestionAt(slug, ref) }))),
  ];
}

/** Of a function for which nothing of the bank can stand there, that too. */
export const sayPlaceStanding = (place: ShownPlace): string =>
  place.unread && place.standing.state === "open"
    ? `${sayStanding(place)} No capability was read in this function: nothing of the bank can stand here by it. Look yourself.`
    : sayStanding(place);

const toRow =
  (slug: string) =>
  (place: ShownPlace): PlaceRow => {
    const { key, standing, decisions } = place;
    const [last] = decisions;
    const counts = standing.state === "none" && last !== undefined;
    return {
      name: namePlace(place),
      href: placeAt(slug, key),
      state: standing.state,
      stateWords: placeStateWords[standing.state],
      alsoHeld: standing.state !== "hazard" && place.hazards.length > 0,
      outdated: standing.state === "none" && standing.outdated.length > 0,
      sentence: standing.state === "hazard" ? "In the log:" : sayPlaceStanding(place),
      beyond: sayBeyond(place.beyond),
      considered: counts ? `${last.by.name}, ${sayTime(last.at)}` : null,
      reason: counts ? last.reason : null,
      links: linksOf(slug, place),
    };
  };

type Part = { heading: string; column: string; places: readonly ShownPlace[] };

/** The places by what they are about: each function, pairs of them, and the product as a whole. */
function partsOf(places: readonly ShownPlace[]): Part[] {
  const functions = Map.groupBy(
    places.filter(({ lens }) => lens === "function"),
    ({ functions: [fn] }) => `${fn?.key ?? ""} ${sayFunction(fn?.label ?? "")}`,
  );
  const of = (heading: string, column: string, lenses: readonly ShownPlace["lens"][]): Part => ({
    heading,
    column,
    places: places.filter(({ lens }) => lenses.includes(lens)),
  });
  return [
    ...[...functions].map(([heading, own]) => ({ heading, column: "When it is", places: own })),
    of("Two functions together", "Functions", ["interaction"]),
    of("Life cycle", "Phase", ["life-cycle"]),
    of("People more exposed", "Who", ["more-exposed"]),
    of("The product as a whole", "Seen as", [
      "third-party",
      "ai-life-cycle",
      "human-factors",
      "receiving-organisation",
    ]),
  ].filter((part) => part.places.length > 0);
}

export function presentCoverage(
  shown: ShownCoverage,
  filter: PlaceState | null,
  key: string,
): CoveragePage {
  const { product, places, former, byHand, cut } = shown;
  const { slug } = product;
  const address = coverageAt(slug);
  const isShown = (place: ShownPlace): boolean => filter === null || isIn(place, filter);
  return {
    productName: product.name,
    product: productAt(slug),
    summary: summarise(shown),
    filters: [
      { label: "All", count: places.length, href: address, current: filter === null },
      ...placeStates.map((state) => ({
        label: capitalise(placeStateWords[state]),
        count: countOf(places, state),
        href: `${address}?state=${state}`,
        current: filter === state,
      })),
    ],
    filter: filter === null ? null : placeStateWords[filter],
    cut: cut.map((one) => presentCut(slug, one, key)),
    groups: partsOf(places)
      .map((part) => ({ ...part, kept: part.places.filter(isShown) }))
      .filter(({ kept }) => kept.length > 0)
      .map(({ heading, column, kept }) => ({
        heading,
        column,
        counts: sayCounts(kept),
        open: filter !== null,
        rows: kept.map(toRow(slug)),
      })),
    takenOver: former
      .filter(({ key }) => key === importedCell)
      .flatMap((place) => linksOf(slug, place)),
    former: former
      .filter(({ key }) => key !== importedCell)
      .map((place) => ({
        key: place.key,
        functions: sayFunction(place.functions),
        links: linksOf(slug, place),
        decisions: place.decisions.map(
          ({ verb, by, at, productVersion, reason }) =>
            `${verb === "none" ? "Considered: none" : "Opened again"}, by ${by.name}, ${sayTime(at)}, for version ${productVersion}: ${reason}`,
        ),
      })),
    byHand: byHand.map(({ ref, name }) => ({
      text: `${ref} ${name}`,
      href: hazardAt(slug, ref),
    })),
  };
}
