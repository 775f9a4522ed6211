import type { Hazard } from "../../src/domain/hazard/hazard.ts";
import type { Desk } from "./record.ts";

/** What a person who was shown a hazard says about it: which one, and the hash of what they saw. */
export async function shownHazard(
  { call }: Pick<Desk, "call">,
  hazard: string,
  product?: string,
): Promise<{ hazard: string; seen: string }> {
  const shown = await call("hazard.show", { hazard, product });
  return { hazard: shown.hazard.id, seen: shown.hazard.hash };
}

/** The same of a hazard at hand. */
export const seenOf = ({ id, hash }: Hazard): { hazard: string; seen: string } => ({
  hazard: id,
  seen: hash,
});
