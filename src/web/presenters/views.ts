import type { ViewList } from "../../app/view/list.ts";
import { agreementWords, sayAgreements, saySample } from "../../domain/view/say-agreement.ts";
import { suggestionAt } from "./addresses.ts";
import { createFields, type TextField } from "./field.ts";
import type { Problem } from "./frame.ts";
import type { Typed } from "./typed.ts";
import { count, sayTime } from "./words.ts";

type Link = { readonly ref: string; readonly href: string };

export type ViewsPage = {
  readonly productName: string;
  readonly sample: string;
  /** Who changed it last; null while it is as it comes. */
  readonly changed: string | null;
  /** Null where the reader may not change it. */
  readonly form: { readonly every: TextField; readonly key: string } | null;
  readonly waiting: readonly Link[];
  readonly moreWaiting: string | null;
  readonly agreed: string | null;
  readonly total: string;
  readonly views: readonly (Link & {
    readonly by: string;
    readonly when: string;
    /** Null, as are the two after it, where the reader writes their own first. */
    readonly text: string | null;
    readonly agreement: string | null;
    readonly words: string | null;
  })[];
};

export function presentViews(
  { product, every, changed, waiting, counts, views }: ViewList,
  {
    mayChange,
    key,
    typed,
    problems,
  }: {
    readonly mayChange: boolean;
    readonly key: string;
    readonly typed: Typed;
    readonly problems: readonly Problem[];
  },
): ViewsPage {
  const link = (ref: string): Link => ({ ref, href: suggestionAt(product.slug, ref) });
  const more = counts.waiting - waiting.length;
  return {
    productName: product.name,
    sample: saySample(every),
    changed: changed === null ? null : `Set by ${changed.by} on ${sayTime(changed.at)}.`,
    form: mayChange
      ? {
          every: createFields(typed, problems).text("every", "One in how many", String(every)),
          key,
        }
      : null,
    waiting: waiting.map(link),
    moreWaiting: more === 0 ? null : `and ${more} more`,
    agreed: sayAgreements(counts),
    total: count(counts.views, "own view is", "own views are"),
    views: views.map(({ ref, by, at, text, agreement }) => ({
      ...link(ref),
      by: by.name,
      when: sayTime(at),
      text,
      agreement:
        text === null
          ? null
          : agreement === null
            ? "not compared yet"
            : agreementWords[agreement.agreement].label,
      words: agreement?.text ?? null,
    })),
  };
}
