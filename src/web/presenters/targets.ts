import type { ShownSuggestion } from "../../app/queue/show.ts";
import type { Nearest, NearLine } from "../../app/queue/nearest.ts";
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

/** What a suggestion can be added to or merged into, the most alike first. */
export type Targets = {
  readonly hazards: readonly Hazard[];
  readonly lines: readonly NearLine[];
  /** What is worded most alike, in log and queue together; none where it is left out. */
  readonly alike?: readonly Pick<Nearest, "ref">[];
  /** How many suggestions can be decided beside those; none where it is left out. */
  readonly more?: number;
};

/** So many hazards are shown with all that their hashes cover; of the others one line each. */
const shownWhole = 3;

/** A hazard of the log. */
export type HazardTarget = {
  /** Its reference and the hash of what is shown here; the reference alone where it is not shown whole. */
  readonly value: string;
  readonly id: string;
  readonly ref: string;
  readonly name: string;
  readonly hazard: string;
  readonly nearest: boolean;
  /** All that its hash covers, so that it is shown before it is changed; null where it is not shown. */
  readonly facts: readonly { readonly term: string; readonly items: readonly string[] }[] | null;
  readonly checked: boolean;
};

export type MergeGroup = {
  readonly label: string;
  readonly options: readonly {
    readonly ref: string;
    readonly value: string;
    readonly label: string;
    readonly selected: boolean;
  }[];
};

const standing = (hazards: readonly Hazard[]): Hazard[] =>
  hazards.filter(({ status }) => status !== "withdrawn");

/** The value of a choice names what was shown: when the hazard changes, the choice falls away. */
const valueOf = ({ ref, hash }: Hazard): string => `${ref} ${hash}`;

/** Takes a choice of a hazard apart again; null where it is none. */
export function readTarget(value: string): { hazard: string; hazardSeen: string } | null {
  const [, hazard, hazardSeen] = /^(H-\d{1,9}) ([0-9a-f]{64})$/u.exec(value) ?? [];
  return hazard === undefined || hazardSeen === undefined ? null : { hazard, hazardSeen };
}

/** A reference alone: of a hazard that was not shown whole when it was chosen. */
export const namesAlone = (value: string): boolean => /^H-\d{1,9}$/u.test(value);

/** Whether a hazard is shown whole: one of the most alike, or one that was asked for by its reference. */
const isWhole = ({ ref }: Hazard, place: number, chosen: readonly string[]): boolean =>
  place < shownWhole || chosen.some((value) => value === ref || readTarget(value)?.hazard === ref);

export const presentTargets = (
  { hazards }: Targets,
  nearest: ShownSuggestion["nearest"],
  chosen: string,
): HazardTarget[] =>
  standing(hazards).map((hazard, i) => {
    const whole = isWhole(hazard, i, [chosen]);
    return {
      value: whole ? valueOf(hazard) : hazard.ref,
      id: i === 0 ? "hazard" : `hazard-${hazard.ref}`,
      ref: hazard.ref,
      name: hazard.name,
      hazard: hazard.hazard,
      nearest: hazard.ref === nearest?.ref,
      facts: whole ? factsOf(hazard) : null,
      // What was asked for is shown now, and is chosen still: the person presses the button again.
      checked: chosen === valueOf(hazard) || chosen === hazard.ref,
    };
  });

const factsOf = (hazard: Hazard): NonNullable<HazardTarget["facts"]> =>
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
 * Hazards that stand, and suggestions that can still be decided; an accepted one is its hazard. What is
 * most alike comes first. Choices of hazards that the page shows whole name what was shown; of the others, and
 * of a suggestion, it shows one line.
 */
export function presentMergeGroups(
  { hazards, lines, alike = [] }: Targets,
  { suggestion }: Pick<ShownSuggestion, "suggestion">,
  chosen: { readonly into: string; readonly hazard: string },
): MergeGroup[] {
  const toOption = (value: string, { ref, hazard }: { ref: string; hazard: string }) => ({
    ref,
    value,
    label: `${ref}: ${hazard}`,
    selected: value === chosen.into || ref === chosen.into,
  });
  const groups = [
    {
      label: "In the hazard log",
      options: standing(hazards).map((one, i) =>
        toOption(isWhole(one, i, [chosen.hazard]) ? valueOf(one) : one.ref, one),
      ),
    },
    ...mergeable.map((wanted) => ({
      label: capitalise(stateWords[wanted]),
      options: lines.flatMap(({ ref, id, state, hazard }) =>
        // What the reader has not opened cannot be told to say the same.
        state === wanted && id !== suggestion.id && hazard !== null
          ? [toOption(ref, { ref, hazard })]
          : [],
      ),
    })),
  ];
  const all = groups.flatMap(({ options }) => options);
  const nearest = alike.flatMap(({ ref }) => all.find((option) => option.ref === ref) ?? []);
  return [
    { label: "Most alike in words", options: nearest },
    ...groups.map(({ label, options }) => ({
      label,
      options: options.filter((option) => !nearest.includes(option)),
    })),
  ].filter(({ options }) => options.length > 0);
}
