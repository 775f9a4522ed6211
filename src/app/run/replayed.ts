import type { RunStep } from "../../domain/run/step.ts";

export type ReplayedStep = {
  readonly step: RunStep;
  /** Whether it came out byte for byte as it is recorded; null where it was not worked out again. */
  readonly same: boolean | null;
  /** Why it was not worked out again, or what is other; null where it is the same. */
  readonly why: string | null;
};
