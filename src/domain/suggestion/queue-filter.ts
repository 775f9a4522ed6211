import { z } from "zod";
import { conditions } from "../bank/entry.ts";
import { lenses } from "../facet/kinds.ts";
import { canMove, suggestionStates, type SuggestionState } from "./suggestion.ts";

/** `rank` is relevance, not risk; `newest` puts the last run first; `lens` keeps one view together. */
export const queueSorts = ["rank", "newest", "lens"] as const;
export type QueueSort = (typeof queueSorts)[number];

/** Who drafted it: rules, a language model, or rules in the place of the language model that was asked. */
export const queueDrafters = ["rules", "model", "stand-in", "imported"] as const;
export type QueueDrafter = (typeof queueDrafters)[number];

/** A cell's key as `planCells` writes it, or the key of a function: letters, digits, `/`, `+` and `-`. */
const placePattern = /^[A-Za-z0-9]+(?:[/+-][A-Za-z0-9]+)*$/;
export const maxPlaceLength = 100;

/** The key of a function stands for all its cells. */
export const isFunctionKey = (place: string): boolean => /^F[0-9]+$/.test(place);

export const queueFilterShape = {
  states: z
    .array(z.enum(suggestionStates))
    .min(1)
    .default(() => ["pending" as const]),
  lens: z.enum(lenses).optional(),
  condition: z.enum(conditions).optional(),
  drafter: z.enum(queueDrafters).optional(),
  /** Whether its words are nearly the bank's. */
  untailored: z.boolean().optional(),
  place: z
    .string()
    .max(maxPlaceLength)
    .regex(placePattern, { error: "expected a place such as F2/wrong, F2 or human-factors" })
    .optional(),
  sort: z.enum(queueSorts).default("rank"),
} as const;

/** Which suggestions of a queue are read, and in which order. */
export const $QueueFilter = z.strictObject(queueFilterShape);
export type QueueFilter = z.infer<typeof $QueueFilter>;

/** A queue as it is opened: what waits, most relevant first. */
export const wholeQueue: QueueFilter = $QueueFilter.parse({});

/** Whether it leaves anything out but by state. */
export const narrows = ({ lens, condition, drafter, untailored, place }: QueueFilter): boolean =>
  [lens, condition, drafter, untailored, place].some((value) => value !== undefined);

/**
 * Where a reader goes on to within a list: to what can still be decided, where the list has any such
 * state, and else to what is in its states.
 */
export function statesAhead(states: readonly SuggestionState[]): readonly SuggestionState[] {
  const open = states.filter((state) => canMove("accept", state));
  return open.length === 0 ? states : open;
}
