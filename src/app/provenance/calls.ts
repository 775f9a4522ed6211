import { z } from "zod";
import { wholeTasks, type Asked, type Called } from "../../domain/provenance/called.ts";
import type { Event, Prior } from "../../domain/provenance/record.ts";
import type { ModelCall, StepRecord, Suggestion } from "../records.ts";
import { readDrafterName } from "../run/model/name.ts";

const $origin = z.looseObject({ cell: z.string(), entry: z.string() });
/** What of the ranking is needed here; the rest of it may have changed since. */
const $ranked = z.array(z.looseObject({ origin: $origin, absorbed: z.array($origin) }));

/** The questions of a run by a language model, and where each of its candidates came from. */
export type RunCalls = {
  readonly calls: readonly ModelCall[];
  /** By rank: what was listed, and behind it what was left out. */
  readonly ranked: z.infer<typeof $ranked>;
};

const nameOf = ({ origin: { cell, entry } }: RunCalls["ranked"][number]): string =>
  `${cell} ${entry}`;

/** What was not ranked, in the order in which ranks go on behind the limit. */
function leftOut(ranked: RunCalls["ranked"], merged: RunCalls["ranked"]): RunCalls["ranked"] {
  const listed = new Set(ranked.map(nameOf));
  return merged.filter((one) => !listed.has(nameOf(one)));
}

/** Null for a run that rules drafted. */
export function readRunCalls(
  drafter: string,
  calls: readonly ModelCall[],
  steps: readonly StepRecord[],
): RunCalls | null {
  if (readDrafterName(drafter) === null) return null;
  const rank = steps.findLast(({ step, state }) => step === "rank" && state === "done");
  const merge = steps.findLast(({ step, state }) => step === "merge" && state === "done");
  const [ranked, merged] = [rank, merge].map((step) =>
    step === undefined ? [] : $ranked.parse(JSON.parse(step.output)),
  );
  return { calls, ranked: [...(ranked ?? []), ...leftOut(ranked ?? [], merged ?? [])] };
}

/** As the audit chain tells it: a reply that was blotted out since has the hash that it had. */
export function toCalled(call: ModelCall, run: string, events: readonly Event[]): Called {
  const { key, step, prompt, model, sendsTo, requestHash, outcome, startedAt, finishedAt } = call;
  const told = events.find(
    ({ action, subject, details }) =>
      action === "run.call" && subject.id === run && details["key"] === key,
  )?.details["reply"];
  const replyHash = typeof told === "string" ? told : null;
  const facts = { key, step, prompt, model, sentTo: sendsTo, requestHash, replyHash, outcome };
  return { ...facts, startedAt, finishedAt };
}

/** `draft-function F1#0` → `draft-function F1`; a prior hazard of its own is no call. */
const callOf = (entry: string): string => entry.replace(/#\d+$/u, "");

/** What the model of its run had to do with a suggestion. */
export function askedOf(
  { calls, ranked }: RunCalls,
  { content, rank }: Suggestion,
  prior: readonly Prior[],
): Asked {
  const { cell, lens, drafter } = content;
  const place = ranked[rank - 1];
  const origins = place === undefined ? [] : [place.origin, ...place.absorbed];
  const known = new Set(calls.map(({ key }) => key));
  const drafted = origins.map(({ entry }) => callOf(entry)).filter((key) => known.has(key));
  // Of what rests on a prior hazard that stays here, nothing was shown to the model.
  const stays = prior.some(({ confidentiality }) => confidentiality !== "may-leave");
  const concerns = (task: string): boolean => {
    if (stays) return task === "profile";
    // What rules drafted in the model's place is not looked at a second time by it.
    if (task === "check") return drafter.standsIn === undefined;
    if (task === "wording") return drafter.wordedBy !== undefined;
    return true;
  };
  const tasks = wholeTasks.filter(concerns);
  const answered = calls.filter(({ outcome }) => outcome === "answered");
  const whole = tasks.flatMap((task) => {
    const asked = answered.filter(({ prompt }) => prompt.id === task);
    return [...Map.groupBy(asked, ({ prompt }) => prompt.hash).values()].flatMap((alike) => {
      const [first] = alike;
      return first === undefined ? [] : [{ ...first.prompt, keys: alike.map(({ key }) => key) }];
    });
  });
  const { standsIn } = drafter;
  const failed =
    standsIn === undefined ? [] : calls.filter(({ problem }) => problem?.trim() === standsIn);
  const asking = new Set([
    `draft-function ${cell.split("/")[0] ?? ""}`,
    `draft-lens ${lens}`,
    ...(lens === "interaction" ? ["draft-interactions"] : []),
  ]);
  const standsInFor =
    failed.find(({ key }) => asking.has(key)) ??
    failed.find(({ prompt }) => prompt.id === "wording");
  return { drafted: [...new Set(drafted)], standsInFor: standsInFor?.key ?? null, whole };
}
