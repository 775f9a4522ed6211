import { AppError } from "../../app/errors.ts";
import type { Judging } from "../../app/evaluation/judging.ts";
import type { GoldPairs } from "../../domain/evaluation/open-pairs.ts";
import { count } from "../print/text.ts";
import { parseDecision, type Typed } from "./parse-decision.ts";
import { printPairs } from "./print-pairs.ts";

/** Where verdicts are typed and what they are about is printed. */
export type JudgeTerminal = {
  out(text: string): void;
  err(text: string): void;
  /** A line that was typed; null when nothing more comes. */
  ask(prompt: string): Promise<string | null>;
};

const help = `Judge from the two texts alone, by evals/RUBRIC.md:
  3 strict 1,2 because …   the same situation; causes 1 and 2 of the known hazard are named
  5 lenient because …      the same situation with other causes, or the same effect on care
  4,6-8 no …               nothing of the kind
  rest no …                all that are open are NO
  show  undo  skip  quit   show again; ask the last again; leave this one for now; stop`;

type Done = { readonly gold: GoldPairs; readonly keys: readonly string[] };
/** The known hazard to go on with, and whether it is to be printed again. */
type Step = { readonly gold: GoldPairs | undefined; readonly show: boolean };

/** Asks known hazard by known hazard until nothing is open, or the person stops. */
export async function askVerdicts(judging: Judging, terminal: JudgeTerminal): Promise<void> {
  const { out, err, ask } = terminal;
  const done: Done[] = [];
  const skipped = new Set<GoldPairs>();
  const isOpen = (gold: GoldPairs): boolean => judging.open(gold).length > 0;
  const next = (): Step => ({
    gold: judging.golds.find((gold) => isOpen(gold) && !skipped.has(gold)),
    show: true,
  });

  async function decide(gold: GoldPairs, typed: Extract<Typed, { kind: "decision" }>) {
    const open = judging.open(gold);
    const candidates =
      typed.candidates === "rest" ? open.map(({ number }) => number) : typed.candidates;
    try {
      await judging.decide(gold, [{ ...typed, candidates }]);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "invalid-input") throw error;
      err(error.message);
      return { gold, show: false };
    }
    const keys = open.filter(({ number }) => candidates.includes(number)).map(({ key }) => key);
    done.push({ gold, keys });
    const left = judging.open(gold).length;
    out(`Kept: ${count(keys.length, "candidate")} ${typed.verdict}; ${left} open here.`);
    return left > 0 ? { gold, show: false } : next();
  }

  async function act(gold: GoldPairs, typed: Exclude<Typed, { kind: "quit" }>): Promise<Step> {
    switch (typed.kind) {
      case "show":
        return { gold, show: true };
      case "help":
        out(help);
        return { gold, show: false };
      case "unreadable":
        err(typed.sentence);
        return { gold, show: false };
      case "skip":
        skipped.add(gold);
        return next();
      case "decision":
        return decide(gold, typed);
      case "undo": {
        const last = done.pop();
        if (last === undefined) {
          err("Nothing was said in this sitting that could be asked again.");
          return { gold, show: false };
        }
        judging.reopen(last.gold, last.keys);
        out("Asked again. What was said stands until you say something else.");
        return { gold: last.gold, show: true };
      }
    }
  }

  out(help);
  let step = next();
  while (step.gold !== undefined) {
    if (step.show) out(printPairs(judging, step.gold));
    const line = await ask("> ");
    const typed: Typed = line === null ? { kind: "quit" } : parseDecision(line);
    if (typed.kind === "quit") break;
    step = await act(step.gold, typed);
  }
  const left = judging.golds.reduce((sum, gold) => sum + judging.open(gold).length, 0);
  out(left === 0 ? "Everything is judged." : `${count(left, "pair")} left to judge.`);
}
