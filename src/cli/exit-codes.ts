import type { ErrorCode } from "../app/errors.ts";

/** What a command's exit code says: 0 done, 1 a fault of hazid, 2 to 7 a refusal with a sentence. */
export const exitCodes: Readonly<Record<ErrorCode, number>> = {
  "invalid-input": 2,
  "patient-identifier": 2,
  "not-found": 3,
  ambiguous: 3,
  "seen-required": 4,
  "seen-stale": 4,
  "view-first": 4,
  conflict: 4,
  "key-reused": 4,
  "not-signed-in": 5,
  "too-many-attempts": 5,
  "no-person": 5,
  forbidden: 5,
  locked: 6,
  "data-folder": 6,
  unavailable: 7,
  "run-failed": 7,
};
export const faultExitCode = 1;
export const usageExitCode = 2;

/** Of `eval run`: 0 passed, this one below the baseline, 1 could not run. */
export const belowBaselineExitCode = 100;
export const notRunExitCode = 1;

/** Thrown by a command that has said everything and ends with a code of its own. */
export class CommandEnded extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super(`ended with ${exitCode}`);
    this.name = "CommandEnded";
    this.exitCode = exitCode;
  }
}
