import { z } from "zod";
import type { Hazard } from "../hazard/hazard.ts";
import { needsOf, standingVerdict, type HazardNeed } from "../hazard/needs.ts";
import type { Standard } from "../product/product.ts";

export const conditionIds = [
  "scored",
  "scores-hold",
  "scheme-declared",
  "scope-defined",
  "hazards-identified",
  "initial-evaluated",
  "residual-evaluated",
  "benefit-analysed",
  "measures-evidenced",
  "suggestions-decided",
] as const;
type ConditionId = (typeof conditionIds)[number];
/** `not-known`: whether it applies hangs on initial risks that nobody has evaluated. */
export const conditionStates = ["met", "not-met", "does-not-apply", "not-known"] as const;

/** Something that a baseline is held against, as it stood. */
export const $Condition = z.strictObject({
  id: z.enum(conditionIds),
  /** Clause of DCB0129 v4.2. */
  clause: z.string(),
  /** What it asks, in a sentence. */
  asks: z.string(),
  state: z.enum(conditionStates),
  /** Whether nothing is approved while it is not met; else a reason is asked for. */
  blocks: z.boolean(),
  /** What does not meet it: a hazard or suggestion by its reference, or null for the product. */
  unmet: z.array(z.strictObject({ ref: z.string().nullable(), what: z.string() })),
});
export type Condition = z.infer<typeof $Condition>;
type Unmet = Condition["unmet"];

/** What conditions are worked out from. */
export type LogFacts = {
  readonly standard: Standard;
  readonly hazards: readonly Hazard[];
  /** Id and version of the scheme, and whether a person declared it. */
  readonly scheme: { readonly name: string; readonly known: boolean; readonly declared: boolean };
  /** What the description says of its scope. */
  readonly scope: {
    readonly purpose: boolean;
    readonly users: boolean;
    readonly settings: boolean;
  };
  readonly undecided: readonly { readonly ref: string; readonly state: "pending" | "deferred" }[];
};

type Found = { readonly hazard: Hazard; readonly needs: readonly HazardNeed[] };

/** The conditions of a baseline, those that block first; each says what does not meet it. */
export function conditionsOf(facts: LogFacts): Condition[] {
  const standing: Found[] = facts.hazards
    .filter(({ status }) => status !== "withdrawn")
    // No condition looks at days: what was approved does not fall due afterwards.
    .map((hazard) => ({ hazard, needs: needsOf(hazard, "") }));
  const unmet = (kind: HazardNeed["kind"], clause?: string): Unmet =>
    standing.flatMap(({ hazard, needs }) =>
      needs
        .filter((need) => need.kind === kind && (clause === undefined || need.clause === clause))
        .map(({ what }) => ({ ref: hazard.ref, what })),
    );
  const applies = (test: (hazard: Hazard) => boolean): boolean =>
    standing.some(({ hazard }) => test(hazard));
  const isUnacceptable = (hazard: Hazard): boolean => standingVerdict(hazard, "initial") === false;
  const isUnknown = applies((hazard) => standingVerdict(hazard, "initial") === null);
  return [
    condition("scored", "4.4.1", "Each hazard has an initial score.", {
      applies: standing.length > 0,
      blocks: true,
      unmet: unmet("unscored"),
    }),
    condition("scores-hold", "4.4.1", "Each score speaks of the hazard as it stands.", {
      applies: applies(({ initial, residual }) => initial !== null || residual !== null),
      blocks: true,
      unmet: unmet("re-score"),
    }),
    condition(
      "scheme-declared",
      "3.2.1",
      "The criteria by which risks are scored and accepted were declared.",
      { unmet: schemeUnmet(facts) },
    ),
    condition(
      "scope-defined",
      "4.2",
      "The description says what the product is for, who uses it, and where.",
      { unmet: scopeUnmet(facts) },
    ),
    condition("hazards-identified", "4.3.1", "Hazards were identified.", {
      unmet: standing.length > 0 ? [] : [{ ref: null, what: "no hazard stands in the log" }],
    }),
    condition("initial-evaluated", "5.1", "Each initial risk was evaluated.", {
      applies: applies(({ initial }) => initial !== null && initial.rescore.length === 0),
      unmet: unmet("not-evaluated", "5.1"),
    }),
    condition(
      "residual-evaluated",
      "6.1.4",
      "Where the initial risk is not acceptable, the residual risk was scored and evaluated.",
      {
        applies: applies(isUnacceptable),
        isUnknown,
        unmet: [...unmet("residual-missing"), ...unmet("not-evaluated", "6.1.4")],
      },
    ),
    condition(
      "benefit-analysed",
      "6.2",
      "Where the residual risk is not acceptable, its benefits were analysed.",
      {
        applies: applies(
          (hazard) => isUnacceptable(hazard) && standingVerdict(hazard, "residual") === false,
        ),
        isUnknown:
          isUnknown ||
          applies(
            (hazard) => isUnacceptable(hazard) && standingVerdict(hazard, "residual") === null,
          ),
        unmet: unmet("benefit-missing"),
      },
    ),
    condition(
      "measures-evidenced",
      "6.3",
      "For each measure of the maker’s there is evidence that it is implemented, and that it works.",
      {
        // A deployer's log does not implement the maker's measures.
        applies:
          facts.standard === "dcb0129" &&
          applies(
            (hazard) =>
              isUnacceptable(hazard) && hazard.controls.some(({ owner }) => owner === "maker"),
          ),
        isUnknown: isUnknown && facts.standard === "dcb0129",
        unmet: [...unmet("evidence-implemented"), ...unmet("evidence-works")],
      },
    ),
    condition("suggestions-decided", "6.4.1", "Each suggested hazard was considered.", {
      unmet: facts.undecided.map(({ ref, state }) => ({
        ref,
        what: state === "pending" ? "waits for a decision" : "was put off",
      })),
    }),
  ];
}

function condition(
  id: ConditionId,
  clause: string,
  asks: string,
  {
    applies = true,
    isUnknown = false,
    blocks = false,
    unmet,
  }: {
    readonly applies?: boolean;
    /** Whether it may come to apply by what is not evaluated yet. */
    readonly isUnknown?: boolean;
    readonly blocks?: boolean;
    readonly unmet: Unmet;
  },
): Condition {
  const ofNone = isUnknown ? "not-known" : "does-not-apply";
  const state = !applies ? ofNone : unmet.length === 0 ? "met" : "not-met";
  return { id, clause, asks, state, blocks, unmet: applies ? unmet : [] };
}

function schemeUnmet({ scheme: { name, known, declared } }: LogFacts): Unmet {
  if (!known) return [{ ref: null, what: `the risk scheme ${name} is not here` }];
  if (declared) return [];
  return [{ ref: null, what: `nobody declared a risk scheme: scores are by ${name}, as it comes` }];
}

function scopeUnmet({ scope }: LogFacts): Unmet {
  const missing = [
    scope.purpose ? null : "what the product is for",
    scope.users ? null : "who uses it",
    scope.settings ? null : "in which care settings it is used",
  ].filter((what) => what !== null);
  return missing.map((what) => ({ ref: null, what: `the description does not say ${what}` }));
}

export const isUnmet = ({ state }: Condition): boolean => state === "not-met";
/** What keeps a log from being approved at all. */
export const blocking = (conditions: readonly Condition[]): Condition[] =>
  conditions.filter((one) => one.blocks && isUnmet(one));
