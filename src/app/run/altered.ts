import { sha256 } from "../../domain/hash/canonical.ts";
import type { Run, StepRecord } from "../records.ts";
import type { Tx } from "../ports.ts";
import type { ReplayedStep } from "./replayed.ts";

const changed = "what is recorded of it was changed since it was recorded";
const upon = "its run's record was changed since";
const blotted = "text was taken out of its run's record since";

/**
 * What to say of the steps of a run whose record is not what it was, and so gives nothing to compare
 * with: those that were changed are other, nothing else is worked out again. Null where it stands as it was.
 */
export async function findAltered(
  tx: Tx,
  run: Run,
  done: readonly StepRecord[],
): Promise<ReplayedStep[] | null> {
  const became = new Set((await tx.tombstones.list()).map((tombstone) => tombstone.became));
  const altered = done.filter(
    ({ output, outputHash }) => sha256(output) !== outputHash && !became.has(sha256(output)),
  );
  if (altered.length > 0) {
    return done.map((record) =>
      altered.includes(record)
        ? { step: record.step, same: false, why: changed }
        : { step: record.step, same: null, why: upon },
    );
  }
  const texts = await textsOf(tx, run, done);
  if (!texts.some((text) => became.has(sha256(text)))) return null;
  return done.map(({ step }) => ({ step, same: null, why: blotted }));
}

/** Every text that a run is worked out again from. */
async function textsOf(tx: Tx, run: Run, done: readonly StepRecord[]): Promise<string[]> {
  const version = await tx.products.version(run.productVersion);
  const earlier = run.since === null ? null : await tx.products.numbered(run.product, run.since);
  const calls = await tx.runs.modelCalls(run.id);
  return [
    ...[version, earlier].flatMap((one) => one?.description ?? []),
    ...done.map(({ output }) => output),
    ...calls.flatMap(({ problem, raw, value }) =>
      [problem, raw, value].filter((text) => text !== null),
    ),
  ];
}
