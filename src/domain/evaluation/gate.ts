/** One rule of a gate: what a figure was, what it is, and whether that may pass. Texts for a reader. */
export type GateRow = {
  readonly figure: string;
  readonly arm: string;
  readonly baseline: string;
  readonly now: string;
  readonly rule: string;
  readonly passed: boolean;
};

/** Known hazards that changed sides between two results, as one arm found them. */
export type GatePair = {
  readonly arm: string;
  readonly level: string;
  /** Candidates looked at. */
  readonly at: number;
  /** Who decided what matches. */
  readonly by: string;
  /** Known hazards found now and not before, each as its id or `case/id`. */
  readonly won: readonly string[];
  /** Found before and not now. */
  readonly lost: readonly string[];
  /** That chance alone would part them as unevenly; null where nothing changed. */
  readonly p: number | null;
};

/** How a result stands against an earlier one. */
export type GateOutcome = {
  readonly passed: boolean;
  readonly rows: readonly GateRow[];
  readonly pairs: readonly GatePair[];
};
