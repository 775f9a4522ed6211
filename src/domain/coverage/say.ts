import type { Fate, OutdatedBy, PlaceState, Standing } from "./coverage.ts";

/** The states of a place in the words of DESIGN §3. */
export const placeStateWords: Readonly<Record<PlaceState, string>> = {
  suggested: "suggested",
  hazard: "has a hazard",
  none: "considered: none",
  open: "open",
  "not-run": "not run",
};

const outdatedWords: Readonly<Record<OutdatedBy, string>> = {
  version: "the description has changed since",
  suggestion: "a newer suggestion came into it since",
};

type Shown = {
  readonly standing: Standing;
  readonly suggestions: readonly { readonly ref: string; readonly fate: Fate }[];
  readonly hazards: readonly { readonly ref: string }[];
};

/** `S-1`, `S-1 and S-2`, `S-1, S-2 and S-5`. */
const list = (items: readonly string[]): string =>
  items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1) ?? ""}`;

/** `S-1 and S-2 wait for a decision; S-5 is put off`; empty where nothing is undecided. */
export function sayUndecided(suggestions: Shown["suggestions"]): string {
  const of = (fate: Fate): string[] =>
    suggestions.filter((one) => one.fate === fate).map(({ ref }) => ref);
  const [waiting, off] = [of("waits"), of("put-off")];
  return [
    ...(waiting.length === 0
      ? []
      : [`${list(waiting)} ${waiting.length === 1 ? "waits" : "wait"} for a decision`]),
    ...(off.length === 0 ? [] : [`${list(off)} ${off.length === 1 ? "is" : "are"} put off`]),
  ].join("; ");
}

/** What runs found in a place and left out for their limit alone; empty where that is nothing. */
export function sayBeyond(beyond: readonly { readonly run: string }[]): string {
  if (beyond.length === 0) return "";
  const runs = [...new Set(beyond.map(({ run }) => run))];
  const were =
    beyond.length === 1 ? "1 candidate here was" : `${beyond.length} candidates here were`;
  return `${were} beyond the limit of ${list(runs)}.`;
}

/** Where a place stands, in a sentence that goes with its state. */
export function sayStanding({ standing, suggestions, hazards }: Shown): string {
  switch (standing.state) {
    case "suggested":
      return `${sayUndecided(suggestions)}.`;
    case "hazard":
      return `The log has ${list(hazards.map(({ ref }) => ref))}.`;
    case "none":
      return standing.outdated.length === 0
        ? "A person considered it and found none."
        : `Out of date: ${list(standing.outdated.map((by) => outdatedWords[by]))}.`;
    case "open":
      return sayOpen(standing);
    case "not-run":
      return sayNotRun(standing);
  }
}

function sayOpen({ why, run }: Extract<Standing, { state: "open" }>): string {
  switch (why) {
    case "nothing-found":
      return `${run} looked here, and nothing came into the queue.`;
    case "beyond-limit":
      return `${run} looked here.`;
    case "none-kept":
      return "What was suggested here was not kept here.";
  }
}

function sayNotRun(standing: Extract<Standing, { state: "not-run" }>): string {
  switch (standing.why) {
    case "never":
      return "No run has looked here.";
    case "failed":
      return `${standing.run} failed before its end.`;
    case "stopped":
      return `${standing.run} was stopped before its end.`;
    case "running":
      return `${standing.run} has not finished.`;
    case "changed":
      return `${standing.run} looked here for version ${standing.version} of the description; it has changed since.`;
  }
}
