import { contentHash } from "../../domain/candidate/candidate.ts";
import { canonicalText, sha256 } from "../../domain/hash/canonical.ts";
import { workImported } from "../queue/suggest-imported.ts";
import type { Run, StepRecord } from "../records.ts";
import type { Scope } from "../use-case.ts";
import { $outputs } from "./outputs.ts";
import type { ReplayedStep } from "./replayed.ts";

/**
 * Works out again what was made of a file from what was read of it, which is kept. Reading itself is not
 * done again: the file is not kept.
 */
export async function replayImport(
  { tx }: Scope,
  run: Run,
  done: readonly StepRecord[],
): Promise<ReplayedStep[]> {
  const version = await tx.products.version(run.productVersion);
  const kept = done.find(({ step }) => step === "read");
  if (version === null || kept === undefined) throw new Error(`run ${run.id} lost what it read`);
  const read = $outputs.read.parse(JSON.parse(kept.output));
  const { stored, checked, refused } = workImported(read, version);
  const compare = ({ step, outputHash }: StepRecord, output: unknown): ReplayedStep => {
    const same = sha256(canonicalText(output)) === outputHash;
    return { step, same, why: same ? null : "what it gives now is other than what is recorded" };
  };
  return done.map((record): ReplayedStep => {
    switch (record.step) {
      case "draft":
        return compare(record, stored);
      case "check":
        return compare(record, { checked, refused });
      case "queue": {
        const held = new Set(checked.map(({ content }) => contentHash(content)));
        const queued = $outputs.queue.parse(JSON.parse(record.output));
        const same = queued.every(({ hash }) => held.has(hash));
        const why = same ? null : "a suggestion is none of those that were read";
        return { step: record.step, same, why };
      }
      case "read":
      case "profile":
      case "plan":
      case "retrieve":
      case "merge":
      case "rank":
        return { step: record.step, same: null, why: `the file ${read.source.sha256} is not kept` };
    }
  });
}
