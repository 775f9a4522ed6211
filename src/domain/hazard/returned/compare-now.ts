import type { Hazard } from "../hazard.ts";
import { isSameValue, ruleOf } from "../workbook/fields.ts";
import { toSent } from "../workbook/hazard-rows.ts";
import {
  sayProposal,
  type ProposalContent,
  type ProposalState,
  type ProposedChange,
} from "./proposal.ts";

type Kept = {
  readonly number: number;
  readonly hazard: string | null;
  readonly content: ProposalContent;
  readonly state: ProposalState;
};

/** A proposal beside the log as it stands. */
export type ProposalNow = {
  /** `control K2, evidence that it works`. */
  readonly label: string;
  /** What the log says; null where it has no such thing, or the proposal is of something new. */
  readonly now: string | null;
  /** Whether the log says by now what the cell says. */
  readonly already: boolean;
  /** `log`: changed since it was sent; `cells`: another proposal says something else of the same field. */
  readonly conflict: readonly ("log" | "cells")[];
};

const isOfSame = (one: ProposedChange, other: ProposedChange): boolean =>
  one.hazard === other.hazard &&
  one.of === other.of &&
  one.number === other.number &&
  one.field === other.field;

export function compareNow(one: Kept, hazard: Hazard | null, all: readonly Kept[]): ProposalNow {
  const { content } = one;
  const label = sayProposal(content);
  if (content.kind === "addition") return { label, now: null, already: false, conflict: [] };
  const now = hazard === null ? null : ruleOf(content).valueOf(toSent(hazard), content.number);
  const already = isSameValue(now, content.returned);
  const conflict: ("log" | "cells")[] = [];
  if (!already && !isSameValue(now, content.sent)) conflict.push("log");
  const isDisputed = all.some(
    (other) =>
      other.number !== one.number &&
      other.content.kind === "change" &&
      isOfSame(content, other.content),
  );
  if (isDisputed) conflict.push("cells");
  return { label, now, already, conflict };
}
