import type { Hazard, ScoreStage } from "./hazard.ts";

/** What a hazard can ask of people, the most pressing first. */
export const hazardNeedKinds = [
  "re-score",
  "action-overdue",
  "unscored",
  "no-control",
  "training-alone",
  "not-evaluated",
  "residual-missing",
  "benefit-missing",
  "evidence-implemented",
  "evidence-works",
  "action-without-day",
] as const;
export type HazardNeedKind = (typeof hazardNeedKinds)[number];

export type HazardNeed = {
  readonly kind: HazardNeedKind;
  /** Clause of DCB0129 v4.2 that asks for it; null where none does. */
  readonly clause: string | null;
  /** In a few words, to stand after the hazard's number. */
  readonly what: string;
  /** Numbers of the causes, controls or actions that it is about; empty where it is about the risk. */
  readonly numbers: readonly number[];
};
type Facts = Pick<
  Hazard,
  "status" | "causes" | "controls" | "actions" | "initial" | "residual" | "evaluation"
>;

const about = (
  kind: HazardNeedKind,
  clause: string | null,
  numbers: readonly number[],
  say: (numbers: readonly number[]) => string,
): HazardNeed[] => (numbers.length === 0 ? [] : [{ kind, clause, what: say(numbers), numbers }]);

const ofRisk = (kind: HazardNeedKind, clause: string | null, what: string): HazardNeed => ({
  kind,
  clause,
  what,
  numbers: [],
});

const numbersOf = (items: readonly { readonly number: number }[]): number[] =>
  items.map(({ number }) => number);

/** `cause 2`, `causes 1, 3 and 4`. */
function name(thing: string, numbers: readonly number[]): string {
  const last = numbers.at(-1);
  if (numbers.length < 2) return `${thing} ${last ?? ""}`;
  return `${thing}s ${numbers.slice(0, -1).join(", ")} and ${last ?? ""}`;
}
const withVerb = (thing: string, numbers: readonly number[], one: string, many: string): string =>
  `${name(thing, numbers)} ${numbers.length === 1 ? one : many}`;

/** Causes by the types of the controls that act on them. */
function causeNeeds({ causes, controls }: Facts): HazardNeed[] {
  const typesOn = (cause: number) =>
    controls.filter(({ actsOn }) => actsOn.includes(cause)).map(({ type }) => type);
  const uncontrolled = causes.filter(({ number }) => typesOn(number).length === 0);
  // Information for safety is put with training in the template (DOMAIN §5).
  const trained = causes.filter(({ number }) => {
    const types = typesOn(number);
    return types.length > 0 && types.every((type) => type === "training");
  });
  return [
    ...about("no-control", null, numbersOf(uncontrolled), (numbers) =>
      withVerb("cause", numbers, "has no control", "have no control"),
    ),
    ...about("training-alone", null, numbersOf(trained), (numbers) =>
      withVerb("cause", numbers, "has training alone", "have training alone"),
    ),
  ];
}

function actionNeeds({ actions }: Facts, today: string): HazardNeed[] {
  const waiting = actions.filter(({ done }) => !done);
  const late = waiting.filter(({ due }) => due !== null && due < today);
  const dayless = waiting.filter(({ due }) => due === null);
  return [
    ...about("action-overdue", null, numbersOf(late), (numbers) =>
      withVerb("action", numbers, "is overdue", "are overdue"),
    ),
    ...about("action-without-day", null, numbersOf(dayless), (numbers) =>
      withVerb(
        "action",
        numbers,
        "has no day by which it is due",
        "have no day by which they are due",
      ),
    ),
  ];
}

/** What people decided about a risk that is scored as it stands; null while nobody has. */
export function standingVerdict(
  { evaluation }: Pick<Hazard, "evaluation">,
  stage: ScoreStage,
): boolean | null {
  const found = evaluation[stage];
  return found?.current === true ? found.acceptable : null;
}

function riskNeeds(hazard: Facts): HazardNeed[] {
  const needs: HazardNeed[] = [];
  const { initial, residual } = hazard;
  if (initial === null) needs.push(ofRisk("unscored", "4.4.1", "is not scored"));
  for (const score of [initial, residual]) {
    if (score === null || score.rescore.length === 0) continue;
    const why = score.rescore.join("; ");
    needs.push(ofRisk("re-score", "4.4.1", `the ${score.stage} score no longer holds: ${why}`));
  }
  if (initial === null || initial.rescore.length > 0) return needs;
  const acceptable = standingVerdict(hazard, "initial");
  if (acceptable === null) {
    needs.push(
      ofRisk("not-evaluated", "5.1", "nobody has said whether the initial risk is acceptable"),
    );
  }
  // 5.1: where the initial risk is acceptable, 6.1 to 6.3 do not apply.
  return acceptable === false
    ? [...needs, ...residualNeeds(hazard), ...evidenceNeeds(hazard)]
    : needs;
}

function residualNeeds(hazard: Facts): HazardNeed[] {
  const { residual } = hazard;
  if (residual === null) {
    const what = "the initial risk is not acceptable, and the residual risk is not scored";
    return [ofRisk("residual-missing", "6.1.4", what)];
  }
  if (residual.rescore.length > 0) return [];
  const acceptable = standingVerdict(hazard, "residual");
  if (acceptable === null) {
    const what = "nobody has said whether the residual risk is acceptable";
    return [ofRisk("not-evaluated", "6.1.4", what)];
  }
  const benefit = hazard.evaluation.residual?.benefit ?? null;
  if (acceptable || benefit !== null) return [];
  const what = "the residual risk is not acceptable, and there is no benefit analysis";
  return [ofRisk("benefit-missing", "6.2", what)];
}

/** Evidence is asked for of the measures that the maker implements, and of no others (6.3.1–6.3.3). */
function evidenceNeeds({ controls }: Facts): HazardNeed[] {
  const without = (kind: "implemented" | "works"): number[] =>
    numbersOf(
      controls.filter(
        ({ owner, evidence }) => owner === "maker" && (evidence?.[kind] ?? "").trim() === "",
      ),
    );
  return [
    ...about(
      "evidence-implemented",
      "6.3",
      without("implemented"),
      (numbers) =>
        `no evidence that ${withVerb("control", numbers, "is implemented", "are implemented")}`,
    ),
    ...about(
      "evidence-works",
      "6.3",
      without("works"),
      (numbers) => `no evidence that ${withVerb("control", numbers, "works", "work")}`,
    ),
  ];
}

/** What a hazard asks of people, the most pressing first; `today` is a day, `2026-03-31`. */
export function needsOf(hazard: Facts, today: string): HazardNeed[] {
  if (hazard.status === "withdrawn") return [];
  return [...riskNeeds(hazard), ...causeNeeds(hazard), ...actionNeeds(hazard, today)].sort(
    (a, b) => hazardNeedKinds.indexOf(a.kind) - hazardNeedKinds.indexOf(b.kind),
  );
}
