import { z } from "zod";
import type { BankEntry } from "../../domain/bank/entry.ts";
import type { Product } from "../../domain/product/product.ts";
import { $QueueFilter } from "../../domain/suggestion/queue-filter.ts";
import type { OwnView } from "../../domain/view/view.ts";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import type { Decision } from "../../domain/decision/decision.ts";
import type { Suggestion } from "../records.ts";
import { requireProduct, requireRun, requireSuggestion } from "../require.ts";
import { readDrafterName } from "../run/model/name.ts";
import { look } from "../use-case.ts";
import { withheldFrom, type Asking } from "../view/withhold.ts";
import {
  findNear,
  readBesides,
  toNearLines,
  type Nearest,
  type NearSuggestions,
} from "./nearest.ts";
import { findNext, findPrevious, namesOf, withinProduct } from "./neighbours.ts";
import { readTakenIn, type TakenInLine } from "./taken-in.ts";
import { toWithheld, type WithheldSuggestion } from "./withheld.ts";

export type ShownSuggestion = {
  readonly kind: "shown";
  readonly suggestion: Suggestion;
  readonly product: Product;
  /** The description that was read, so that the quotations can be seen in place. */
  readonly description: string;
  /** Version of the description that was read, and the latest there is. */
  readonly version: { readonly read: number; readonly latest: number };
  /** The language model that its run was drafted with; null where rules drafted all of it. */
  readonly model: string | null;
  /** Rank among how many of its run, and which that is: ranks of two runs cannot be compared. */
  readonly of: number;
  readonly run: string;
  readonly prior: readonly BankEntry[];
  readonly nearest: Nearest | null;
  /** What it may be added to or merged into; only where that was asked for. */
  readonly targets?: {
    /** All of the log, the most alike first. */
    readonly hazards: readonly Hazard[];
    /** What is worded most alike, in log and queue together. */
    readonly alike: readonly Nearest[];
  } & NearSuggestions;
  /** The suggestions that are merged into it: what is decided about it is decided about them. */
  readonly merged: readonly {
    readonly id: string;
    readonly ref: string;
    readonly hazard: string;
  }[];
  /** What its run joined into it. */
  readonly takenIn: readonly TakenInLine[];
  readonly decisions: readonly Decision[];
  /** The suggestions that decisions merged it into. */
  readonly into: readonly { readonly id: string; readonly ref: string }[];
  /** What people thought before it was opened to them, newest first. */
  readonly views: readonly OwnView[];
  /** The hazard it became. */
  readonly hazard: string | null;
  /** The next one of the list that it was opened from, or of its product's that wait. */
  readonly next: string | null;
  /** The one before it in that list; null for the first. */
  readonly previous: string | null;
};

/** One suggestion with everything that a decision about it rests on. */
export const showSuggestion = look({
  summary: "Showing a suggestion",
  right: "look",
  $input: z.strictObject({
    suggestion: z.string(),
    product: z.string().optional(),
    /** The list that it was opened from; the whole queue of its product where none is named. */
    within: z.strictObject({ filter: $QueueFilter, any: z.boolean() }).optional(),
    /** What of log and queue is read beside it. */
    beside: z.enum(["nothing", "nearest", "targets"]).default("nearest"),
  }),
  async run(scope, input): Promise<ShownSuggestion | WithheldSuggestion> {
    const { tx } = scope;
    const suggestion = await requireSuggestion(tx, input.suggestion, input.product);
    const product = await requireProduct(tx, suggestion.product);
    const version = await tx.products.version(suggestion.productVersion);
    const latest = await tx.products.latestVersion(product.id);
    const run = await requireRun(tx, suggestion.run);
    const within = input.within ?? withinProduct;
    const around = {
      product,
      description: version?.description ?? "",
      version: { read: version?.number ?? 0, latest: latest?.number ?? 0 },
      // What was queued by an earlier run holds its rank, and no place in this one's.
      of: await tx.queue.lastRank(suggestion.run),
      run: run.ref,
      next: await findNext(tx, suggestion, within),
      previous: await findPrevious(tx, suggestion, within),
    };
    const withheld = await withheldFrom(scope, [suggestion.id]);
    if (withheld.has(suggestion.id)) return toWithheld(tx, suggestion, around);
    const prior = await tx.bank.entries(suggestion.content.evidence.bank, product.id);
    const merged = await tx.suggestions.mergedInto(suggestion.id);
    const decisions = await tx.decisions.ofSuggestion(suggestion.id);
    return {
      kind: "shown",
      suggestion,
      ...around,
      model: readDrafterName(run.drafter)?.model ?? null,
      prior: prior.map(({ entry }) => entry),
      ...(await readBeside(scope, suggestion, input.beside)),
      merged: merged.map(({ id, ref, content }) => ({ id, ref, hazard: content.hazard })),
      takenIn: input.beside === "nothing" ? [] : await readTakenIn(scope, suggestion),
      decisions,
      into: await namesOf(
        tx,
        decisions.map(({ into }) => into),
      ),
      views: await tx.views.ofSuggestion(suggestion.id),
      hazard: (await tx.hazards.ofSuggestion(suggestion.id))?.ref ?? null,
    };
  },
});

/** Log and queue are each read once, since both are long. */
async function readBeside(
  scope: Asking,
  suggestion: Suggestion,
  beside: "nothing" | "nearest" | "targets",
): Promise<Pick<ShownSuggestion, "nearest" | "targets">> {
  if (beside === "nothing") return { nearest: null };
  const besides = await readBesides(scope.tx, suggestion);
  const { nearest, alike } = await findNear(scope, suggestion, besides);
  if (beside === "nearest") return { nearest };
  const hazards = besides.hazards.map(({ line }) => line);
  return { nearest, targets: { hazards, alike, ...(await toNearLines(scope, besides)) } };
}
