import { createModelJudge } from "../../app/evaluation/model-judge.ts";
import type { Judging } from "../../app/evaluation/judging.ts";
import { UnreadableAnswer } from "../../app/evaluation/unreadable-answer.ts";
import type { CliDeps } from "../deps.ts";

/** Who a configured model judges as: its name, which model it is, and by which words it is asked. */
export async function openModelJudge({ openModel, err }: CliDeps, name: string) {
  const { chat, prompts } = await openModel();
  err(`Known hazards and candidates are sent to ${chat.sendsTo}.`);
  return createModelJudge({ chat, prompt: prompts["judge-pair"], name });
}

/**
 * Has a model decide what is open, a known hazard at a time; what it decided is on disk at once. An
 * answer that does not hold leaves its candidates open. Returns how many are left.
 */
export async function askModelJudge(
  { err, signal }: Pick<CliDeps, "err" | "signal">,
  judging: Judging,
  { judge }: Awaited<ReturnType<typeof openModelJudge>>,
): Promise<number> {
  for (const gold of judging.golds) {
    const open = judging.open(gold);
    const numbers = new Map(open.map(({ key, number }) => [key, number]));
    try {
      for await (const { verdicts } of judge(
        { ...gold.gold, core: true, kinds: [] },
        open,
        signal,
      )) {
        const decisions = verdicts.map(({ candidates, verdict, causes, why }) => ({
          candidates: candidates.flatMap((key) => numbers.get(key) ?? []),
          verdict,
          causes,
          why,
        }));
        await judging.decide(gold, decisions);
      }
    } catch (error) {
      if (!(error instanceof UnreadableAnswer)) throw error;
      err(`${gold.case}/${gold.gold.id}: ${error.message}`);
    }
  }
  return judging.golds.reduce((sum, gold) => sum + judging.open(gold).length, 0);
}
