import { z } from "zod";
import { diff, type Change } from "../diff/diff.ts";
import { $HazardContent } from "../hazard/content.ts";
import type { Hazard, RiskEvaluation, RiskScore } from "../hazard/hazard.ts";
import { scoreStages } from "../hazard/hazard.ts";
import { schemeName } from "../risk/scheme.ts";
import type { BaselineContent } from "./content.ts";
import type { Condition } from "./conditions.ts";

/** Something that says another thing than before, in words. */
export type Told = {
  readonly what: string;
  /** Null where there was none. */
  readonly was: string | null;
  /** Null where there is none any more. */
  readonly is: string | null;
};
export type HazardChanges = {
  readonly ref: string;
  readonly name: string;
  readonly kind: "added" | "changed" | "withdrawn";
  /** Of its words, causes, controls, evidence, actions and status; empty where it was added. */
  readonly content: readonly Change[];
  /** Of its scores and evaluations. */
  readonly judged: readonly Told[];
};
export type BaselineChanges = {
  /** Of description, scheme and standard. */
  readonly about: readonly Told[];
  readonly hazards: readonly HazardChanges[];
  readonly conditions: readonly Told[];
};

const $Content = z.object($HazardContent.shape);
const contentOf = (hazard: Hazard) => $Content.parse(hazard);

const told = (what: string, was: string | null, is: string | null): Told[] =>
  was === is ? [] : [{ what, was, is }];

/** What a later version of a log says that an earlier one does not, field by field. */
export function compareBaselines(
  before: BaselineContent,
  after: Omit<BaselineContent, "previous" | "number" | "format">,
): BaselineChanges {
  const known = new Map(before.hazards.map((hazard) => [hazard.id, hazard]));
  const conditions = new Map(before.conditions.map((condition) => [condition.id, condition]));
  return {
    about: [
      ...told("Description", sayDescription(before), sayDescription(after)),
      ...told("Risk scheme", sayScheme(before), sayScheme(after)),
      ...told("Product’s name", before.product.name, after.product.name),
    ],
    hazards: after.hazards.flatMap((hazard) => compareHazards(known.get(hazard.id), hazard)),
    conditions: after.conditions.flatMap((condition) => {
      const was = conditions.get(condition.id);
      return told(
        `${condition.clause}: ${condition.asks.replace(/\.$/u, "")}`,
        was === undefined ? null : sayState(was),
        sayState(condition),
      );
    }),
  };
}

export const isUnchanged = ({ about, hazards, conditions }: BaselineChanges): boolean =>
  about.length + hazards.length + conditions.length === 0;

const sayDescription = ({ description }: Pick<BaselineContent, "description">): string =>
  `version ${description.version}`;
const sayScheme = ({ scheme }: Pick<BaselineContent, "scheme">): string =>
  scheme === null ? "not here" : `${scheme.name} (${schemeName(scheme)})`;

const stateWords: Readonly<Record<Condition["state"], string>> = {
  met: "met",
  "not-met": "not met",
  "does-not-apply": "does not apply",
  "not-known": "not known yet whether it applies",
};
function sayState({ state, unmet }: Condition): string {
  const refs = unmet.map(({ ref }) => ref ?? "").filter((ref) => ref !== "");
  const which = refs.length === 0 ? "" : ` by ${[...new Set(refs)].join(", ")}`;
  return `${stateWords[state]}${which}`;
}

function compareHazards(before: Hazard | undefined, after: Hazard): HazardChanges[] {
  const { ref, name } = after;
  const judged = compareJudgements(before, after);
  if (before === undefined) return [{ ref, name, kind: "added", content: [], judged }];
  const content = before.hash === after.hash ? [] : diff(contentOf(before), contentOf(after));
  if (content.length + judged.length === 0) return [];
  const withdrawn = after.status === "withdrawn" && before.status !== "withdrawn";
  return [{ ref, name, kind: withdrawn ? "withdrawn" : "changed", content, judged }];
}

function compareJudgements(before: Hazard | undefined, after: Hazard): Told[] {
  return scoreStages.flatMap((stage) => {
    const [was, is] = [before?.[stage] ?? null, after[stage]];
    const [found, finds] = [before?.evaluation[stage] ?? null, after.evaluation[stage]];
    const label = stage === "initial" ? "Initial" : "Residual";
    return [
      ...told(`${label} risk`, sayScore(was), sayScore(is)),
      ...told(`${label} evaluation`, sayEvaluation(found), sayEvaluation(finds)),
    ];
  });
}

function sayScore(score: RiskScore | null): string | null {
  if (score === null) return null;
  const { severity, likelihood, level, scheme, by, at, rescore } = score;
  const again = rescore.length === 0 ? "" : "; to be given again";
  return `${severity}, ${likelihood}: level ${level} by ${scheme}, scored by ${by} on ${at.slice(0, 10)}${again}`;
}

function sayEvaluation(evaluation: RiskEvaluation | null): string | null {
  if (evaluation === null) return null;
  const { acceptable, reason, present, benefit, by, at, current } = evaluation;
  return [
    `${acceptable ? "acceptable" : "not acceptable"}, decided by ${by} on ${at.slice(0, 10)}, present: ${present.join(", ")}`,
    `because: ${reason}`,
    ...(benefit === null ? [] : [`benefit: ${benefit}`]),
    ...(current ? [] : ["it no longer counts"]),
  ].join("; ");
}
