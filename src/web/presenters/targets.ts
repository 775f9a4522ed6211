import type { ShownSuggestion } from "../../app/queue/show.ts";
import type { NearLine } from "../../app/queue/nearest.ts";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import {
  capitalise,
  conditionWords,
  controlStateWords,
  controlTypeWords,
  nameNumbers,
  ownerWords,
  stateWords,
  statusWords,
} from "./words.ts";

/** What a suggestion can be added to or merged into, nearest first. */
export type Targets = {
  readonly hazards: readonly Hazard[];
  readonly lines: readonly NearLine[];
  /** How many suggestions can be decided beside those; none where it is left out. */
  readonly more?: number;
};

/** A hazard of the log with all that its hash covers, so that it is shown before it is changed. */
export type HazardTarget = {
  /** Its reference and the hash of what is shown here. */
  readonly value: string;
  readonly id: string;
  readonly ref: string;
  readonly name: string;
  readonly hazard: string;
  readonly nearest: boolean;
  readonly facts: readonly { readonly term: string; readonly items: readonly string[] }[];
  readonly checked: boolean;
};

export type MergeGroup = {
  readonly label: string;
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly selected: boolean;
  }[];
};

const nearestFirst = <T extends { ref: string }>(
  items: readonly T[],
  nearest: ShownSuggestion["nearest"],
): T[] => [
  ...items.filter(({ ref }) => ref === nearest?.ref),
  ...items.filter(({ ref }) => ref !== nearest?.ref),
];

const standing = (hazards: readonly Hazard[]): Hazard[] =>
  hazards.filter(({ status }) => status !== "withdrawn");

/** The value of a choice names what was shown: when the hazard changes, the choice falls away. */
const valueOf = ({ ref, hash }: Hazard): string => `${ref} ${hash}`;

/** Takes a choice of a hazard apart again; null where it is none. */
export function readTarget(value: string): { hazard: string; hazardSeen: string } | null {
  const [, hazard, hazardSeen] = /^(H-\d{1,9}) ([0-9a-f]{64})$/u.exec(value) ?? [];
  return hazard === undefined || hazardSeen === undefined ? null : { hazard, hazardSeen };
}

export const presentTargets = (
  { hazards }: Targets,
  nearest: ShownSuggestion["nearest"],
  chosen: string,
): HazardTarget[] =>
  nearestFirst(standing(hazards), nearest).map((hazard, i) => ({
    value: valueOf(hazard),
    id: i === 0 ? "hazard" : `hazard-${hazard.ref}`,
    ref: hazard.ref,
    name: hazard.name,
    hazard: hazard.hazard,
    nearest: hazard.ref === nearest?.ref,
    facts: factsOf(hazard),
    checked: valueOf(hazard) === chosen,
  }));

const factsOf = (hazard: Hazard): HazardTarget["facts"] =>
  [
    { term: "Effect", items: [hazard.effect] },
    { term: "Harm", items: [hazard.harm] },
    { term: "More exposed", items: hazard.exposed === "" ? [] : [hazard.exposed] },
    {
      term: "Causes",
      items: hazard.causes.map(({ number, text }) => `${number}. ${text}`),
    },
    {
      term: "Controls",
      items: hazard.controls.map(
        ({ number, text, type, owner, state, actsOn }) =>
          `${number}. ${text} (${controlTypeWords[type]}, ${ownerWords[owner]}, ${nameNumbers("cause", actsOn)}, ${controlStateWords[state]})`,
      ),
    },
    {
      term: "Actions",
      items: hazard.actions.map(
        ({ number, summary, owner, done }) =>
          `${number}. ${summary} (${owner}${done ? ", done" : ""})`,
      ),
    },
    {
      term: "Stands as",
      items: [`${statusWords[hazard.status].label}, ${conditionWords[hazard.condition]}`],
    },
  ].filter(({ items }) => items.length > 0);

const mergeable: readonly NearLine["state"][] = ["pending", "deferred"];

/**
 * Hazards that stand, and suggestions that can still be decided; an accepted one is its hazard. The page
 * shows the hazards whole, so that their choices name what was shown; of a suggestion it shows one line.
 */
export function presentMergeGroups(
  { hazards, lines }: Targets,
  { suggestion, nearest }: Pick<ShownSuggestion, "suggestion" | "nearest">,
  chosen: string,
): MergeGroup[] {
  const toOption = (value: string, { ref, hazard }: { ref: string; hazard: string }) => ({
    value,
    label: `${ref}: ${hazard}${ref === nearest?.ref ? " (nearest)" : ""}`,
    selected: value === chosen,
  });
  return [
    {
      label: "In the hazard log",
      options: nearestFirst(standing(hazards), nearest).map((one) => toOption(valueOf(one), one)),
    },
    ...mergeable.map((wanted) => ({
      label: capitalise(stateWords[wanted]),
      options: nearestFirst(
        // What the reader has not opened cannot be told to say the same.
        lines.flatMap(({ ref, id, state, hazard }) =>
          state === wanted && id !== suggestion.id && hazard !== null ? [{ ref, hazard }] : [],
        ),
        nearest,
      ).map((one) => toOption(one.ref, one)),
    })),
  ].filter(({ options }) => options.length > 0);
}
