import { z } from "zod";
import { $Relevance, $Struck } from "../../domain/candidate/draft.ts";
import { isImport } from "../../domain/candidate/imported.ts";
import { countRelevant } from "../../domain/candidate/rank.ts";
import { floorOfRun } from "../../domain/draft/look-again.ts";
import type { Product } from "../../domain/product/product.ts";
import { $Profile } from "../../domain/profile/profile.ts";
import { importSteps, runSteps, type RunStep } from "../../domain/run/step.ts";
import type { LanguageModel, Tx } from "../ports.ts";
import type { MadeCall, ModelCall, Run, StepRecord, TakenStep } from "../records.ts";
import { requireLatestVersion, requireProduct, requireRun } from "../require.ts";
import { look } from "../use-case.ts";
import { countCut, findBeyond, type Beyond, type Cut } from "./beyond.ts";
import { modelDrafterName } from "./model/name.ts";
import type { StepDeps } from "./steps.ts";

type FollowedStep = {
  readonly step: RunStep;
  readonly done: boolean;
  /** Attempts that failed, each with its sentence, oldest first. */
  readonly failures: readonly { readonly at: string; readonly sentence: string }[];
  /** Of the attempt that did it; null where it is not done. */
  readonly took: { readonly from: string; readonly to: string } | null;
};
type FollowedCalls = {
  readonly answered: number;
  /** Asked, and without an answer of use. */
  readonly failed: number;
  /** Not asked, for want of budget or room. */
  readonly unasked: number;
  readonly tokensIn: number;
  readonly tokensOut: number;
  /** Null where nobody has said what a token costs. */
  readonly cost: { readonly amount: number; readonly currency: string } | null;
  readonly hosts: readonly string[];
  /** Why rules stood in, each once. */
  readonly problems: readonly string[];
};
type RunResult = {
  /** Suggestions that are new in the queue. */
  readonly queued: number;
  /** Candidates whose situation stood in queue or log already. */
  readonly existing: number;
  readonly refused: number;
  readonly struck: z.infer<typeof $Struck>;
  /** Candidates that are not listed, and of them those relevant enough that the limit cut off. */
  readonly leftOut: number;
  readonly beyondLimit: number;
  /** Of the latter, what has not come into the queue since. */
  readonly beyond: readonly Beyond[];
  readonly cut: Cut;
};
export type FollowedRun = {
  readonly product: { readonly slug: string; readonly name: string };
  readonly version: number;
  readonly run: Run;
  /** Whether somebody works it now: a worker that is gone loses it after a while. */
  readonly worked: boolean;
  readonly steps: readonly FollowedStep[];
  /** Null in a run by rules. */
  readonly calls: FollowedCalls | null;
  /** Null before its end. */
  readonly result: RunResult | null;
};

const $failure = z.object({ failure: z.string() });
const $list = z.array(z.unknown());
const $check = z.object({
  checked: z.array(z.object({ struck: $Struck.optional() })),
  refused: $list,
});
const $merge = z.array(z.object({ relevance: $Relevance }));
const $queue = z.array(z.object({ existing: z.string().nullable() }));

function followStep(step: RunStep, records: readonly TakenStep[]): FollowedStep {
  const own = records.filter((record) => record.step === step);
  const done = own.find(({ state }) => state === "done");
  return {
    step,
    done: done !== undefined,
    failures: own
      .filter(({ state }) => state === "failed")
      .map(({ finishedAt, failure }) => ({
        at: finishedAt,
        sentence:
          $failure.safeParse(JSON.parse(failure ?? "null")).data?.failure ?? "The step failed.",
      })),
    took: done === undefined ? null : { from: done.startedAt, to: done.finishedAt },
  };
}

const million = 1_000_000;

function followCalls(
  calls: readonly MadeCall[],
  run: Run,
  model: LanguageModel | null,
): FollowedCalls | null {
  if (calls.length === 0) return null;
  const count = (...outcomes: ModelCall["outcome"][]): number =>
    calls.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const tokensIn = calls.reduce((sum, call) => sum + call.tokensIn, 0);
  const tokensOut = calls.reduce((sum, call) => sum + call.tokensOut, 0);
  const price = model !== null && modelDrafterName(model) === run.drafter ? model.price : null;
  return {
    answered: count("answered"),
    failed: count("unusable", "no-answer"),
    unasked: count("unasked"),
    tokensIn,
    tokensOut,
    cost: price && {
      amount: (tokensIn * price.in + tokensOut * price.out) / million,
      currency: price.currency,
    },
    hosts: [...new Set(calls.filter((c) => c.outcome !== "unasked").map((c) => c.sendsTo))],
    problems: [...new Set(calls.flatMap(({ problem }) => problem ?? []))],
  };
}

function resultOf(
  run: Run,
  records: readonly StepRecord[],
  left: Pick<RunResult, "beyond" | "cut">,
): RunResult | null {
  const outputOf = (step: RunStep): unknown => {
    const output = records.find((r) => r.step === step && r.state === "done")?.output;
    return output === undefined ? undefined : JSON.parse(output);
  };
  const queue = $queue.safeParse(outputOf("queue")).data;
  const check = $check.safeParse(outputOf("check")).data;
  if (queue === undefined || check === undefined) return null;
  const lengthOf = (step: RunStep): number => $list.safeParse(outputOf(step)).data?.length ?? 0;
  const merge = $merge.safeParse(outputOf("merge")).data ?? [];
  const profile = $Profile.safeParse(outputOf("profile")).data;
  const relevant = profile === undefined ? 0 : countRelevant(merge, floorOfRun(run, profile));
  const struck = { quotes: 0, citations: 0, mechanisms: 0 };
  for (const one of check.checked) {
    struck.quotes += one.struck?.quotes ?? 0;
    struck.citations += one.struck?.citations ?? 0;
    struck.mechanisms += one.struck?.mechanisms ?? 0;
  }
  const queued = queue.filter(({ existing }) => existing === null).length;
  return {
    queued,
    existing: queue.length - queued,
    refused: check.refused.length,
    struck,
    leftOut: lengthOf("merge") - lengthOf("rank"),
    beyondLimit: Math.max(0, relevant - lengthOf("rank")),
    ...left,
  };
}

async function loadResult(tx: Tx, run: Run, product: Product): Promise<RunResult | null> {
  const beyond = await findBeyond(tx, product.id, [run]);
  const latest = await requireLatestVersion(tx, product);
  const cut = countCut(run, beyond, latest.id === run.productVersion);
  return resultOf(run, await tx.runs.steps(run.id), { beyond, cut });
}

/** How far a run is: its steps, what it asked, what came of it. */
export const createFollowRun = ({ model }: Pick<StepDeps, "model">) =>
  look({
    summary: "Following a run",
    right: "look",
    $input: z.strictObject({ run: z.string(), product: z.string().optional() }),
    async run({ tx, at }, input): Promise<FollowedRun> {
      const run = await requireRun(tx, input.run, input.product);
      const product = await requireProduct(tx, run.product);
      const { slug, name } = product;
      const version = await tx.products.version(run.productVersion);
      const until = await tx.runs.leasedUntil(run.id);
      // Asked for again as often as each second while it runs: outputs and answers are read at its end.
      const records = await tx.runs.stepsTaken(run.id);
      return {
        product: { slug, name },
        version: version?.number ?? 0,
        run,
        worked: run.state === "running" && until !== null && until > at,
        steps: (isImport(run) ? importSteps : runSteps).map((step) => followStep(step, records)),
        calls: followCalls(await tx.runs.callsMade(run.id), run, model),
        result: run.state === "done" ? await loadResult(tx, run, product) : null,
      };
    },
  });
