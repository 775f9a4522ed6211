import { z } from "zod";
import { runSteps } from "../../src/domain/run/step.ts";

/** Where the record is kept. */
const $Target = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("embedded"), dataDir: z.string() }),
  z.strictObject({ kind: z.literal("postgres"), url: z.string() }),
]);
export type Target = z.infer<typeof $Target>;

const key = z.string();
/** One call to be made: everything it says is fixed before it is sent, so that it can be sent again. */
const $Intent = z.discriminatedUnion("verb", [
  z.strictObject({ key, verb: z.literal("product.add"), name: z.string() }),
  z.strictObject({
    key,
    verb: z.literal("run.identify"),
    product: z.string(),
    /** Host of the language model that drafts; absent where rules do. */
    sendTo: z.string().optional(),
  }),
  z.strictObject({
    key,
    verb: z.literal("queue.accept"),
    suggestion: z.string(),
    seen: z.string(),
  }),
  z.strictObject({
    key,
    verb: z.literal("queue.reject"),
    suggestion: z.string(),
    seen: z.string(),
  }),
  z.strictObject({ key, verb: z.literal("hazard.score"), hazard: z.string() }),
]);
export type Intent = z.infer<typeof $Intent>;

const $Reply = z.strictObject({
  /** Id of what the call made or changed: product, run, hazard, decision or scored hazard. */
  made: z.string(),
  /** What an identification queued, by rank. */
  queued: z.array(z.strictObject({ id: z.string(), hash: z.string() })),
  /** Hash of the whole answer. */
  digest: z.string(),
});
export type Reply = z.infer<typeof $Reply>;

/** Places around the commit of a transaction; those of the disk exist on the embedded engine only. */
export const moments = [
  "before the commit",
  "WAL not written",
  "WAL half written",
  "WAL not synced",
  "WAL synced, not answered",
  "journal not written",
  "journal half written",
  "journal not synced",
  "after the commit",
] as const;
export type Moment = (typeof moments)[number];

const $Trap = z.strictObject({
  /** Audit action, with the step's name for `run.step`: the first transaction that records it. */
  action: z.string(),
  moment: z.enum(moments),
  act: z.enum(["die", "wait"]),
});
export type Trap = z.infer<typeof $Trap>;

/** What a worker process is started with. */
export const $Settings = z.strictObject({
  target: $Target,
  /** Tells the keys and products of one process from those of another. */
  generation: z.string(),
  seed: z.number(),
  /** How far the clock stands before the machine's, in milliseconds. */
  clockAheadMs: z.number(),
  /** Announced by a process before and not acknowledged, in their order. */
  unacknowledged: z.array($Intent),
  /** Acknowledged before, to be sent once more. */
  repeat: z.array($Intent),
  trap: $Trap.nullable(),
  /** Host of the language model that drafts; absent where rules do. */
  sendTo: z.string().optional(),
});
export type Settings = z.infer<typeof $Settings>;

const $FoundRecord = z.strictObject({
  products: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  runs: z.array(
    z.strictObject({
      id: z.string(),
      product: z.string(),
      state: z.string(),
      done: z.array(z.enum(runSteps)),
    }),
  ),
  suggestions: z.array(
    z.strictObject({ id: z.string(), run: z.string(), hash: z.string(), state: z.string() }),
  ),
  decisions: z.array(
    z.strictObject({ id: z.string(), suggestion: z.string(), verb: z.string(), seen: z.string() }),
  ),
  hazards: z.array(
    z.strictObject({ id: z.string(), suggestion: z.string(), scores: z.int().nonnegative() }),
  ),
  /** The audit chain: action and subject of each event, oldest first. */
  events: z.array(z.strictObject({ action: z.string(), subject: z.string() })),
  breaches: z.array(z.string()),
  /** What the audit journal knows and the database does not. */
  journal: z.array(z.string()),
});
export type FoundRecord = z.infer<typeof $FoundRecord>;

/** What a worker process says, one JSON text a line. */
export const $Line = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("announced"), intent: $Intent }),
  z.strictObject({ is: z.literal("acknowledged"), key, reply: $Reply }),
  z.strictObject({ is: z.literal("repeated"), key, reply: $Reply }),
  z.strictObject({ is: z.literal("failed"), key, fault: z.string() }),
  z.strictObject({ is: z.literal("record"), record: $FoundRecord }),
  z.strictObject({ is: z.literal("trapped"), at: z.string() }),
]);
export type Line = z.infer<typeof $Line>;
