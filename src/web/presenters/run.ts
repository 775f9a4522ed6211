import type { LiveRun } from "../../app/run/background.ts";
import type { FollowedRun } from "../../app/run/follow.ts";
import { readDrafterName, sayRunDrafter } from "../../app/run/model/name.ts";
import { isImport } from "../../domain/candidate/imported.ts";
import { identifyAt, productAt, queueAt, runAt } from "./addresses.ts";
import { presentBeyondList, presentCut, type BeyondList, type CutRow } from "./beyond.ts";
import type { Problem } from "./frame.ts";
import { nothingTyped, type Typed } from "./typed.ts";
import { count, runStepWords, sayReach, sayTime } from "./words.ts";

type StepRow = {
  readonly name: string;
  readonly state: "done" | "now" | "failed" | "stopped" | "waiting";
  readonly says: string;
  /** Null where it is not done. */
  readonly took: string | null;
  readonly failures: readonly string[];
};
export type RunPage = {
  readonly ref: string;
  readonly productName: string;
  readonly product: string;
  readonly address: string;
  readonly about: string;
  readonly state: FollowedRun["run"]["state"];
  /** How it stands, in a sentence. */
  readonly status: string;
  /** Where it is told as it goes on; null where this process does not work it. */
  readonly events: string | null;
  /** Whether somebody works it, here or elsewhere. */
  readonly goesOn: boolean;
  readonly steps: readonly StepRow[];
  readonly calls: readonly string[];
  readonly problems: readonly string[];
  readonly result: readonly string[];
  /** What only its limit left out; null where that is nothing. */
  readonly beyond: {
    readonly cut: CutRow;
    readonly summary: string;
    readonly list: BeyondList;
    readonly open: boolean;
  } | null;
  /** Null before its end, and where nothing is new. */
  readonly queue: { readonly href: string; readonly text: string } | null;
  readonly again: string;
  readonly cancel: string | null;
  readonly resume: string | null;
  readonly key: string;
};

const figure = (n: number): string => n.toLocaleString("en-GB");
const second = 1_000;
/** A run stands in by rules for the same reason many times over: so many reasons are told. */
const maxProblems = 12;

/** `under a second`, `4 seconds`, `2 min 5 s`. */
function sayTook({ from, to }: { readonly from: string; readonly to: string }): string {
  const seconds = Math.round((Date.parse(to) - Date.parse(from)) / second);
  if (seconds < 1) return "under a second";
  if (seconds < 60) return count(seconds, "second");
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function stepRows({ run, worked, steps }: FollowedRun): StepRow[] {
  const at = steps.findIndex(({ done }) => !done);
  return steps.map(({ step, done, failures, took }, i): StepRow => {
    const isAt = i === at;
    const state = done
      ? "done"
      : !isAt
        ? "waiting"
        : worked
          ? "now"
          : run.state === "failed"
            ? "failed"
            : "stopped";
    return {
      name: runStepWords[step],
      state,
      says: {
        done: "done",
        now: "going on",
        failed: "failed",
        stopped: "not finished",
        waiting: "waits",
      }[state],
      took: took === null ? null : sayTook(took),
      failures: failures.map(({ at: when, sentence }) => `${sayTime(when)}: ${sentence}`),
    };
  });
}

function sayStatus(followed: FollowedRun, live: LiveRun | null): string {
  const { run, worked, steps, result } = followed;
  const open = steps.find(({ done }) => !done)?.step;
  const where = open === undefined ? "" : ` at the step “${runStepWords[open]}”`;
  if (run.state === "done") {
    const { queued = 0, beyondLimit = 0 } = result ?? {};
    const reach = sayReach(run);
    const finished = reach === "" ? "It is finished" : `It is finished, having looked ${reach}`;
    if (queued === 0 && beyondLimit > 0) {
      return `${finished}. Nothing that it listed is new here, and its limit of ${run.limit} left out ${count(beyondLimit, "relevant candidate")}.`;
    }
    return queued === 0
      ? `${finished}, and found nothing that is new here.`
      : `${finished}: ${count(queued, "new suggestion waits", "new suggestions wait")} for a decision.`;
  }
  if (live !== null && run.state === "running") return `It goes on: ${live.now}.`;
  if (worked) {
    return `It goes on${where}, in another process or until a moment ago. Show how far it is in half a minute.`;
  }
  if (run.state === "failed") return `It failed${where}. What was done before is kept: resume it.`;
  if (run.state === "stopped") {
    return `It was stopped${where}. What was done before is kept: resume it.`;
  }
  return `It stopped${where} without saying so: nobody works it. What was done before is kept: resume it.`;
}

function sayCalls({ calls }: FollowedRun): string[] {
  if (calls === null) return [];
  const { answered, failed, unasked, tokensIn, tokensOut, cost, hosts } = calls;
  return [
    `${count(answered + failed, "question was", "questions were")} asked${hosts.length === 0 ? "" : ` at ${hosts.join(", ")}`}, ${answered} with an answer of use.`,
    ...(failed === 0 ? [] : [`${count(failed, "question")} without: rules stood in.`]),
    ...(unasked === 0
      ? []
      : [
          `${count(unasked, "question was", "questions were")} not asked, for want of budget or room: rules stood in.`,
        ]),
    `${figure(tokensIn)} tokens were sent and ${figure(tokensOut)} came back. ${
      cost === null
        ? "No price is configured."
        : `About ${cost.amount.toFixed(2)} ${cost.currency} at the configured price.`
    }`,
  ];
}

function sayResult({ run, result }: FollowedRun): string[] {
  if (result === null) return [];
  const { queued, existing, refused, struck, leftOut, beyondLimit, beyond } = result;
  const below = leftOut - beyondLimit;
  const { quotes, citations, mechanisms } = struck;
  const parts = [
    ...(quotes === 0 ? [] : [count(quotes, "quotation")]),
    ...(citations === 0 ? [] : [count(citations, "citation")]),
    ...(mechanisms === 0 ? [] : [count(mechanisms, "cause")]),
  ];
  return [
    `${count(queued, "suggestion")} new in the queue.`,
    ...(existing === 0
      ? []
      : [
          `${count(existing, "candidate")} stood in the queue or the log already, and ${existing === 1 ? "is" : "are"} not queued twice.`,
        ]),
    ...(beyondLimit === 0
      ? []
      : [
          `${count(beyondLimit, "relevant candidate was", "relevant candidates were")} beyond the limit of ${run.limit}${sayCameIn(beyondLimit - beyond.length, beyondLimit)}.`,
        ]),
    ...(below === 0
      ? []
      : [
          `${count(below, "candidate")} less relevant, below the floor, ${below === 1 ? "is" : "are"} not listed.`,
        ]),
    ...(refused === 0
      ? []
      : [
          `${count(refused, "draft")} refused by a check; the run keeps ${refused === 1 ? "it with its" : "them with their"} reasons.`,
        ]),
    ...(parts.length === 0
      ? []
      : [`Struck from drafts, because nothing bears them out: ${parts.join(", ")}.`]),
  ];
}

/** What became since of those that the limit left out. */
function sayCameIn(came: number, of: number): string {
  if (came <= 0) return ": listed below";
  if (came === of) return `, and ${of === 1 ? "has" : "have"} come into the queue since`;
  return `, of which ${came} ${came === 1 ? "has" : "have"} come into the queue since: the others are listed below`;
}

const sayDrafter = (name: string): string =>
  readDrafterName(name) === null && !isImport({ drafter: name })
    ? `rules (${name})`
    : sayRunDrafter(name);

export function presentRunPage(
  followed: FollowedRun,
  live: LiveRun | null,
  key: string,
  typed: Typed = nothingTyped,
  problems: readonly Problem[] = [],
): RunPage {
  const { product, version, run, worked, calls, result } = followed;
  const { slug, name } = product;
  const address = runAt(slug, run.ref);
  const isDone = run.state === "done";
  // What its record says holds: it may be done, and its worker not gone yet.
  const isLive = live !== null && run.state === "running";
  const queued = result?.queued ?? 0;
  const reach = sayReach(run);
  return {
    ref: run.ref,
    productName: name,
    product: productAt(slug),
    address,
    about: `Description version ${version}${reach === "" ? "" : `, ${reach}`} · at most ${count(run.limit, "suggestion")} · drafted by ${sayDrafter(run.drafter)} · started ${sayTime(run.startedAt)} by ${run.startedBy}`,
    state: run.state,
    status: sayStatus(followed, live),
    events: isLive ? `${address}/events` : null,
    goesOn: isLive || worked,
    steps: stepRows({ ...followed, worked: isLive || worked }),
    calls: sayCalls(followed),
    problems: calls?.problems.slice(0, maxProblems) ?? [],
    result: sayResult(followed),
    beyond:
      result === null || result.beyond.length === 0
        ? null
        : {
            cut: presentCut(slug, result.cut, key),
            summary: `Beyond the limit of ${run.limit}: ${count(result.beyond.length, "candidate")}`,
            list: presentBeyondList(result.beyond, `${address}/take`, key, typed, problems),
            open: problems.length > 0,
          },
    queue: isDone
      ? {
          href: queueAt(slug),
          text: queued === 0 ? "Open the queue" : `Decide ${count(queued, "new suggestion")}`,
        }
      : null,
    again: identifyAt(slug),
    cancel: run.state === "running" ? `${address}/cancel` : null,
    resume: isDone || isLive || worked ? null : `${address}/resume`,
    key,
  };
}
