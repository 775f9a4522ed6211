import type { Candidate } from "../candidate/candidate.ts";
import type { CandidateChecks } from "../prompt/answers/check.ts";

type CheckedCauses = CandidateChecks["checks"][number]["causes"];

/**
 * Strikes the causes of which a second reading says only that they do not bring the hazard about, and
 * the controls that then act on none. Where that would leave no cause all stay, `doubted`.
 */
export function strikeCauses(
  content: Candidate,
  checked: CheckedCauses,
): { readonly content: Candidate; readonly struck: number; readonly doubted: boolean } {
  const verdicts = Map.groupBy(checked, ({ cause }) => cause);
  const holds = (number: number): boolean =>
    verdicts.get(number)?.some(({ bringsAbout }) => bringsAbout !== "no") ?? true;
  const kept = content.causes.flatMap((_cause, i) => (holds(i + 1) ? [i + 1] : []));
  if (kept.length === content.causes.length) return { content, struck: 0, doubted: false };
  if (kept.length === 0) return { content, struck: 0, doubted: true };
  const newNumber = new Map(kept.map((number, i) => [number, i + 1]));
  const controls = content.controls.flatMap((control) => {
    const actsOn = control.actsOn.flatMap((number) => newNumber.get(number) ?? []);
    return actsOn.length === 0 ? [] : [{ ...control, actsOn }];
  });
  const struck = content.causes.length - kept.length + (content.controls.length - controls.length);
  const causes = content.causes.filter((_cause, i) => newNumber.has(i + 1));
  return { content: { ...content, causes, controls }, struck, doubted: false };
}
