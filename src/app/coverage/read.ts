import {
  createFateOf,
  isUndecided,
  standingOf,
  type CoverageDecision,
  type Fate,
  type Standing,
} from "../../domain/coverage/coverage.ts";
import { createSayNotRun, lookedIn } from "../../domain/coverage/looked.ts";
import {
  createFindPlace,
  namesAlone,
  placeName,
  placesOf,
  type Place,
} from "../../domain/coverage/place.ts";
import type { Vocabulary } from "../../domain/facet/vocabulary.ts";
import { hashOf } from "../../domain/hash/canonical.ts";
import type { Product } from "../../domain/product/product.ts";
import type { Profile } from "../../domain/profile/profile.ts";
import type { Tx } from "../ports.ts";
import type { CoveringSuggestion, DraftMarks } from "../records.ts";
import { requireLatestVersion } from "../require.ts";
import { countCut, findBeyond, type Beyond, type Cut } from "../run/beyond.ts";
import { loadReadings } from "./readings.ts";

export type FoundSuggestion = Pick<CoveringSuggestion, "id" | "ref" | "state" | "cell"> &
  DraftMarks & {
    /** Null while it waits: somebody may be asked for their own view before they read a word of it. */
    readonly title: string | null;
    readonly fate: Fate;
    /** Reference of the hazard that it became or went into; null where it went into none. */
    readonly hazard: string | null;
  };
export type FoundHazard = { readonly id: string; readonly ref: string; readonly name: string };

/** What stands in one place. */
type Held = {
  readonly suggestions: readonly FoundSuggestion[];
  /** Whether the queue of its key holds these and no others. */
  readonly listedByKey: boolean;
  /**
   * Hazards of the log that suggestions of this place became or went into, or that a person said belong
   * there; none that is withdrawn.
   */
  readonly hazards: readonly FoundHazard[];
  /** Newest first. */
  readonly decisions: readonly CoverageDecision[];
};

/** A place that is planned for the latest version. */
export type ShownPlace = Pick<Place["cell"], "key" | "lens" | "guideWord" | "facet"> &
  Held & {
    readonly functions: readonly { readonly key: string; readonly label: string }[];
    readonly standing: Standing;
    /** What only the limits of the runs that looked there kept out of the queue; no words of a suggestion. */
    readonly beyond: readonly Beyond[];
    /** Whether it can be looked into again by itself: a language model's functions cannot. */
    readonly again: boolean;
    /** Hash of all this: what a decision about it must carry. */
    readonly seen: string;
  };
/** A place of an earlier version that is not planned any more, and holds something. */
export type FormerPlace = Held & { readonly key: string; readonly functions: string };

export type Coverage = {
  readonly product: Product;
  readonly version: number;
  readonly places: readonly ShownPlace[];
  readonly former: readonly FormerPlace[];
  /** The runs whose limit left something out, newest first. */
  readonly cut: readonly Cut[];
  /** Hazards that a person wrote and put in no place. */
  readonly byHand: readonly FoundHazard[];
};

type Belonging = { key: string; name: string; about: string };
type Gathered = Belonging & {
  suggestions: CoveringSuggestion[];
  /** References of hazards that a person said belong there. */
  placed: string[];
  decisions: CoverageDecision[];
};

const cameAfter = (suggestion: CoveringSuggestion, decision: CoverageDecision): boolean =>
  suggestion.createdAt > decision.at ||
  // Within one moment ids tell the order (UUIDv7, RFC 9562 §5.7).
  (suggestion.createdAt === decision.at && suggestion.id > decision.id);

/** The words of the functions that a key of a version meant. */
function aboutOf(key: string, profile: Profile): string {
  const place = placesOf(profile).find(({ cell }) => cell.key === key);
  return place?.functions.join(" + ") ?? "";
}

/** Every planned place of a product with its one state, and what else is held elsewhere. */
export async function readCoverage(
  tx: Tx,
  vocabulary: Vocabulary,
  product: Product,
): Promise<Coverage> {
  const latest = await requireLatestVersion(tx, product);
  const { runs, records, read, planned } = await loadReadings(tx, vocabulary, product);
  const profile = planned(latest.number);
  const places = placesOf(profile);
  const suggestions = await tx.coverage.suggestions(product.id);
  const hazards = await tx.coverage.hazards(product.id);
  const decisions = await tx.coverage.decisions(product.id);

  const hazardById = new Map(hazards.map((hazard) => [hazard.id, hazard]));
  const fateOf = createFateOf(new Map(suggestions.map((one) => [one.id, one])), hazardById);

  const find = createFindPlace(places);
  const gathered = new Map<string, Gathered>();
  const gather = ({ key, name, about }: Belonging): Gathered => {
    const place = find(key, name);
    const id = place === null ? `former ${key} ${name}` : `planned ${place.cell.key}`;
    const held = gathered.get(id) ?? {
      ...{ key, name, about },
      ...{ suggestions: [], placed: [], decisions: [] },
    };
    gathered.set(id, held);
    return held;
  };
  for (const suggestion of suggestions) {
    const { cell: key, about } = suggestion;
    gather({ key, name: placeName(key, about), about }).suggestions.push(suggestion);
  }
  for (const decision of decisions) {
    const { cell: key, productVersion, at } = decision;
    const about = aboutOf(key, planned(productVersion, at));
    gather({ key, name: placeName(key, about), about }).decisions.unshift(decision);
  }

  for (const { place, withdrawn, ref } of hazards) {
    // Its name is all that is known of a place that is planned no longer.
    if (place !== null && !withdrawn)
      gather({ key: place, name: place, about: "" }).placed.push(ref);
  }

  const hold = (key: string, of: Gathered | undefined): Held => {
    const found = (of?.suggestions ?? []).map((suggestion): FoundSuggestion => {
      const { id, ref, title, state, cell, nearness, untailored, assumptions } = suggestion;
      const { fate, hazard } = fateOf(suggestion);
      return {
        ...{ id, ref, state, cell, fate, nearness, untailored, assumptions },
        title: isUndecided(fate) && state !== "merged" ? null : title,
        hazard: hazardById.get(hazard ?? "")?.ref ?? null,
      };
    });
    const kept = new Set([
      ...found.flatMap(({ fate, hazard }) => (fate === "hazard" ? [hazard] : [])),
      ...(of?.placed ?? []),
    ]);
    return {
      suggestions: found,
      listedByKey: namesAlone(key, found, suggestions),
      hazards: hazards.filter(({ ref }) => kept.has(ref)).map(toFound),
      decisions: of?.decisions ?? [],
    };
  };

  const looked = lookedIn(latest.number, runs, read);
  const lookers = new Set(looked.values());
  const looking = records.filter(({ ref }) => lookers.has(ref));
  const left = await findBeyond(tx, product.id, looking);
  const beyond = Map.groupBy(
    left,
    ({ cell, about }) => find(cell, placeName(cell, about))?.cell.key,
  );
  const sayNotRun = createSayNotRun(latest.number, runs, read);
  const byRules = new Set(placesOf(read(latest.number)).map(({ name }) => name));
  const show = ({ cell, name }: Place): ShownPlace => {
    const of = gathered.get(`planned ${cell.key}`);
    const held = hold(cell.key, of);
    const decision = held.decisions[0] ?? null;
    const run = looked.get(name) ?? null;
    const leftOut = beyond.get(cell.key) ?? [];
    const standing = standingOf({
      fates: [
        ...held.suggestions.map(({ fate }) => fate),
        ...(of?.placed ?? []).map(() => "hazard" as const),
      ],
      beyond: leftOut.length,
      decision,
      cameLater:
        decision !== null && (of?.suggestions ?? []).some((one) => cameAfter(one, decision)),
      version: latest.number,
      run,
      notRun: run === null ? sayNotRun(name) : { why: "never" },
    });
    const { key, lens, guideWord, facet, query } = cell;
    const shown = {
      key,
      lens,
      guideWord,
      facet,
      functions: profile.functions
        .filter((fn) => cell.functions.includes(fn.key))
        .map((fn) => ({ key: fn.key, label: fn.label })),
      standing,
      beyond: leftOut,
      again: byRules.has(name),
      ...held,
    };
    return { ...shown, seen: seenHash(product, latest.number, query, shown) };
  };

  return {
    product,
    version: latest.number,
    places: places.map(show),
    former: [...gathered]
      .filter(([id]) => id.startsWith("former "))
      .map(([, of]) => ({ key: of.key, functions: of.about, ...hold(of.key, of) })),
    cut: looking
      .map((run) => countCut(run, left, run.productVersion === latest.id))
      .filter((one) => one.beyond > 0),
    byHand: hazards
      .filter((one) => one.suggestion === null && one.place === null && !one.withdrawn)
      .map(toFound),
  };
}

const toFound = ({ id, ref, name }: FoundHazard): FoundHazard => ({ id, ref, name });

/** Hash of a place as it is shown: of what it asks, how it stands, and what is in it. */
const seenHash = (
  product: Product,
  version: number,
  query: string,
  { key, functions, standing, beyond, suggestions, hazards, decisions }: Omit<ShownPlace, "seen">,
): string =>
  hashOf({
    product: product.id,
    version,
    key,
    query,
    functions,
    standing,
    beyond: beyond.map(({ run, title }) => [run, title]),
    suggestions: suggestions.map(({ id, state, fate, hazard }) => [id, state, fate, hazard]),
    hazards: hazards.map(({ id }) => id),
    decisions: decisions.map(({ id }) => id),
  });
