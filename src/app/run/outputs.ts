import { z } from "zod";
import { $Candidate } from "../../domain/candidate/candidate.ts";
import { $Relevance, $Struck, type Draft } from "../../domain/candidate/draft.ts";
import { $Cell } from "../../domain/cell/cell.ts";
import { $ReadLog } from "../../domain/import/read-log.ts";
import { $Profile } from "../../domain/profile/profile.ts";
import { $Hit, $Near } from "../../domain/retrieval/hit.ts";
import type { RunStep } from "../../domain/run/step.ts";
import type { Run } from "../records.ts";

const $origin = z.strictObject({ cell: z.string(), entry: z.string() });
const $found = z.strictObject({
  origin: $origin,
  relevance: $Relevance,
  sameRowAs: z.array(z.string()),
  struck: $Struck.optional(),
});
const $draft = $found.extend({ content: z.json() });
const $checked = $found.extend({ content: $Candidate });
const $merged = $checked.extend({ absorbed: z.array($origin) });
const $queued = z.strictObject({
  rank: z.int(),
  id: z.string(),
  ref: z.string(),
  hash: z.string(),
  /** Reference of the suggestion or hazard that was there already; null when it is new. */
  existing: z.string().nullable(),
});

/** What each step hands on; read back through these schemas when a run is taken up again. */
export const $outputs = {
  read: $ReadLog,
  profile: $Profile,
  plan: z.array($Cell),
  retrieve: z.strictObject({
    hits: z.array($Hit),
    near: z.array($Near),
    /** How near the same were to the earlier description; absent where none is gone by. */
    earlier: z.array($Near.pick({ entry: true, similarity: true })).optional(),
  }),
  draft: z.array($draft),
  check: z.strictObject({
    checked: z.array($checked),
    refused: z.array($draft.extend({ issues: z.array(z.string()) })),
  }),
  merge: z.array($merged),
  rank: z.array($merged),
  queue: z.array($queued),
} as const satisfies Record<RunStep, z.ZodType>;
export type Outputs = { [S in RunStep]: z.infer<(typeof $outputs)[S]> };

export type StepContext = {
  readonly run: Run;
  readonly name: string;
  readonly description: string;
  /** The description of the version that the run goes on from; null where it looks everywhere. */
  readonly earlier: string | null;
  /** Outputs of the steps before, parsed. */
  readonly done: Partial<Outputs>;
};

/** What a step before has handed on. */
export function before<S extends RunStep>(context: StepContext, step: S): Outputs[S] {
  const output = context.done[step];
  if (output === undefined) throw new Error(`run ${context.run.id} lacks the output of ${step}`);
  return output;
}

/** A draft as it is kept: what a drafter wrote is JSON, whatever it is. */
export const toStored = (draft: Draft): z.infer<typeof $draft> => ({
  ...draft,
  sameRowAs: [...draft.sameRowAs],
  content: toJson(draft.content),
});

const toJson = (value: unknown): z.infer<ReturnType<typeof z.json>> =>
  z.json().parse(JSON.parse(JSON.stringify(value)));
