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

/** Where a place stands, in a sentence that goes with its state. */
export function sayStanding({ standing, suggestions, hazards }: Shown): string {
  switch (standing.state) {
    case "suggested": {
      const waiting = suggestions.filter(({ fate }) => fate === "waits").map(({ ref }) => ref);
      return `${list(waiting)} ${waiting.length === 1 ? "waits" : "wait"} for a decision.`;
    }
    case "hazard":
      return `The log has ${list(hazards.map(({ ref }) => ref))}.`;
    case "none":
      return standing.outdated.length === 0
        ? "A person considered it and found none."
        : `Out of date: ${list(standing.outdated.map((by) => outdatedWords[by]))}.`;
    case "open":
      return standing.why === "nothing-found"
        ? `${standing.run} looked here, and nothing came into the queue.`
        : "What was suggested here was not kept here.";
    case "not-run":
      return sayNotRun(standing);
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
