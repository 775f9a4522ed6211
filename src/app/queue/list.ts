import { z } from "zod";
import type { Candidate } from "../../domain/candidate/candidate.ts";
import type { DraftedBy } from "../../domain/draft/say-drafter.ts";
import {
  suggestionStates,
  suggestionVerbs,
  type SuggestionVerb,
} from "../../domain/suggestion/suggestion.ts";
import type { Decision } from "../../domain/decision/decision.ts";
import type { Suggestion } from "../records.ts";
import { requireProduct } from "../require.ts";
import { readDrafterName } from "../run/model/name.ts";
import { look } from "../use-case.ts";
import { withholdLines, type Withheld } from "../view/withhold.ts";

/**
 * A line of the queue. It has no hash: only the whole content, once shown, can be decided on
 * (DESIGN §1, rule 2).
 */
export type QueueLine = Withheld<WholeLine>;
type WholeLine = Pick<Suggestion, "id" | "ref" | "product" | "rank" | "state"> &
  Pick<Candidate, "title" | "hazard" | "lens" | "condition" | "untailored"> &
  DraftedBy & {
    readonly causes: number;
    /** The newest decision about it; null where none was made. */
    readonly decided: {
      readonly verb: SuggestionVerb;
      readonly at: string;
      readonly by: string;
    } | null;
    readonly productName: string;
    readonly productSlug: string;
  };

/** Suggestions in order of their rank, those that wait first. */
export const listQueue = look({
  summary: "Listing the queue",
  right: "look",
  $input: z.strictObject({
    product: z.string().optional(),
    state: z.enum(suggestionStates).optional(),
  }),
  async run(scope, input): Promise<QueueLine[]> {
    const { tx } = scope;
    const only = input.product === undefined ? null : await requireProduct(tx, input.product);
    const products = new Map((await tx.products.list()).map((product) => [product.id, product]));
    const found = await tx.suggestions.list({ product: only?.id, state: input.state });
    const runs = await tx.runs.list(only?.id);
    const models = new Map(
      runs.map(({ id, drafter }) => [id, readDrafterName(drafter)?.model ?? null]),
    );
    const decisions = await tx.decisions.newest(only?.id ?? null);
    const decided = new Map(decisions.map((made) => [made.suggestion, toDecided(made)]));
    const lines = found.map(({ id, ref, product, run, rank, state, content }): WholeLine => ({
      id,
      ref,
      product,
      rank,
      state,
      productName: products.get(product)?.name ?? "",
      productSlug: products.get(product)?.slug ?? "",
      title: content.title,
      hazard: content.hazard,
      lens: content.lens,
      condition: content.condition,
      untailored: content.untailored,
      causes: content.causes.length,
      drafter: content.drafter,
      model: models.get(run) ?? null,
      decided: state === "pending" ? null : (decided.get(id) ?? null),
    }));
    return withholdLines(scope, lines);
  },
});

function toDecided({ verb: made, at, by }: Decision): QueueLine["decided"] {
  const verb = suggestionVerbs.find((known) => known === made);
  return verb === undefined ? null : { verb, at, by: by.name };
}
