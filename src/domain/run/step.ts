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
export type RunStep = (typeof runSteps)[number];

export const runStates = ["running", "done", "failed", "stopped"] as const;
export type RunState = (typeof runStates)[number];

/** Raised with every change to what a run does, so that a stored run says which pipeline made it. */
export const pipelineVersion = "4";

/** How long a worker may be silent before another may take its run over, in milliseconds. */
export const leaseMs = 20_000;
