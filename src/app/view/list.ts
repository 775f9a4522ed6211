import { z } from "zod";
import type { Product } from "../../domain/product/product.ts";
import { usualEvery } from "../../domain/view/sample.ts";
import { countAgreements, type AgreementCounts, type OwnView } from "../../domain/view/view.ts";
import { requireProduct } from "../require.ts";
import { look } from "../use-case.ts";
import { withheldFrom } from "./withhold.ts";

/** As many as a person reads; the counts are of all. */
const mostListed = 200;

/** A view with the suggestion that it is about. */
export type ListedView = Omit<OwnView, "text"> & {
  readonly ref: string;
  /** Null where the reader writes their own first: another's, and how near it was, would be in their way. */
  readonly text: string | null;
};
export type ViewList = {
  readonly product: Product;
  /** One in so many asks for the own view first; 0 for none. */
  readonly every: number;
  /** Who changed the sample last, and when; null while it is as it comes. */
  readonly changed: { readonly by: string; readonly at: string } | null;
  /** Suggestions that ask the reader, and wait for it; the first ones by number. */
  readonly waiting: readonly string[];
  readonly counts: AgreementCounts & { readonly waiting: number; readonly views: number };
  /** Newest first. */
  readonly views: readonly ListedView[];
};

/** Which suggestions asked for the own view first, who wrote one, and how near they found it. */
export const listViews = look({
  summary: "Listing own views",
  right: "look",
  $input: z.strictObject({ product: z.string() }),
  async run(scope, input): Promise<ViewList> {
    const { tx, actor } = scope;
    const product = await requireProduct(tx, input.product);
    const sample = await tx.views.sample(product.id);
    const all = await tx.views.ofProduct(product.id);
    const listed = all.slice(0, mostListed);
    const account = actor.kind === "person" ? actor.account.id : null;
    const asked = await tx.views.undecided(product.id, sample?.every ?? usualEvery);
    const waitingIds = await withheldFrom(
      scope,
      asked.map(({ id }) => id),
    );
    const waiting = asked.filter(({ id }) => waitingIds.has(id)).map(({ ref }) => ref);
    return {
      product,
      every: sample?.every ?? usualEvery,
      changed: sample === null ? null : { by: sample.by.name, at: sample.at },
      waiting: waiting.slice(0, mostListed),
      counts: { ...countAgreements(all), waiting: waiting.length, views: all.length },
      views: listed.map((view) =>
        view.by.id !== account && waitingIds.has(view.suggestion)
          ? { ...view, text: null, agreement: null }
          : view,
      ),
    };
  },
});
