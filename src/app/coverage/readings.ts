import type { LookingRun } from "../../domain/coverage/looked.ts";
import type { Vocabulary } from "../../domain/facet/vocabulary.ts";
import type { Product } from "../../domain/product/product.ts";
import type { Profile } from "../../domain/profile/profile.ts";
import { readKeptProfile } from "../../domain/profile/read.ts";
import type { Tx } from "../ports.ts";
import type { Run } from "../records.ts";
import { readDrafterName } from "../run/model/name.ts";
import { $outputs } from "../run/outputs.ts";

/** A product's runs and the versions of its description, each read once. */
export type Readings = {
  /** Oldest first. */
  readonly runs: readonly LookingRun[];
  /** The same as the record has them, newest first. */
  readonly records: readonly Run[];
  /** A version as rules read it. */
  readonly read: (version: number) => Profile;
  /**
   * The functions and more that places of a version are planned for: as the newest finished run over
   * all of it that a language model drafted read them, else as rules do: now, or as a page of a moment
   * before had it, which knew nothing of runs that were not at their end yet.
   */
  readonly planned: (version: number, until?: string) => Profile;
};

type ModelReading = {
  /** What a language model read before a run's other steps; null where the run did not come to it. */
  readonly profile: Profile | null;
  /** When the run was at its end; null where it is not. */
  readonly finishedAt: string | null;
};
const noReading: ModelReading = { profile: null, finishedAt: null };

async function modelReadingOf(tx: Tx, run: string): Promise<ModelReading> {
  const profile = await tx.runs.output(run, "profile");
  const taken = await tx.runs.stepsTaken(run);
  const queued = taken.find(({ step, state }) => step === "queue" && state === "done");
  return {
    profile: profile === null ? null : $outputs.profile.parse(JSON.parse(profile)),
    finishedAt: queued?.finishedAt ?? null,
  };
}

export async function loadReadings(
  tx: Tx,
  vocabulary: Vocabulary,
  product: Product,
): Promise<Readings> {
  const versions = await tx.products.versions(product.id);
  const numbers = new Map(versions.map(({ id, number }) => [id, number]));
  const descriptions = new Map(versions.map(({ number, description }) => [number, description]));
  const known = new Map<number, Profile>();
  const read = (version: number): Profile => {
    const before = known.get(version);
    if (before !== undefined) return before;
    const description = descriptions.get(version);
    if (description === undefined) throw new Error(`${product.id} has no version ${version}`);
    const profile = readKeptProfile(product.name, description, vocabulary);
    known.set(version, profile);
    return profile;
  };
  const runs: (LookingRun & ModelReading)[] = [];
  const records = await tx.runs.list(product.id);
  for (const run of records.toReversed()) {
    const { id, ref, state, since, cells } = run;
    const byModel = readDrafterName(run.drafter) !== null && since === null && cells === null;
    const reading = byModel ? await modelReadingOf(tx, id) : noReading;
    const version = numbers.get(run.productVersion) ?? 0;
    runs.push({ ref, version, state, since, cells, ...reading });
  }
  const planned: Readings["planned"] = (version, until) =>
    runs.findLast(
      (run) =>
        run.version === version &&
        run.state === "done" &&
        run.profile !== null &&
        (until === undefined || (run.finishedAt !== null && run.finishedAt <= until)),
    )?.profile ?? read(version);
  return { runs, records, read, planned };
}
