import type { LogNeed } from "../../domain/hazard/log-filter.ts";
import type { HazardNeed } from "../../domain/hazard/needs.ts";
import { capitalise } from "./words.ts";

/** How many hazards are so: `3 with a cause without control`. */
export const needWords: Readonly<Record<LogNeed, string>> = {
  any: "something to do",
  nothing: "nothing known to do",
  "re-score": "to score again",
  "action-overdue": "overdue action",
  unscored: "not scored",
  "no-control": "cause without control",
  "training-alone": "cause with training alone",
  "not-evaluated": "not evaluated",
  "residual-missing": "no residual score",
  "benefit-missing": "no benefit analysis",
  "evidence-implemented": "no evidence that a control is implemented",
  "evidence-works": "no evidence that a control works",
  "action-without-day": "action without a day",
};

/** Where on a hazard's page it is done. */
const placeOf: Readonly<Record<HazardNeed["kind"], string>> = {
  "re-score": "risk",
  "action-overdue": "actions",
  unscored: "risk",
  "no-control": "causes",
  "training-alone": "causes",
  "not-evaluated": "risk",
  "residual-missing": "risk",
  "benefit-missing": "risk",
  "evidence-implemented": "known",
  "evidence-works": "known",
  "action-without-day": "actions",
};

export type NeedItem = {
  /** `Cause 2 has no control`. */
  readonly text: string;
  /** `DCB0129 6.3`; empty where no clause asks. */
  readonly clause: string;
  /** Id of the part of the hazard's page. */
  readonly place: string;
};

/** What a hazard asks of people, in sentences. */
export const presentNeeds = (needs: readonly HazardNeed[]): NeedItem[] =>
  needs.map(({ kind, clause, what }) => ({
    text: capitalise(what),
    clause: clause === null ? "" : `DCB0129 ${clause}`,
    place: placeOf[kind],
  }));
