import { z } from "zod";
import type { BankEntry } from "../../domain/bank/entry.ts";
import type { Product } from "../../domain/product/product.ts";
import { likeness } from "../../domain/text/likeness.ts";
import type { OwnView } from "../../domain/view/view.ts";
import type { Tx } from "../ports.ts";
import type { Decision } from "../../domain/decision/decision.ts";
import type { Suggestion } from "../records.ts";
import { requireProduct, requireRun, requireSuggestion } from "../require.ts";
import { readDrafterName } from "../run/model/name.ts";
import { look } from "../use-case.ts";
import { withheldFrom } from "../view/withhold.ts";
import { toWithheld, type WithheldSuggestion } from "./withheld.ts";

/** Wording this near is worth a look before a second hazard is made of one situation. */
const nearFrom = 0.25;

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
  /** What people thought before it was opened to them, newest first. */
  readonly views: readonly OwnView[];
  /** The hazard it became. */
  readonly hazard: string | null;
  /** The next one that waits, by rank. */
  readonly next: string | null;
};

/** One suggestion with everything that a decision about it rests on. */
export const showSuggestion = look({
  summary: "Showing a suggestion",
  right: "look",
  $input: z.strictObject({ suggestion: z.string(), product: z.string().optional() }),
  async run(scope, input): Promise<ShownSuggestion | WithheldSuggestion> {
    const { tx } = scope;
    const suggestion = await requireSuggestion(tx, input.suggestion, input.product);
    const product = await requireProduct(tx, suggestion.product);
    const version = await tx.products.version(suggestion.productVersion);
    const latest = await tx.products.latestVersion(product.id);
    const run = await requireRun(tx, suggestion.run);
    const ofRun = await tx.suggestions.list({ run: suggestion.run });
    const waiting = await tx.suggestions.list({ product: product.id, state: "pending" });
    const others = waiting.filter(({ id }) => id !== suggestion.id);
    const after = others.find(({ rank }) => rank > suggestion.rank) ?? others[0];
    const around = {
      product,
      description: version?.description ?? "",
      version: { read: version?.number ?? 0, latest: latest?.number ?? 0 },
      // What was queued by an earlier run holds its rank, and no place in this one's.
      of: Math.max(ofRun.length, ...ofRun.map(({ rank }) => rank)),
      next: after?.ref ?? null,
    };
    const withheld = await withheldFrom(
      scope,
      [suggestion, ...others].map(({ id }) => id),
    );
    if (withheld.has(suggestion.id)) return toWithheld(tx, suggestion, around);
    const prior = await tx.bank.entries(suggestion.content.evidence.bank, product.id);
    const merged = await tx.suggestions.mergedInto(suggestion.id);
    return {
      kind: "shown",
      suggestion,
      ...around,
      model: readDrafterName(run.drafter)?.model ?? null,
      prior: prior.map(({ entry }) => entry),
      nearest: await nearestIn(tx, suggestion, withheld),
      merged: merged.map(({ id, ref, content }) => ({ id, ref, hazard: content.hazard })),
      decisions: await tx.decisions.ofSuggestion(suggestion.id),
      views: await tx.views.ofSuggestion(suggestion.id),
      hazard: (await tx.hazards.ofSuggestion(suggestion.id))?.ref ?? null,
    };
  },
});

/** The nearest of what the reader may see: the words of what is withheld are told nowhere. */
async function nearestIn(
  tx: Tx,
  suggestion: Suggestion,
  withheld: ReadonlySet<string>,
): Promise<ShownSuggestion["nearest"]> {
  const hazards = await tx.hazards.list(suggestion.product);
  const others = await tx.suggestions.list({ product: suggestion.product });
  const places = [
    ...hazards
      .filter(({ origin, status }) => origin.suggestion !== suggestion.id && status !== "withdrawn")
      .map(({ ref, hazard }) => ({ ref, hazard, where: "log" as const })),
    ...others
      .filter(({ id, state }) => id !== suggestion.id && state === "pending" && !withheld.has(id))
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
