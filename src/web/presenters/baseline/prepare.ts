import type { PreparedBaseline } from "../../../app/baseline/prepare.ts";
import type { Account } from "../../../domain/actor/actor.ts";
import { sayPerson } from "../account.ts";
import { baselineAt, baselineFileAt, prepareBaselineAt } from "../addresses.ts";
import { createFields, type TextField } from "../field.ts";
import { problemAt, type Problem } from "../frame.ts";
import type { Typed } from "../typed.ts";
import { presentBaselineChanges, type ChangesBlock } from "./changes.ts";
import { presentConditions, type ConditionItem } from "./conditions.ts";
import { presentHazardLines, type HazardLines } from "./hazards.ts";

export type PreparePage = {
  readonly productName: string;
  readonly address: string;
  readonly number: number;
  readonly description: number;
  readonly hash: string;
  readonly file: string;
  readonly conditions: readonly ConditionItem[];
  readonly hazards: HazardLines;
  /** Null where there is no baseline before. */
  readonly since: {
    readonly number: number;
    readonly href: string;
    readonly changes: ChangesBlock;
  } | null;
  /** Why it cannot be approved here; empty where it can. */
  readonly obstacle: "blocked" | "person" | "";
  readonly form: {
    readonly key: string;
    readonly seen: string;
    readonly person: string;
    readonly meaning: string;
    /** Null where every condition that applies is met. */
    readonly reason: TextField | null;
    /** What is still to mend at the box that signs; nothing ticks it beforehand. */
    readonly signProblem: string | null;
  } | null;
};

export function presentPrepare(
  prepared: PreparedBaseline,
  {
    person,
    key,
    typed,
    problems,
  }: {
    readonly person: Account | null;
    readonly key: string;
    readonly typed: Typed;
    readonly problems: readonly Problem[];
  },
): PreparePage {
  const { product, content, hash, previous, changes, blocked, asksReason, meaning } = prepared;
  const { slug } = product;
  const fields = createFields(typed, problems);
  return {
    productName: product.name,
    address: prepareBaselineAt(slug),
    number: content.number,
    description: content.description.version,
    hash,
    file: baselineFileAt(slug, "next"),
    conditions: presentConditions(slug, content.conditions),
    hazards: presentHazardLines(slug, content.hazards),
    since:
      previous === null || changes === null
        ? null
        : {
            number: previous.number,
            href: baselineAt(slug, previous.number),
            changes: presentBaselineChanges(slug, changes),
          },
    obstacle: blocked ? "blocked" : meaning === null ? "person" : "",
    form:
      blocked || meaning === null || person === null
        ? null
        : {
            key,
            seen: hash,
            person: sayPerson(person),
            meaning,
            reason: asksReason
              ? fields.text("reason", "Why it is approved though conditions are not met")
              : null,
            signProblem: problemAt(problems, "sign"),
          },
  };
}
