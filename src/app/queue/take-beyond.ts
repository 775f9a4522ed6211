import { z } from "zod";
import { contentHash, type Candidate } from "../../domain/candidate/candidate.ts";
import { AppError } from "../errors.ts";
import { holdProduct } from "../hazard/hold.ts";
import { personOf } from "../person.ts";
import type { Tx } from "../ports.ts";
import type { Run, Suggestion } from "../records.ts";
import { requireProduct, requireRun } from "../require.ts";
import { leftBeyond, type FoundBeyond } from "../run/beyond.ts";
import { maxLimit } from "../run/limit.ts";
import { $outputs } from "../run/outputs.ts";
import { write } from "../use-case.ts";

const $asked = z.strictObject({ run: z.string().max(100), key: z.string().max(1_000) });

/** The suggestion that it is now, and whether it was one before. No words: its page shows them. */
type Taken = Pick<Suggestion, "id" | "ref"> & { readonly before: boolean };

/**
 * Queues some of what only the limits of runs kept out, each as it was drafted, with a rank of its own
 * behind its run's. What is in the queue or the log already is named, and nothing is added for it.
 */
export const takeBeyond = write({
  summary: "Queueing what a limit left out",
  right: "decide",
  needsPerson: true,
  $input: z.strictObject({
    product: z.string(),
    /** Account to whom the list was shown, where a page knows it. */
    as: z.string().optional(),
    candidates: z.array($asked).min(1).max(maxLimit),
  }),
  async run(scope, input): Promise<Taken[]> {
    const { tx, at, newId, audit } = scope;
    const product = await requireProduct(tx, input.product);
    await holdProduct(tx, product.id);
    personOf(scope, input.as);
    const refs = [...new Set(input.candidates.map(({ run }) => run))];
    const runs: Run[] = [];
    for (const ref of refs) runs.push(await requireRun(tx, ref, product.slug));
    const left = await leftBeyond(tx, runs);
    const drafts = new Map<string, Candidate>();
    for (const run of left.keys()) {
      for (const [key, content] of await draftsOf(tx, run)) drafts.set(`${run.id} ${key}`, content);
    }
    const wanted = input.candidates.map(({ run: named, key }) => {
      const run = runs[refs.indexOf(named)];
      const found = run && left.get(run)?.find(({ beyond }) => beyond.key === key);
      const content = run && drafts.get(`${run.id} ${key}`);
      if (run !== undefined && found !== undefined && content !== undefined) {
        return { run, found, content };
      }
      throw new AppError(
        "invalid-input",
        `Expected candidates that the limit of a run left out, as showing the run lists them; found “${key}” of ${named}. Nothing was queued.`,
      );
    });
    const known = new Map<string, Taken>(
      (
        await tx.suggestions.bySituation(
          product.id,
          wanted.map(({ found }) => found.situation),
        )
      ).map(({ situation, id, ref }) => [situation, { id, ref, before: true }]),
    );
    const fresh = new Map(
      wanted
        .filter(({ found }) => !known.has(found.situation))
        .map((one) => [one.found.situation, one]),
    );
    const first = await tx.products.takeNumbers(product.id, "suggestion", fresh.size);
    for (const [i, { run, found, content }] of [...fresh.values()].entries()) {
      const { situation, rank, beyond } = found;
      const added = { id: newId(), ref: `S-${first + i}` };
      const hash = contentHash(content);
      await tx.suggestions.add([
        {
          ...{ id: added.id, number: first + i, product: product.id, run: run.id },
          ...{ productVersion: run.productVersion, rank, situation, content, hash, at },
          origin: beyond.key,
        },
      ]);
      await audit({
        action: "suggestion.take-beyond",
        subject: { kind: "suggestion", ...added },
        product: product.id,
        details: {
          suggestions: [{ ref: added.ref, id: added.id, hash }],
          ...{ run: run.id, runRef: run.ref, limit: run.limit, key: beyond.key },
        },
      });
      known.set(situation, { ...added, before: false });
    }
    return wanted.flatMap(({ found }) => known.get(found.situation) ?? []);
  },
});

/** What a run merged, by what each was drafted in and from. */
async function draftsOf(tx: Tx, run: Run): Promise<[FoundBeyond["beyond"]["key"], Candidate][]> {
  const merged = await tx.runs.output(run.id, "merge");
  return $outputs.merge
    .parse(JSON.parse(merged ?? "[]"))
    .map(({ origin, content }) => [`${origin.cell} ${origin.entry}`, content]);
}
