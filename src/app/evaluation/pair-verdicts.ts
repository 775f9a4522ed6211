import { z } from "zod";
import { verdictLevels } from "../../domain/evaluation/verdict.ts";

const $Decided = z.object({
  /** Its number in the list as it was shown, from 1. */
  candidate: z.int(),
  verdict: z.enum(verdictLevels),
  /** Numbers of the known hazard's causes. */
  causes: z.array(z.int()),
  why: z.string().trim().min(1),
});
type Decided = z.infer<typeof $Decided>;
/** What a judging model's words are parsed by. */
export const $PairVerdicts = z.object({ verdicts: z.array($Decided) });

/** What of a decision breaks the rubric, in a few words. */
function findContradictions({ candidate, verdict, causes }: Decided, known: number): string[] {
  const unknown = causes.find((cause) => cause < 1 || cause > known);
  if (unknown !== undefined) return [`candidate ${candidate} names cause ${unknown} of ${known}`];
  if (verdict === "NO" && causes.length > 0) return [`candidate ${candidate} is NO with causes`];
  if (verdict === "STRICT" && causes.length === 0 && known > 0) {
    return [`candidate ${candidate} is STRICT without a cause`];
  }
  return [];
}

/**
 * Why decisions about `count` candidates cannot be taken: some left out, unknown or decided twice,
 * or against the rubric for a known hazard with `causes` causes. Empty when they can.
 */
export function findIssues(
  decided: readonly Decided[],
  { count, causes }: { readonly count: number; readonly causes: number },
): string[] {
  const times = new Map<number, number>();
  for (const { candidate } of decided) times.set(candidate, (times.get(candidate) ?? 0) + 1);
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  const missing = numbers.filter((number) => !times.has(number));
  const unknown = [...times.keys()].filter((number) => number < 1 || number > count);
  const repeated = [...times].flatMap(([number, n]) => (n > 1 ? [number] : []));
  return [
    ...(missing.length > 0 ? [`it leaves out candidate ${missing.join(", ")}`] : []),
    ...(unknown.length > 0 ? [`there is no candidate ${unknown.join(", ")}`] : []),
    ...(repeated.length > 0 ? [`it decides candidate ${repeated.join(", ")} more than once`] : []),
    ...decided.flatMap((one) => findContradictions(one, causes)),
  ];
}
