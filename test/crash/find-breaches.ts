import { runSteps } from "../../src/domain/run/step.ts";
import type { FoundRecord, Intent, Reply } from "./messages.ts";

export type Told = { readonly intent: Intent; readonly reply: Reply | null };
/** Every announced call by its key, with the reply once there was one. */
export type History = ReadonlyMap<string, Told>;

type Answered = { readonly intent: Intent; readonly reply: Reply };
type Wanted = ReadonlyMap<string, number>;

/**
 * Compares what the work was told with what the record holds: every answered call has its one effect,
 * nothing is there that no call announced, and every run queued what an undisturbed run queues.
 * Returns sentences; none when the record keeps its word. A call without an answer is a breach: it is
 * to be sent again before the record is judged.
 */
export function findBreaches(
  history: History,
  record: FoundRecord,
  undisturbed: readonly string[],
): string[] {
  const answered: Answered[] = [];
  const breaches: string[] = [];
  for (const [key, { intent, reply }] of history) {
    if (reply === null) breaches.push(`call ${key} (${intent.verb}) was never answered`);
    else answered.push({ intent, reply });
  }
  return [
    ...breaches,
    ...record.breaches.map((breach) => `the audit chain: ${breach}`),
    ...record.journal.map((mismatch) => `the audit journal: ${mismatch}`),
    ...compareProducts(answered, record),
    ...compareRuns(answered, record, undisturbed),
    ...compareDecisions(answered, record),
    ...compareEvents(answered, record),
  ];
}

function compareProducts(answered: readonly Answered[], record: FoundRecord): string[] {
  const wanted = answered.flatMap(({ intent, reply }) =>
    intent.verb === "product.add" ? [`${reply.made} ${intent.name}`] : [],
  );
  return compareCounts(
    "product",
    count(wanted),
    record.products.map(({ id, name }) => `${id} ${name}`),
  );
}

function compareRuns(
  answered: readonly Answered[],
  record: FoundRecord,
  undisturbed: readonly string[],
): string[] {
  const identified = answered.flatMap(({ intent, reply }) =>
    intent.verb === "run.identify" ? [{ product: intent.product, reply }] : [],
  );
  const breaches = compareCounts(
    "run",
    count(identified.map(({ product, reply }) => `${reply.made} of ${product}`)),
    record.runs.map(({ id, product }) => `${id} of ${product}`),
  );
  for (const { id, state, done } of record.runs) {
    if (state !== "done") breaches.push(`run ${id} is ${state}`);
    if (done.join() !== runSteps.join())
      breaches.push(`run ${id} did the steps ${done.join(", ")}`);
  }
  const inRuns = new Map(identified.map(({ reply }) => [reply.made, reply.queued]));
  const found = Map.groupBy(record.suggestions, ({ run }) => run);
  for (const run of new Set([...inRuns.keys(), ...found.keys()])) {
    const suggestions = found.get(run) ?? [];
    const hashes = suggestions.map(({ hash }) => hash);
    if (hashes.join() !== undisturbed.join()) {
      breaches.push(
        `run ${run} queued ${hashes.length} suggestions that are not the ${undisturbed.length} of an undisturbed run in their order`,
      );
    }
    const told = inRuns.get(run)?.map(({ id }) => id) ?? [];
    if (suggestions.map(({ id }) => id).join() !== told.join()) {
      breaches.push(`run ${run} queued other suggestions than its reply says`);
    }
  }
  return breaches;
}

function compareDecisions(answered: readonly Answered[], record: FoundRecord): string[] {
  const decided: string[] = [];
  const hazards: string[] = [];
  const states = new Map<string, string>();
  const scores = new Map<string, number>();
  for (const { intent, reply } of answered) {
    if (intent.verb === "queue.accept") {
      decided.push(`accept ${intent.suggestion} as ${intent.seen}`);
      hazards.push(`${reply.made} from ${intent.suggestion}`);
      states.set(intent.suggestion, "accepted");
    }
    if (intent.verb === "queue.reject") {
      decided.push(`reject ${intent.suggestion} as ${intent.seen}`);
      states.set(intent.suggestion, "rejected");
    }
    if (intent.verb === "hazard.score") {
      scores.set(intent.hazard, (scores.get(intent.hazard) ?? 0) + 1);
    }
  }
  return [
    ...compareCounts(
      "decision",
      count(decided),
      record.decisions.map(({ verb, suggestion, seen }) => `${verb} ${suggestion} as ${seen}`),
    ),
    ...compareCounts(
      "hazard",
      count(hazards),
      record.hazards.map(({ id, suggestion }) => `${id} from ${suggestion}`),
    ),
    ...record.suggestions.flatMap(({ id, state }) => {
      const wanted = states.get(id) ?? "pending";
      return state === wanted ? [] : [`suggestion ${id} is ${state}, not ${wanted}`];
    }),
    ...compareCounts(
      "score",
      scores,
      record.hazards.flatMap(({ id, scores: found }) => Array.from({ length: found }, () => id)),
    ),
  ];
}

/** Of what failed attempts and other verbs recorded, the work has nothing to say. */
const followed = /^(?:product\.|run\.start$|run\.queue$|run\.step |suggestion\.|hazard\.)/u;

function compareEvents(answered: readonly Answered[], record: FoundRecord): string[] {
  const wanted = answered.flatMap(({ intent, reply }) =>
    actionsOf(intent).map((action) => `${action} ${subjectOf(intent, reply)}`),
  );
  const found = record.events.filter(({ action }) => followed.test(action));
  return compareCounts(
    "audit event",
    count(wanted),
    found.map(({ action, subject }) => `${action} ${subject}`),
  );
}

function actionsOf({ verb }: Intent): string[] {
  switch (verb) {
    case "run.identify":
      return ["run.start", "run.queue", ...runSteps.map((step) => `run.step ${step}`)];
    case "queue.accept":
      return ["suggestion.accept"];
    case "queue.reject":
      return ["suggestion.reject"];
    case "product.add":
    case "hazard.score":
      return [verb];
  }
}

const subjectOf = (intent: Intent, reply: Reply): string =>
  "suggestion" in intent ? intent.suggestion : reply.made;

const count = (names: readonly string[]): Wanted =>
  new Map([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));

function compareCounts(what: string, wanted: Wanted, names: readonly string[]): string[] {
  const found = count(names);
  return [...new Set([...wanted.keys(), ...found.keys()])].flatMap((name) => {
    const [expected, there] = [wanted.get(name) ?? 0, found.get(name) ?? 0];
    if (expected === there) return [];
    if (there === 0) return [`${what} ${name} was answered and is lost`];
    if (expected === 0) return [`${what} ${name} is there and was never announced`];
    return [`${what} ${name} is there ${there} times, not ${expected}`];
  });
}
