import type { LookingRun } from "../../domain/coverage/looked.ts";
import type { Vocabulary } from "../../domain/facet/vocabulary.ts";
import type { Product } from "../../domain/product/product.ts";
import type { Profile } from "../../domain/profile/profile.ts";
import { readKeptProfile } from "../../domain/profile/read.ts";
import type { Tx } from "../ports.ts";
import { readDrafterName } from "../run/model/name.ts";
import { $outputs } from "../run/outputs.ts";

/** A product's runs and the versions of its description, each read once. */
export type Readings = {
  /** Oldest first. */
  readonly runs: readonly (LookingRun & { readonly startedAt: string })[];
  /** A version as rules read it. */
  readonly read: (version: number) => Profile;
  /**
   * The functions and more that places of a version are planned for: as the newest finished run over
   * all of it that a language model drafted read them, else as rules do. Until a moment, or now.
   */
  readonly planned: (version: number, until?: string) => Profile;
};

/** What a language model read before a run's other steps; null where the run did not come to it. */
async function profileOf(tx: Tx, run: string): Promise<Profile | null> {
  const steps = await tx.runs.steps(run);
  const done = steps.find(({ step, state }) => step === "profile" && state === "done");
  return done === undefined ? null : $outputs.profile.parse(JSON.parse(done.output));
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
  const runs: Readings["runs"][number][] = [];
  for (const run of (await tx.runs.list(product.id)).toReversed()) {
    const { id, ref, state, since, cells, startedAt } = run;
    const byModel = readDrafterName(run.drafter) !== null && since === null && cells === null;
    const profile = byModel ? await profileOf(tx, id) : null;
    const version = numbers.get(run.productVersion) ?? 0;
    runs.push({ ref, version, state, since, cells, startedAt, profile });
  }
  const planned: Readings["planned"] = (version, until) =>
    runs.findLast(
      (run) =>
        run.version === version &&
        run.state === "done" &&
        run.profile !== null &&
        (until === undefined || run.startedAt <= until),
    )?.profile ?? read(version);
  return { runs, read, planned };
}
