import type { PlannedPlace } from "../../../app/coverage/planned.ts";
import type { ShownHazard } from "../../../app/hazard/show.ts";
import { sayPlaceName } from "../coverage/words.ts";

/** Where a hazard belongs, and whether a person said so. */
export type SaidBelonging = {
  /** `Late: F2 Drafts the letter`. */
  readonly words: string;
  readonly said: boolean;
};

/** Null where nobody said so and no suggestion did. */
export function sayBelonging(
  { hazard, suggestions }: Pick<ShownHazard, "hazard" | "suggestions">,
  places: readonly PlannedPlace[] = [],
): SaidBelonging | null {
  if (hazard.place !== undefined) {
    return { words: sayPlaceName(hazard.place, places), said: true };
  }
  const from = suggestions.find(({ id }) => id === hazard.origin.suggestion);
  return from === undefined ? null : { words: sayPlaceName(from.place, places), said: false };
}
