import { showQuote } from "../../domain/text/span.ts";
import type { ShownProduct, StruckFacet } from "../../app/product/show.ts";
import { sayRunDrafter } from "../../app/run/model/name.ts";
import { facetKey } from "../../domain/facet/vocabulary.ts";
import { facetKinds } from "../../domain/facet/kinds.ts";
import { labelOf, sentencesOf } from "../../domain/profile/label.ts";
import type { Profile, ProfileFacet, Question } from "../../domain/profile/profile.ts";
import {
  baselinesAt,
  coverageAt,
  identifyAt,
  insightAt,
  logAt,
  productAt,
  runAt,
  schemeOfAt,
  unlawfulTextAt,
  viewsAt,
} from "./addresses.ts";
import {
  contestBox,
  correctFunction,
  presentCorrections,
  strikeBox,
  takeBackBox,
  type Box,
  type CorrectionsForm,
  type CorrectionsInput,
} from "./corrections.ts";
import type { TextField } from "./field.ts";
import { markText, type Mark, type MarkedLine } from "./marks.ts";
import { queueOf, sayHazards, sayWaiting } from "./products.ts";
import { toReadable } from "./readable.ts";
import { nothingTyped } from "./typed.ts";
import { facetKindWords, runStateWords, sayReach, sayTime } from "./words.ts";

type FacetRow = {
  readonly label: string;
  readonly words: readonly { readonly quote: string; readonly href: string }[];
  /** The box by which it is struck, or is so after all. */
  readonly box: Box;
};
export type ProductPage = {
  readonly name: string;
  readonly address: string;
  readonly version: number;
  readonly standard: string;
  /** Pages of this product, each with what is there. */
  readonly links: readonly {
    readonly href: string;
    readonly name: string;
    readonly says: string;
  }[];
  readonly identify: string;
  readonly corrections: CorrectionsForm;
  readonly unlawfulText: string;
  readonly intendedUse: string;
  readonly functions: readonly {
    readonly label: string;
    /** What it is called instead of its sentence; null where nobody said it otherwise. */
    readonly called: string | null;
    readonly sentence: string;
    readonly href: string;
    readonly strike: Box;
    readonly reword: TextField;
  }[];
  /** What a person said is not a function, and who did. */
  readonly struckFunctions: readonly {
    readonly words: string;
    readonly says: string;
    readonly box: Box;
  }[];
  readonly facets: readonly { readonly kind: string; readonly rows: readonly FacetRow[] }[];
  readonly excluded: readonly FacetRow[];
  /** What a person said is not so, and who did. */
  readonly struck: readonly (FacetRow & { readonly says: string })[];
  readonly questions: readonly (Question & { readonly typed: string })[];
  /** What was typed into fields that the page has no more. */
  readonly leftover: readonly string[];
  /** The version that was last looked at as a whole; null where there is none. */
  readonly looked: number | null;
  readonly runs: readonly {
    readonly ref: string;
    readonly href: string;
    readonly state: string;
    /** Where it looked, when it was not everywhere; empty where it was. */
    readonly where: string;
    readonly startedAt: string;
    readonly startedBy: string;
    readonly drafter: string;
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

const toRow = (facet: ProfileFacet, box: Box): FacetRow => ({
  box,
  label: facet.label,
  words: facetMarks(facet, "facet")
    .slice(0, maxQuotes)
    .map(({ id }, i) => ({ quote: toReadable(facet.spans[i]?.quote ?? ""), href: `#${id}` }))
    .filter(({ quote }, i, all) => all.findIndex((other) => other.quote === quote) === i),
});

export function presentProduct(
  shown: ShownProduct,
  key: string,
  corrections: CorrectionsInput & { readonly sent?: readonly TypedField[] },
): ProductPage {
  const { product, version, description, profile, runs } = shown;
  const { typed = nothingTyped, sent = [] } = corrections;
  const functions = presentFunctions(shown, corrections);
  const address = productAt(product.slug);
  return {
    name: product.name,
    address,
    version,
    standard: product.standard.toUpperCase(),
    links: linksOf(shown),
    identify: identifyAt(product.slug),
    corrections: presentCorrections(shown, corrections),
    unlawfulText: unlawfulTextAt(product.slug),
    intendedUse: toReadable(showQuote(profile.intendedUse.quote)),
    functions,
    struckFunctions: shown.struckFunctions.map((struck, i) => ({
      words: toReadable(struck.words),
      says: sayStrike(struck),
      box: takeBackBox(struck.words, i + 1, corrections),
    })),
    facets: facetKinds
      .map((kind) => ({
        kind: facetKindWords[kind],
        rows: profile.facets
          .filter((facet) => facet.kind === kind)
          .map((facet) => toRow(facet, strikeBox(facet, corrections))),
      }))
      .filter(({ rows }) => rows.length > 0),
    ...excludedOf(shown, corrections),
    questions: profile.questions.map((question) => ({
      ...question,
      typed: typed.text(`answer-${question.id}`),
    })),
    leftover: leftoverOf(sent, [
      ...profile.questions.map(({ id }) => `answer-${id}`),
      ...functions.map(({ reword }) => reword.id),
    ]),
    looked: shown.looked,
    runs: runs.map(({ ref, state, since, cells, startedAt, startedBy, drafter }) => ({
      ref,
      href: runAt(product.slug, ref),
      state: runStateWords[state],
      where: sayReach({ since, cells }),
      startedAt: sayTime(startedAt),
      startedBy,
      drafter: sayRunDrafter(drafter),
    })),
    description: markText(description, marksOf(profile)),
    key,
  };
}

type TypedField = { readonly name: string; readonly text: string };
/** Answers and other words whose question or function is gone: shown, to be copied. */
const leftoverOf = (sent: readonly TypedField[], fields: readonly string[]): string[] =>
  sent
    .filter(({ name }) => /^(?:answer|reword)-/u.test(name) && !fields.includes(name))
    .map(({ text }) => text.trim())
    .filter((text) => text !== "");

function presentFunctions(
  { description, profile }: ShownProduct,
  corrections: CorrectionsInput,
): ProductPage["functions"] {
  const sentences = sentencesOf(
    description,
    profile.functions.map(({ span }) => span),
  );
  return profile.functions.map((fn, i) => {
    const { strike, called } = correctFunction(fn, corrections);
    // A function that a person pointed to may be a part of its sentence.
    const said = [sentences[i] ?? "", fn.span.quote];
    const own = said.find((words) => labelOf(words) === fn.label);
    return {
      label: toReadable(fn.label),
      called: own === undefined ? toReadable(fn.label) : null,
      sentence: toReadable(own ?? sentences[i] ?? fn.label),
      href: `#words-${fn.key}`,
      strike,
      reword: called,
    };
  });
}

/** What the description denies, and apart from it what a person struck. */
function excludedOf(
  { profile, struck }: ShownProduct,
  corrections: CorrectionsInput,
): Pick<ProductPage, "excluded" | "struck"> {
  const strikes = new Map(struck.map((strike) => [strike.key, strike]));
  const strikeOf = ({ kind, id }: ProfileFacet) => strikes.get(facetKey(kind, id));
  return {
    excluded: profile.excluded
      .filter((facet) => strikeOf(facet) === undefined)
      .map((facet) => toRow(facet, contestBox(facet, corrections))),
    struck: profile.excluded.flatMap((facet) => {
      const strike = strikeOf(facet);
      return strike === undefined
        ? []
        : [{ ...toRow(facet, contestBox(facet, corrections)), says: sayStrike(strike) }];
    }),
  };
}

const sayStrike = ({ by, at }: Pick<StruckFacet, "by" | "at">): string =>
  at === null
    ? "the record does not know by whom"
    : `by ${by ?? "somebody unnamed"} on ${sayTime(at)}`;

/** Where one goes from here, in the order of the work. */
const linksOf = (shown: ShownProduct): ProductPage["links"] => {
  const { slug } = shown.product;
  return [
    { href: queueOf({ ...shown, slug }), name: "Queue", says: sayWaiting(shown) },
    { href: logAt(slug), name: "Hazard log", says: sayHazards(shown.hazards) },
    { href: baselinesAt(slug), name: "Baselines", says: "versions of the log that were approved" },
    { href: schemeOfAt(slug), name: "Risk scheme", says: "by which its risks are scored" },
    { href: coverageAt(slug), name: "Coverage", says: "where was looked, and where not" },
    { href: viewsAt(slug), name: "Own view first", says: "which suggestions ask for yours" },
    { href: insightAt(slug), name: "Insight", says: "what was decided, and how" },
  ];
};
