import { findStatedLevel } from "../candidate/states-level.ts";
import { isTurnedRound } from "../text/turned-round.ts";
import { findPatientIdentifiers } from "../text/patient-identifiers.ts";

/** Whether a model's words may be taken over: they state no level, identify no patient, read as they stand. */
export const mayStand = (text: string): boolean =>
  findStatedLevel(text) === null &&
  !isTurnedRound(text) &&
  findPatientIdentifiers(text).length === 0;
