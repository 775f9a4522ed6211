import { showQuote } from "../../domain/text/span.ts";
import type { ShownProduct } from "../../app/product/show.ts";
import { sayRunDrafter } from "../../app/run/model/name.ts";
import { facetKinds } from "../../domain/facet/kinds.ts";
import type { Profile, ProfileFacet, Question } from "../../domain/profile/profile.ts";
import { logAt, productAt, queueAt, unlawfulTextAt } from "./addresses.ts";
import { markText, type Mark, type MarkedLine } from "./marks.ts";
import { toReadable } from "./readable.ts";
import { facetKindWords, runStateWords, sayTime } from "./words.ts";

type FacetRow = {
  readonly label: string;
  readonly words: readonly { readonly quote: string; readonly href: string }[];
};
export type ProductPage = {
  readonly name: string;
  readonly address: string;
  readonly version: number;
  readonly standard: string;
  readonly queue: string;
  readonly log: string;
  readonly unlawfulText: string;
  readonly intendedUse: string;
  readonly functions: readonly { readonly label: string; readonly href: string }[];
  readonly facets: readonly { readonly kind: string; readonly rows: readonly FacetRow[] }[];
  readonly excluded: readonly FacetRow[];
  readonly questions: readonly Question[];
  readonly runs: readonly {
    readonly ref: string;
    readonly state: string;
    readonly startedAt: string;
    readonly startedBy: string;
    readonly drafter: string;
    /** Where it can be resumed; null when it is finished. */
    readonly resume: string | null;
    /** Where it can be stopped; null when nobody works it. */
    readonly cancel: string | null;
  }[];
  readonly description: readonly MarkedLine[];
  readonly key: string;
};

/** Words quoted a facet; the rest are lit in the description. */
const maxQuotes = 3;

const facetMarks = (facet: ProfileFacet, kind: "facet" | "excluded"): Mark[] =>
  facet.spans.map(({ start, end }, i) => ({
    id: `words-${facet.kind}-${facet.id}-${i + 1}`,
    kind,
    start,
    end,
  }));

const marksOf = (profile: Profile): Mark[] => [
  { id: "words-intended-use", kind: "intended-use", ...placeOf(profile.intendedUse) },
  ...profile.functions.map(({ key, span }): Mark => ({
    id: `words-${key}`,
    kind: "function",
    ...placeOf(span),
  })),
  ...profile.facets.flatMap((facet) => facetMarks(facet, "facet")),
  ...profile.excluded.flatMap((facet) => facetMarks(facet, "excluded")),
];

const placeOf = ({ start, end }: { start: number; end: number }) => ({ start, end });

const toRow = (facet: ProfileFacet): FacetRow => ({
  label: facet.label,
  words: facetMarks(facet, "facet")
    .slice(0, maxQuotes)
    .map(({ id }, i) => ({ quote: toReadable(facet.spans[i]?.quote ?? ""), href: `#${id}` }))
    .filter(({ quote }, i, all) => all.findIndex((other) => other.quote === quote) === i),
});

export function presentProduct(shown: ShownProduct, key: string): ProductPage {
  const { product, version, description, profile, runs } = shown;
  const address = productAt(product.slug);
  return {
    name: product.name,
    address,
    version,
    standard: product.standard.toUpperCase(),
    queue: queueAt(product.slug),
    log: logAt(product.slug),
    unlawfulText: unlawfulTextAt(product.slug),
    intendedUse: toReadable(showQuote(profile.intendedUse.quote)),
    functions: profile.functions.map((fn) => ({ label: fn.label, href: `#words-${fn.key}` })),
    facets: facetKinds
      .map((kind) => ({
        kind: facetKindWords[kind],
        rows: profile.facets.filter((facet) => facet.kind === kind).map(toRow),
      }))
      .filter(({ rows }) => rows.length > 0),
    excluded: profile.excluded.map(toRow),
    questions: profile.questions,
    runs: runs.map(({ ref, state, startedAt, startedBy, drafter }) => ({
      ref,
      state: runStateWords[state],
      startedAt: sayTime(startedAt),
      startedBy,
      drafter: sayRunDrafter(drafter),
      resume: state === "done" ? null : `${address}/runs/${encodeURIComponent(ref)}/resume`,
      cancel: state === "running" ? `${address}/runs/${encodeURIComponent(ref)}/cancel` : null,
    })),
    description: markText(description, marksOf(profile)),
    key,
  };
}
