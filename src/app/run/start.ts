import { z } from "zod";
import type { ProductVersion } from "../../domain/product/product.ts";
import { pipelineVersion } from "../../domain/run/step.ts";
import { AppError } from "../errors.ts";
import type { LanguageModel, Tx } from "../ports.ts";
import type { Run } from "../records.ts";
import { requireLatestVersion, requireProduct } from "../require.ts";
import { write, type Scope } from "../use-case.ts";
import { $cells, sameCells, toCells } from "./cells.ts";
import { limitAgain, maxLimit, usualLimit } from "./limit.ts";
import { modelDrafterName } from "./model/name.ts";
import type { StepDeps } from "./steps.ts";

/** What is to be looked at, how much of it is listed, and who may be sent it. */
export const $newRun = z.strictObject({
  product: z.string(),
  /** Most candidates: 40 unless told, and 200 where it looks again into some places. */
  limit: z.int().min(1).max(maxLimit).optional(),
  /** Looks only at what has changed since this version of the description. */
  since: z.int().min(1).optional(),
  /** Looks again into these places alone, by their keys. */
  cells: $cells.optional(),
  /**
   * Host that texts may be sent to, for a run that a language model drafts: the one that is configured,
   * by name, so that nothing leaves that nobody agreed to. Absent, the run is drafted by rules.
   */
  sendTo: z.string().min(1).max(300).optional(),
});

const limitOf = ({ limit, cells }: Pick<z.infer<typeof $newRun>, "limit" | "cells">): number =>
  limit ?? (cells === undefined ? usualLimit : limitAgain);

/** Starts a run and leaves it to be worked: whoever resumes it does. */
export const createStartRun = (deps: StepDeps) =>
  write({
    summary: "Starting a run",
    right: "prepare",
    $input: $newRun,
    run: (scope, input): Promise<Run> => startRun(deps, scope, null, input),
  });

/** Writes down that a run begins; nothing of it is done yet. */
export async function startRun(
  { vocabulary, embedder, drafter, model }: StepDeps,
  { tx, at, actor, newId, audit }: Scope,
  requestKey: string | null,
  input: z.infer<typeof $newRun>,
): Promise<Run> {
  const product = await requireProduct(tx, input.product);
  const drafts = input.sendTo === undefined ? null : requireModel(model, input.sendTo);
  const drafterName =
    drafts === null ? `${drafter.id} ${drafter.version}` : modelDrafterName(drafts);
  const same = requestKey === null ? null : await tx.runs.byRequestKey(requestKey);
  if (same !== null) return requireSameRequest(same, product.id, drafterName, input);
  const version = await requireLatestVersion(tx, product);
  const since = input.since ?? null;
  const cells = toCells(product, version, vocabulary, input);
  if (since !== null) await requireEarlier(tx, version, since);
  const bankHash = await tx.bank.imported(embedder.artefact);
  if (bankHash === null) throw new AppError("unavailable", "The hazard bank is not imported yet.");
  const number = await tx.products.takeNumbers(product.id, "run", 1);
  const run: Run = {
    id: newId(),
    ref: `R-${number}`,
    product: product.id,
    productVersion: version.id,
    state: "running",
    limit: limitOf(input),
    since,
    cells,
    pipeline: pipelineVersion,
    drafter: drafterName,
    embedder: embedder.id,
    bankHash,
    fence: 0,
    startedAt: at,
    startedBy: actor.kind === "person" ? actor.account.name : "nobody named",
  };
  if (!(await tx.runs.add({ ...run, number, requestKey }))) {
    throw new AppError("conflict", "The first request with this Idempotency-Key is still at work.");
  }
  await audit({
    action: "run.start",
    subject: { kind: "run", id: run.id, ref: run.ref },
    product: product.id,
    details: {
      description: version.hash,
      version: version.number,
      limit: run.limit,
      ...(since === null ? {} : { since }),
      ...(cells === null ? {} : { cells }),
      pipeline: run.pipeline,
      drafter: run.drafter,
      embedder: embedder.artefact,
      bank: bankHash,
      sendsTo: drafts === null ? drafter.sendsTo : drafts.chat.sendsTo,
      ...(embedder.sendsTo === null ? {} : { embedsAt: embedder.sendsTo }),
    },
  });
  return run;
}

async function requireEarlier(tx: Tx, latest: ProductVersion, since: number): Promise<void> {
  const known = since < latest.number ? await tx.products.numbered(latest.product, since) : null;
  if (known !== null) return;
  throw new AppError(
    "invalid-input",
    `Expected the number of a version before the latest (${latest.number}) as “since”; found ${since}.`,
  );
}

/** The configured model, where it is where the caller agrees that texts go. */
function requireModel(model: LanguageModel | null, sendTo: string): LanguageModel {
  if (model === null) {
    throw new AppError(
      "conflict",
      "No language model is configured: set HAZID_LLM_URL and HAZID_LLM_MODEL, or leave out where texts may be sent.",
    );
  }
  if (model.chat.sendsTo === sendTo) return model;
  throw new AppError(
    "conflict",
    `Texts would be sent to ${model.chat.sendsTo}, not to ${sendTo}: nothing was sent. Agree to that host by its name, or leave it out.`,
  );
}

function requireSameRequest(
  run: Run,
  product: string,
  drafter: string,
  input: Pick<z.infer<typeof $newRun>, "limit" | "since" | "cells">,
): Run {
  if (
    run.product === product &&
    run.limit === limitOf(input) &&
    run.since === (input.since ?? null) &&
    sameCells(run.cells, input.cells) &&
    run.drafter === drafter
  )
    return run;
  throw new AppError(
    "key-reused",
    "This Idempotency-Key was used for another request: send a new key with a new request.",
  );
}
