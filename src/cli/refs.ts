import type { Decision } from "../domain/decision/decision.ts";
import type { Call } from "../app/use-cases.ts";
import type { Refs } from "./print/decision.ts";

/** References of what decisions name by id. */
export async function refsIn(call: Call, decisions: readonly Decision[]): Promise<Refs> {
  const refs = new Map<string, string>();
  for (const { suggestion, into, hazard } of decisions) {
    for (const id of [suggestion, into]) {
      if (id === null || refs.has(id)) continue;
      refs.set(id, (await call("queue.show", { suggestion: id })).suggestion.ref);
    }
    if (hazard === null || refs.has(hazard)) continue;
    refs.set(hazard, (await call("hazard.show", { hazard })).hazard.ref);
  }
  return refs;
}
