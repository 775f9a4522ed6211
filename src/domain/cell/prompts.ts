import type { GuideWord, Lens } from "../facet/kinds.ts";

/** What each guide word asks of a function, in the words that situations use. */
export const guideWordQuestions: Readonly<Record<GuideWord, string>> = {
  "not-provided": "missing, lost, not shown, not sent, nothing arrives",
  partial: "incomplete, part omitted, truncated, some items left out",
  added: "invented, extra, duplicated, more than was meant",
  wrong: "wrong value, changed meaning, incorrect content",
  "wrong-person": "another patient's record, wrong patient, wrong identity",
  "wrong-place": "wrong recipient, wrong field, wrong queue, wrong destination",
  late: "delayed, too late, out of date, stale",
  early: "too soon, before it is ready or checked",
  "out-of-order": "wrong sequence, superseded by an older version",
  stopped: "interrupted, stops part way, ends too soon",
  "not-required": "given when it should not be, unnecessary alert or action",
  misread: "correct but misunderstood, overlooked, trusted too much",
};

export const lensQuestions: Readonly<Record<Exclude<Lens, "function" | "life-cycle">, string>> = {
  interaction: "two functions that each work disagree or depend on each other",
  "third-party": "supplier component or outside service changes, fails or behaves differently",
  "ai-life-cycle": "model or prompt update changes behaviour, performance drifts after go-live",
  "more-exposed": "served less well, excluded, more exposed to harm",
  "human-factors": "workload, interruption, over-reliance, unclear who is responsible",
  "receiving-organisation": "the organisation that receives it reads or handles it differently",
};

export const phaseQuestions = {
  "go-live": "first days of use, roll-out, training, parallel running of old and new",
  configuration: "local settings, set-up differs between sites",
  upgrade: "new version changes what users rely on",
  unavailability: "system or network is down, fall back to paper, catching up afterwards",
  decommissioning: "old system switched off, records left behind or migrated",
} as const;
