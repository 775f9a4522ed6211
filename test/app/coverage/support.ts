import type { Coverage, ShownPlace } from "../../../src/app/coverage/read.ts";
import type { Desk } from "../../support/record.ts";

export const product = "sablewick";
export const reason = "Nothing is sent late: the note is written in the visit.";

export function placeIn({ places }: Pick<Coverage, "places">, key: string): ShownPlace {
  const found = places.find((place) => place.key === key);
  if (found === undefined) throw new Error(`Expected a place ${key}.`);
  return found;
}

/** A place as it is shown now. */
export const showPlace = async ({ call }: Pick<Desk, "call">, cell: string): Promise<ShownPlace> =>
  placeIn(await call("coverage.show", { product, cell }), cell);

/** The first place that is in this state now. */
export async function findPlace(
  { call }: Pick<Desk, "call">,
  state: ShownPlace["standing"]["state"],
): Promise<ShownPlace> {
  const { places } = await call("coverage.show", { product });
  const found = places.find(({ standing }) => standing.state === state);
  if (found === undefined) throw new Error(`Expected a place that is ${state}.`);
  return found;
}

/** Records “considered: none” about the place as it is shown now. */
export async function considerNone(desk: Pick<Desk, "call">, cell: string) {
  const { seen } = await showPlace(desk, cell);
  return desk.call("coverage.none", { product, cell, seen, reason });
}
