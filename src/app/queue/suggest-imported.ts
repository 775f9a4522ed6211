import { checkDrafts, type CheckedDraft } from "../../domain/candidate/check.ts";
import { contentHash } from "../../domain/candidate/candidate.ts";
import { importedDrafter, isImport } from "../../domain/candidate/imported.ts";
import { canonicalText, hashOf, sha256 } from "../../domain/hash/canonical.ts";
import { importedKey, $ReadLog, type ReadLog } from "../../domain/import/read-log.ts";
import { originOf, toDrafts } from "../../domain/import/to-drafts.ts";
import type { Product, ProductVersion } from "../../domain/product/product.ts";
import { pipelineVersion, type RunStep } from "../../domain/run/step.ts";
import { requireNoPatientData } from "../free-text.ts";
import { holdProduct } from "../hazard/hold.ts";
import type { Tx } from "../ports.ts";
import type { Run, Suggestion } from "../records.ts";
import { requireLatestVersion } from "../require.ts";
import { leaseFrom } from "../run/lease.ts";
import { toStored, $outputs, type Outputs } from "../run/outputs.ts";
import type { Scope } from "../use-case.ts";

const drafterName = `${importedDrafter.id} ${importedDrafter.version}`;

/** A file that was taken over: what was read of it, and what became of that. */
export type TakenOver = {
  readonly run: Run;
  readonly read: ReadLog;
  readonly refused: Outputs["check"]["refused"];
  readonly queued: Outputs["queue"];
};

/** Everything that was taken over into a product, newest first. */
export async function listTakenOver(tx: Tx, product: string): Promise<TakenOver[]> {
  const found: TakenOver[] = [];
  for (const run of (await tx.runs.list(product)).filter(isImport)) {
    const steps = await tx.runs.steps(run.id);
    const outputOf = (step: RunStep): unknown =>
      JSON.parse(steps.find((one) => one.step === step)?.output ?? "null");
    found.push({
      run,
      read: $outputs.read.parse(outputOf("read")),
      refused: $outputs.check.parse(outputOf("check")).refused,
      queued: $outputs.queue.parse(outputOf("queue")),
    });
  }
  return found;
}

/**
 * Queues what was read of somebody's log as suggestions of a product, each with the file and the words it
 * rests on. It is a run of its own that keeps what was read, so that it replays; nothing is looked for in
 * any place, and no score, level or status comes over. The same file a second time adds nothing.
 */
export async function suggestImported(
  scope: Scope,
  product: Product,
  given: ReadLog,
): Promise<TakenOver & { readonly isNew: boolean }> {
  const { tx, at, newId, actor, audit } = scope;
  const read = $ReadLog.parse(given);
  requireNoPatientData(`the file ${read.source.sha256.slice(0, 12)}`, wordsOf(read));
  await holdProduct(tx, product.id);
  const before = await listTakenOver(tx, product.id);
  const same = before.find((one) => one.read.source.sha256 === read.source.sha256);
  if (same !== undefined) return { ...same, isNew: false };
  const version = await requireLatestVersion(tx, product);
  const number = await tx.products.takeNumbers(product.id, "run", 1);
  const run: Run = {
    ...{ id: newId(), ref: `R-${number}`, product: product.id, productVersion: version.id },
    ...{ state: "done", limit: Math.max(1, read.items.length), since: null, cells: [] },
    // Neither vectors nor the bank have anything to do with it.
    ...{ pipeline: pipelineVersion, drafter: drafterName, embedder: "none" },
    ...{ bankHash: "none", fence: 1, startedAt: at },
    startedBy: actor.kind === "person" ? actor.account.name : "nobody named",
  };
  await tx.runs.add({ ...run, number, requestKey: null });
  const { sha256: file, head, kind } = read.source;
  await audit({
    action: "run.start",
    subject: { kind: "run", id: run.id, ref: run.ref },
    product: product.id,
    details: {
      ...{ description: version.hash, version: version.number, limit: run.limit, cells: [] },
      ...{ pipeline: run.pipeline, drafter: run.drafter, sendsTo: null },
      imported: { kind, sha256: file, ...(head === undefined ? {} : { head }) },
    },
  });
  const { checked, refused, stored } = workImported(read, version);
  const write = recorder(scope, run, file);
  const fence = (await tx.runs.claim(run.id, at, leaseFrom(at))) ?? 0;
  await write("read", read);
  await write("draft", stored);
  await write("check", { checked, refused });
  const queued = await queueImported(scope, run, read, checked);
  await write("queue", queued);
  await tx.runs.finish(run.id, fence, "done");
  return { run: { ...run, fence }, read, refused: [...refused], queued, isNew: true };
}

/** What somebody wrote: in a hash or an id ten digits in a row are nobody's number. */
const wordsOf = ({ source: { file, of }, items, left }: ReadLog) => ({
  source: { file, of },
  items,
  left,
});

/** Drafts of what was read, and which of them hold: the same whenever it is worked out again. */
export function workImported(read: ReadLog, { description }: Pick<ProductVersion, "description">) {
  const drafts = toDrafts(read);
  const { checked, refused } = checkDrafts(drafts, { description, retrieved: new Set() });
  return {
    stored: drafts.map(toStored),
    checked: checked.map((one) => ({ ...one, sameRowAs: [...one.sameRowAs] })),
    refused: refused.map((one) => ({ ...toStored(one), issues: [...one.issues] })),
  };
}

/** Writes steps down, each upon the ones before it, with its event. */
function recorder({ tx, at, audit }: Scope, run: Run, file: string) {
  const outputs = new Map<RunStep, string>();
  return async (step: RunStep, output: unknown): Promise<void> => {
    const text = canonicalText(output);
    const inputHash = hashOf({ step, file, outputs: Object.fromEntries(outputs) });
    const outputHash = sha256(text);
    outputs.set(step, outputHash);
    const done = { step, attempt: 1, state: "done", inputHash, outputHash, output: text } as const;
    await tx.runs.addStep(run.id, { ...done, startedAt: at, finishedAt: at });
    await audit({
      action: "run.step",
      subject: { kind: "run", id: run.id, ref: run.ref },
      product: run.product,
      details: { step, attempt: 1, input: inputHash, output: outputHash },
    });
  };
}

/** What an earlier file of the same log brought already is named, and not doubled. */
async function queueImported(
  { tx, at, newId, audit }: Scope,
  run: Run,
  read: ReadLog,
  checked: readonly CheckedDraft[],
): Promise<Outputs["queue"]> {
  const places = new Map(read.items.map((_item, i) => [originOf(read, i).entry, i]));
  const found = checked.flatMap(({ content, origin }) => {
    const place = places.get(origin.entry);
    const item = place === undefined ? undefined : read.items[place];
    if (place === undefined || item === undefined) return [];
    const situation = importedKey(read, item);
    return [{ content, origin, situation, rank: place + 1, hash: contentHash(content) }];
  });
  const situations = found.map(({ situation }) => situation);
  const known = new Map<string, Pick<Suggestion, "id" | "ref" | "state">>(
    (await tx.suggestions.bySituation(run.product, situations)).map((one) => [one.situation, one]),
  );
  const fresh = found.filter(
    ({ situation }, i) => !known.has(situation) && situations.indexOf(situation) === i,
  );
  const first = await tx.products.takeNumbers(run.product, "suggestion", fresh.length);
  const added = fresh.map(({ content, origin, situation, rank, hash }, i) => ({
    ...{ id: newId(), number: first + i, product: run.product, run: run.id },
    ...{ productVersion: run.productVersion, content, situation, rank, hash, at },
    origin: `${origin.cell} ${origin.entry}`,
  }));
  await tx.suggestions.add(added);
  await audit({
    action: "run.queue",
    subject: { kind: "run", id: run.id, ref: run.ref },
    product: run.product,
    details: {
      suggestions: added.map(({ number, id, hash }) => ({ ref: `S-${number}`, id, hash })),
    },
  });
  const now = new Map(added.map((one) => [one.situation, one]));
  const queued: Outputs["queue"] = [];
  for (const { situation, rank, hash } of found) {
    const there = known.get(situation);
    const one = now.get(situation);
    if (there !== undefined) {
      const hazard = there.state === "accepted" ? await tx.hazards.ofSuggestion(there.id) : null;
      const existing = hazard?.ref ?? there.ref;
      queued.push({ rank, id: there.id, ref: there.ref, hash, existing });
    } else if (one !== undefined) {
      const ref = `S-${one.number}`;
      queued.push({ rank, id: one.id, ref, hash, existing: one.rank === rank ? null : ref });
    }
  }
  return queued;
}
