import { z } from "zod";
import type { BankEntry } from "../../domain/bank/entry.ts";
import type { Product } from "../../domain/product/product.ts";
import { likeness } from "../../domain/text/likeness.ts";
import type { Tx } from "../ports.ts";
import type { Decision } from "../../domain/decision/decision.ts";
import type { Suggestion } from "../records.ts";
import { requireProduct, requireRun, requireSuggestion } from "../require.ts";
import { readDrafterName } from "../run/model/name.ts";
import { look } from "../use-case.ts";

/** Wording this near is worth a look before a second hazard is made of one situation. */
const nearFrom = 0.25;

export type ShownSuggestion = {
  readonly suggestion: Suggestion;
  readonly product: Product;
  /** The description that was read, so that the quotations can be seen in place. */
  readonly description: string;
  /** Version of the description that was read, and the latest there is. */
  readonly version: { readonly read: number; readonly latest: number };
  /** The language model that its run was drafted with; null where rules drafted all of it. */
  readonly model: string | null;
  /** Rank among how many of its run. */
  readonly of: number;
  readonly prior: readonly BankEntry[];
  readonly nearest: {
    readonly ref: string;
    readonly hazard: string;
    readonly where: "log" | "queue";
  } | null;
  /** The suggestions that are merged into it: what is decided about it is decided about them. */
  readonly merged: readonly {
    readonly id: string;
    readonly ref: string;
    readonly hazard: string;
  }[];
  readonly decisions: readonly Decision[];
  /** The hazard it became. */
  readonly hazard: string | null;
  /** The next one that waits, by rank; after the last, the first. */
  readonly next: string | null;
  /** The one that waits before it, by rank. */
  readonly previous: string | null;
};

/** One suggestion with everything that a decision about it rests on. */
export const showSuggestion = look({
  summary: "Showing a suggestion",
  right: "look",
  $input: z.strictObject({ suggestion: z.string(), product: z.string().optional() }),
  async run({ tx }, input): Promise<ShownSuggestion> {
    const suggestion = await requireSuggestion(tx, input.suggestion, input.product);
    const product = await requireProduct(tx, suggestion.product);
    const version = await tx.products.version(suggestion.productVersion);
    const latest = await tx.products.latestVersion(product.id);
    const run = await requireRun(tx, suggestion.run);
    const ofRun = await tx.suggestions.list({ run: suggestion.run });
    const waiting = await tx.suggestions.list({ product: product.id, state: "pending" });
    const others = waiting.filter(({ id }) => id !== suggestion.id);
    const prior = await tx.bank.entries(suggestion.content.evidence.bank, product.id);
    const merged = await tx.suggestions.mergedInto(suggestion.id);
    const before = others.findLast(({ rank }) => rank < suggestion.rank);
    const after = others.find(({ rank }) => rank > suggestion.rank) ?? others[0];
    return {
      suggestion,
      product,
      description: version?.description ?? "",
      version: { read: version?.number ?? 0, latest: latest?.number ?? 0 },
      model: readDrafterName(run.drafter)?.model ?? null,
      // What was queued by an earlier run holds its rank, and no place in this one's.
      of: Math.max(ofRun.length, ...ofRun.map(({ rank }) => rank)),
      prior: prior.map(({ entry }) => entry),
      nearest: await nearestIn(tx, suggestion),
      merged: merged.map(({ id, ref, content }) => ({ id, ref, hazard: content.hazard })),
      decisions: await tx.decisions.ofSuggestion(suggestion.id),
      hazard: (await tx.hazards.ofSuggestion(suggestion.id))?.ref ?? null,
      next: after?.ref ?? null,
      previous: before?.ref ?? null,
    };
  },
});

async function nearestIn(tx: Tx, suggestion: Suggestion): Promise<ShownSuggestion["nearest"]> {
  const hazards = await tx.hazards.list(suggestion.product);
  const others = await tx.suggestions.list({ product: suggestion.product });
  const places = [
    ...hazards
      .filter(({ origin, status }) => origin.suggestion !== suggestion.id && status !== "withdrawn")
      .map(({ ref, hazard }) => ({ ref, hazard, where: "log" as const })),
    ...others
      .filter(({ id, state }) => id !== suggestion.id && state === "pending")
      .map(({ ref, content }) => ({ ref, hazard: content.hazard, where: "queue" as const })),
  ];
  let nearest: ShownSuggestion["nearest"] = null;
  let best = nearFrom;
  for (const place of places) {
    const value = likeness(place.hazard, suggestion.content.hazard);
    if (value > best) [nearest, best] = [place, value];
  }
  return nearest;
}
