import type { ProductFunction, Profile } from "../profile/profile.ts";
import { contentStems } from "../text/words.ts";

/** So many pairs are walked through, those of six functions; they grow with the square of the functions. */
const maxPairs = 15;
/** No function takes part in more: the pairs of one alone would leave the others out. */
const maxPairsOfOne = 5;

/** Capabilities that bring into a record what was not there. */
const writes = new Set(
  `ambient-note dictation summary triage online-consultation call-handling risk-score calculator
   observations-charting critical-care-charting care-plan prescribing medicine-administration
   medicines-reconciliation immunisation order result pathology device-data remote-monitoring
   structured-form coding record-exchange record-write-back data-migration document-management
   translation`.split(/\s+/u),
);
/** Capabilities that act on what stands there: what comes in wrong, late or not at all is passed on. */
const actsOn = new Set(
  `summary clinical-chat agent triage decision-support risk-score calculator record-view handover-list
   alert task-list medicine-administration dispensing transfusion letter referral discharge
   transfer-of-care bed-management messaging waiting-list screening-recall device-control patient-app
   safeguarding-flag dashboard-register research-analytics automation record-write-back`.split(
    /\s+/u,
  ),
);

const anyOf = ({ capabilities }: ProductFunction, set: ReadonlySet<string>): boolean =>
  capabilities.some((id) => set.has(id));

/**
 * The pairs of functions that are most likely to disturb each other, in the order of the description: one
 * writes what the other acts on, both speak of the same data or in the same words, one follows the other.
 */
export function chosenPairs({
  functions,
  facets,
}: Pick<Profile, "functions" | "facets">): (readonly [ProductFunction, ProductFunction])[] {
  const stems = new Map(functions.map((fn) => [fn.key, new Set(contentStems(fn.span.quote))]));
  const data = new Map(
    functions.map(({ key, span }) => [
      key,
      new Set(
        facets
          .filter(({ kind }) => kind === "data")
          .filter(({ spans }) => spans.some((s) => span.start <= s.start && s.end <= span.end))
          .map(({ id }) => id),
      ),
    ]),
  );
  const common = (of: ReadonlyMap<string, ReadonlySet<string>>, a: string, b: string): string[] => [
    ...(of.get(a) ?? new Set<string>()).intersection(of.get(b) ?? new Set<string>()),
  ];
  /** Words that half of all functions have say nothing of two of them. */
  const isTelling = (stem: string): boolean =>
    [...stems.values()].filter((own) => own.has(stem)).length * 2 <= functions.length;
  const worthOf = (one: ProductFunction, other: ProductFunction, apart: number): number => {
    const handsOver =
      (anyOf(one, writes) && anyOf(other, actsOn)) || (anyOf(other, writes) && anyOf(one, actsOn));
    const words = common(stems, one.key, other.key).filter(isTelling).length;
    return (
      (handsOver ? 1 : 0) +
      Math.min(2, common(data, one.key, other.key).length) / 2 +
      Math.min(3, words) / 3 +
      (apart === 1 ? 0.5 : 0)
    );
  };
  const pairs = functions.flatMap((one, i) =>
    functions.slice(i + 1).map((other, j) => ({
      pair: [one, other] as const,
      worth: worthOf(one, other, j + 1),
    })),
  );
  const taken = new Map<string, number>();
  const chosen = new Set<readonly [ProductFunction, ProductFunction]>();
  for (const { pair } of pairs.toSorted((a, b) => b.worth - a.worth)) {
    if (chosen.size >= maxPairs) break;
    if (pair.some(({ key }) => (taken.get(key) ?? 0) >= maxPairsOfOne)) continue;
    for (const { key } of pair) taken.set(key, (taken.get(key) ?? 0) + 1);
    chosen.add(pair);
  }
  return pairs.map(({ pair }) => pair).filter((pair) => chosen.has(pair));
}
