import { findStatedLevel } from "../candidate/states-level.ts";
import { findPatientIdentifiers } from "../text/patient-identifiers.ts";

/** Whether a model's words may be taken over: they state no level and identify no patient. */
export const mayStand = (text: string): boolean =>
  findStatedLevel(text) === null && findPatientIdentifiers(text).length === 0;
