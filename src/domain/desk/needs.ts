import type { Hazard } from "../hazard/hazard.ts";
import { needsOf as needsOfHazard } from "../hazard/needs.ts";
import type { Product } from "../product/product.ts";
import type { RunState } from "../run/step.ts";

/** What can be asked of a person about a product, the most pressing first. */
const needKinds = [
  "run-failed",
  "run-stopped",
  "run-abandoned",
  "action-overdue",
  "re-score",
  "description-newer",
  "suggestions",
  "never-identified",
  "unscored",
  "no-control",
  "training-alone",
  "questions",
  "action-open",
  "deferred",
  "run-at-work",
] as const;
export type NeedKind = (typeof needKinds)[number];

export type Need = {
  readonly kind: NeedKind;
  /** How many suggestions, hazards, actions or questions it is about. */
  readonly count: number;
  /** The run, or the hazards, that it is about, in the order of their numbers. */
  readonly refs: readonly string[];
};

export type HazardFacts = Pick<
  Hazard,
  "ref" | "status" | "causes" | "controls" | "actions" | "initial" | "residual" | "evaluation"
>;
type RunFacts = {
  readonly ref: string;
  readonly state: RunState;
  /** Whether somebody works on it, as far as is known. */
  readonly held: boolean;
};
export type ProductFacts = {
  readonly product: Pick<Product, "id" | "slug" | "name" | "standard">;
  /** Number of its description. */
  readonly version: number;
  /** The newest run; null where there was none. */
  readonly run: RunFacts | null;
  /** The newest run that was not about single places alone; null where there was none. */
  readonly whole: RunFacts | null;
  /** Number of the newest description that finished runs looked at as a whole; null where there is none. */
  readonly identified: number | null;
  /** Open questions to the maker, as the newest finished run read the description. */
  readonly questions: number;
  readonly pending: number;
  readonly deferred: number;
  readonly hazards: readonly HazardFacts[];
};

const runKinds = { failed: "run-failed", stopped: "run-stopped" } as const;

function needOf({ ref, state, held }: RunFacts): Need[] {
  if (state === "done") return [];
  const kind = state === "running" ? (held ? "run-at-work" : "run-abandoned") : runKinds[state];
  return [{ kind, count: 1, refs: [ref] }];
}

/** A run about single places neither looks at the description nor makes good what a whole run did not do. */
function runNeeds({ run, whole, identified, version }: ProductFacts): Need[] {
  const refs = run === null ? [] : [run.ref];
  const ofWhole = whole === null ? [] : needOf(whole);
  return [
    ...ofWhole,
    ...(run === null || run.ref === whole?.ref ? [] : needOf(run)),
    ...(ofWhole.length > 0 || identified === version
      ? []
      : identified === null
        ? [{ kind: "never-identified" as const, count: 1, refs }]
        : [{ kind: "description-newer" as const, count: version - identified, refs: [] }]),
  ];
}

/** What the desk tells of one hazard's needs; the log tells the rest. */
const toldHere: readonly NeedKind[] = [
  "action-overdue",
  "re-score",
  "unscored",
  "no-control",
  "training-alone",
];

/** How many times a hazard asks for each; `today` is a day, `2026-03-31`. */
function countNeeds(hazard: HazardFacts, today: string): Map<NeedKind, number> {
  const counts = new Map<NeedKind, number>();
  for (const { kind, numbers } of needsOfHazard(hazard, today)) {
    const told = toldHere.find((known) => known === kind);
    // Two scores that no longer hold are one hazard to score again.
    if (told !== undefined) counts.set(told, Math.max(numbers.length, 1));
  }
  const overdue = counts.get("action-overdue") ?? 0;
  const open = hazard.actions.filter(({ done }) => !done).length - overdue;
  if (open > 0) counts.set("action-open", open);
  return counts;
}

/** What a product asks of people now, the most pressing first; `today` is a day, `2026-03-31`. */
export function needsOf(facts: ProductFacts, today: string): Need[] {
  const standing = facts.hazards.filter(({ status }) => status !== "withdrawn");
  const counted = (kind: NeedKind, count: number): Need[] =>
    count === 0 ? [] : [{ kind, count, refs: [] }];
  const asked = standing.map((hazard) => ({ hazard, counts: countNeeds(hazard, today) }));
  const ofHazards = needKinds.flatMap((kind): Need[] => {
    const found = asked.flatMap(({ hazard: { ref }, counts }) => {
      const count = counts.get(kind) ?? 0;
      return count === 0 ? [] : [{ ref, count }];
    });
    if (found.length === 0) return [];
    const count = found.reduce((all, one) => all + one.count, 0);
    return [{ kind, count, refs: found.map(({ ref }) => ref) }];
  });
  return [
    ...runNeeds(facts),
    ...ofHazards,
    ...counted("suggestions", facts.pending),
    ...counted("questions", facts.questions),
    ...counted("deferred", facts.deferred),
  ].sort((a, b) => needKinds.indexOf(a.kind) - needKinds.indexOf(b.kind));
}

/** Negative where the first of two products has what presses more. */
export function byPressing(a: { needs: readonly Need[] }, b: { needs: readonly Need[] }): number {
  const places = [a, b].map(({ needs }) =>
    needs.map(({ kind }) => needKinds.indexOf(kind)).concat(needKinds.length),
  );
  const [one = [], other = []] = places;
  for (let i = 0; i < Math.min(one.length, other.length); i += 1) {
    const difference = (one[i] ?? 0) - (other[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
