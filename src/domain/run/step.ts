/** The steps of a run, in order. A step's output and its effects commit together (DESIGN §3). */
export const runSteps = [
  "profile",
  "plan",
  "retrieve",
  "draft",
  "check",
  "merge",
  "rank",
  "queue",
] as const;
export type WorkedStep = (typeof runSteps)[number];
/**
 * The steps of a run that takes over what a log holds: what was read of the file is kept as its first
 * step, and the file is not.
 */
export const importSteps = ["read", "draft", "check", "queue"] as const;
export const allSteps = ["read", ...runSteps] as const;
export type RunStep = (typeof allSteps)[number];

export const runStates = ["running", "done", "failed", "stopped"] as const;
export type RunState = (typeof runStates)[number];

/** Raised with every change to what a run does, so that a stored run says which pipeline made it. */
export const pipelineVersion = "4";

/** How long a worker may be silent before another may take its run over, in milliseconds. */
export const leaseMs = 20_000;
