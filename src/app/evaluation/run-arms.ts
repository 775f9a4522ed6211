import type { ArmRun, CaseRun } from "../../domain/evaluation/result.ts";
import { AppError } from "../errors.ts";
import { noTokens, type Arm, type Ask } from "./arm.ts";
import { UnreadableAnswer } from "./unreadable-answer.ts";

export type RunPlan = {
  readonly cases: readonly { readonly name: string; readonly text: string }[];
  readonly arms: readonly Arm[];
  readonly repeats: number;
  readonly top: number;
  /** What was answered before, and is not asked again. */
  readonly before: readonly ArmRun[];
  /** Ask again where the answer was an error. */
  readonly retryErrors: boolean;
  readonly signal: AbortSignal;
  /** Seconds since any fixed moment. */
  seconds(): number;
  /** Told after every answer, so that nothing is lost when the next one is the last. */
  onAnswer(runs: readonly ArmRun[], sentence: string): Promise<void>;
};

/** Asks every arm about every case, as often as repeats are wanted; an error belongs to its case alone. */
export async function runArms(plan: RunPlan): Promise<ArmRun[]> {
  const runs = plan.before.filter(
    ({ replayed, arm, repeat }) =>
      replayed || (repeat <= plan.repeats && plan.arms.some(({ name }) => name === arm)),
  );
  for (const arm of plan.arms) {
    for (let repeat = 1; repeat <= plan.repeats; repeat += 1) {
      const at = runs.findIndex((run) => run.arm === arm.name && run.repeat === repeat);
      const kept = runs[at]?.cases.filter(({ error }) => error === null || !plan.retryErrors) ?? [];
      const open = plan.cases.filter(({ name }) => kept.every((one) => one.case !== name));
      const versions = runs[at]?.versions ?? {};
      if (open.length === 0) continue;
      let now: ArmRun = { arm: arm.name, repeat, replayed: false, versions, cases: kept };
      const place = at < 0 ? runs.push(now) - 1 : at;
      await arm.repeat(async (ask) => {
        for (const asked of open) {
          plan.signal.throwIfAborted();
          const answer = await askOne(plan, ask, asked);
          now = withAnswer(plan, now, answer);
          runs[place] = now;
          const { error, candidates } = answer.run;
          const found = error ?? `${candidates.length} candidates`;
          await plan.onAnswer(runs, `${arm.name} ${repeat}: ${asked.name}: ${found}`);
        }
      });
    }
  }
  return runs;
}

type Answer = { readonly run: CaseRun; readonly versions: ArmRun["versions"] };

async function askOne(
  { top, signal, seconds }: RunPlan,
  ask: Ask,
  { name, text }: RunPlan["cases"][number],
): Promise<Answer> {
  const began = seconds();
  try {
    const answered = await ask({ name, description: text, top }, signal);
    const { candidates, tokens, versions } = answered;
    return {
      run: {
        case: name,
        error: null,
        candidates: [...candidates],
        seconds: seconds() - began,
        tokens,
      },
      versions,
    };
  } catch (error) {
    if (signal.aborted) throw error;
    // What could not be read was paid for too.
    const tokens = error instanceof UnreadableAnswer ? error.tokens : noTokens;
    const said = error instanceof AppError ? error.message : `a fault: ${String(error)}`;
    return {
      run: { case: name, error: said, seconds: seconds() - began, candidates: [], tokens },
      versions: {},
    };
  }
}

/** Cases stay in the order of the suite, whenever they were answered. */
function withAnswer({ cases }: RunPlan, now: ArmRun, { run, versions }: Answer): ArmRun {
  const order = cases.map(({ name }) => name);
  const all = [...now.cases.filter((one) => one.case !== run.case), run];
  all.sort((a, b) => order.indexOf(a.case) - order.indexOf(b.case));
  return { ...now, versions: { ...now.versions, ...versions }, cases: all };
}
