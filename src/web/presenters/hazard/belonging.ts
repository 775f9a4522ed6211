import type { PlannedPlace } from "../../../app/coverage/planned.ts";
import type { ShownHazard } from "../../../app/hazard/show.ts";
import { namePlace, sayFunction } from "../coverage/words.ts";
import { problemAt, type Problem } from "../frame.ts";
import { typedOr, type Typed } from "../typed.ts";
import { capitalise, lensWords } from "../words.ts";

/** Where a hazard belongs, and whether a person said so. */
export type SaidBelonging = { readonly name: string; readonly said: boolean };

/** Null where nobody said so and no suggestion did. */
export function sayBelonging({
  hazard,
  suggestions,
}: Pick<ShownHazard, "hazard" | "suggestions">): SaidBelonging | null {
  if (hazard.place !== undefined) return { name: hazard.place, said: true };
  const from = suggestions.find(({ id }) => id === hazard.origin.suggestion);
  return from === undefined ? null : { name: from.place, said: false };
}

/** A list to choose a place from. Its first line leaves the place as it is. */
export type PlaceField = {
  readonly id: string;
  readonly label: string;
  readonly asItIs: string;
  readonly groups: readonly {
    readonly label: string;
    readonly options: readonly {
      readonly value: string;
      readonly label: string;
      readonly selected: boolean;
    }[];
  }[];
  readonly problem: string | null;
};

export function presentPlaceField(
  id: string,
  asItIs: string,
  places: readonly PlannedPlace[],
  typed: Typed,
  problems: readonly Problem[],
): PlaceField {
  const chosen = typedOr(typed, id, "");
  const groupOf = ({ lens, functions: [fn] }: PlannedPlace): string =>
    lens === "function" && fn !== undefined
      ? `${fn.key} ${sayFunction(fn.label)}`
      : capitalise(lensWords[lens]);
  const groups = Map.groupBy(places, groupOf);
  return {
    id,
    label: "Where it belongs",
    asItIs,
    groups: [...groups].map(([label, members]) => ({
      label,
      options: members.map((place) => ({
        value: place.name,
        label: namePlace(place),
        selected: place.name === chosen,
      })),
    })),
    problem: problemAt(problems, id),
  };
}
