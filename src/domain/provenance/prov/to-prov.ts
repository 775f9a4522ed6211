import type { Provenance } from "../record.ts";
import { createProvBuilder, type ProvDocument } from "./document.ts";
import { declareHazard, tellDecision, tellHazard } from "./tell-hazard.ts";
import { tellDescriptions, tellRun, tellSuggested } from "./tell-run.ts";

/** The record as PROV: the same record gives the same document, key for key. */
export function toProv(found: Provenance): ProvDocument {
  const prov = createProvBuilder();
  tellDescriptions(prov, found);
  for (const run of found.runs) tellRun(prov, found, run);
  for (const suggested of found.suggestions) tellSuggested(prov, found, suggested);
  for (const hazard of found.hazards) declareHazard(prov, hazard);
  for (const decision of found.decisions) tellDecision(prov, found, decision);
  for (const hazard of found.hazards) tellHazard(prov, found, hazard);
  return prov.finish();
}

/** The bytes of the file. */
export const toProvText = (found: Provenance): string =>
  `${JSON.stringify(toProv(found), null, 2)}\n`;
