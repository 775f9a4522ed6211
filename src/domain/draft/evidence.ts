import type { BankEntry } from "../bank/entry.ts";
import type { FacetKind } from "../facet/kinds.ts";
import { isNegated } from "../facet/negation.ts";
import { isLeftOut } from "../facet/read.ts";
import { facetKey } from "../facet/vocabulary.ts";
import { standsInCorrections } from "../profile/corrections.ts";
import type { ProductFunction, Profile } from "../profile/profile.ts";
import { segmentsOf } from "../text/segments.ts";
import { shortenSpan, spanOf, type Span } from "../text/span.ts";
import { contentStems, wordsOf } from "../text/words.ts";
import { keysOfEntry } from "./fit.ts";

/** A sentence, bullet or cell of the description with its content stems. */
export type Passage = {
  readonly span: Span;
  readonly stems: ReadonlySet<string>;
  /** It stands in a list of what is out of scope, or corrects what was read. */
  readonly leftOut: boolean;
};

const maxSpans = 3;
/** A passage that shares fewer content words with a prior hazard says nothing for it. */
const minSharedStems = 3;
/** Of these so many must be words of the hazard itself: causes alone speak of much else. */
const minToldStems = 2;
/** Kinds of facet that say what a product does, with what and for whom: sharing one supports a hazard. */
const telling: readonly FacetKind[] = ["capability", "technology", "population"];
/** And what it holds, where the hazard is told of it; who uses it and where says nothing of what goes wrong. */
const tellingIfTold: readonly FacetKind[] = [...telling, "data"];

export function readPassages(description: string): Passage[] {
  return segmentsOf(description)
    .filter((segment) => segment.kind !== "heading")
    .map((segment) => {
      const span = spanOf(description, segment.start, segment.end);
      const stems = new Set(contentStems(span.quote));
      const leftOut = isLeftOut(description, segment) || standsInCorrections(segment);
      return { span, stems, leftOut };
    });
}

/** What a candidate says, as far as words of the description may support it. */
type Supported = {
  readonly entry: BankEntry;
  /** Its name and situation as they are told. */
  readonly told: string;
  readonly causes: readonly string[];
  /** Keys of the facets that it is told of. */
  readonly speaks: ReadonlySet<string>;
  /** The functions that it is about. */
  readonly functions: readonly ProductFunction[];
};

/**
 * Words of the description on which a candidate rests: the passage that shares its words, the function
 * that shares a capability, and where a facet is said that it shares, first of all one that it is told of.
 * None where nothing is shared: words that happen to be near in meaning support nothing.
 */
export function supportingSpans(
  { entry, told, causes, speaks, functions }: Supported,
  { profile, description }: { readonly profile: Profile; readonly description: string },
  passages: readonly Passage[],
): Span[] {
  const wantedMost = new Set(contentStems(told));
  const wanted = new Set(contentStems([told, ...causes].join(" ")));
  const rarity = stemRarity(passages);
  const weigh = (stems: Iterable<string>): number =>
    [...stems].reduce((sum, stem) => sum + (rarity.get(stem) ?? 0), 0);
  const alike = passages
    .filter(({ leftOut }) => !leftOut)
    .map((passage) => ({ passage, shared: passage.stems.intersection(wanted) }))
    .filter(({ shared }) => shared.size >= minSharedStems)
    .filter(({ shared }) => shared.intersection(wantedMost).size >= minToldStems)
    .map(({ passage, shared }) => ({
      passage,
      value: weigh(shared) / Math.sqrt(passage.stems.size + 4),
    }))
    .sort((a, b) => b.value - a.value || a.passage.span.start - b.passage.span.start)
    .slice(0, 1)
    .map(({ passage }) => shortenSpan(description, passage.span));
  const own = new Set(entry.facets.capabilities);
  const atFunctions = functions
    .filter((fn) => fn.capabilities.some((id) => own.has(id)))
    .map((fn) => fn.span);
  const keys = new Set(keysOfEntry(entry));
  const facetSpans = profile.facets
    .map((facet) => ({ facet, key: facetKey(facet.kind, facet.id) }))
    .filter(
      ({ facet: { kind }, key }) =>
        (tellingIfTold.includes(kind) && speaks.has(key)) ||
        (telling.includes(kind) && keys.has(key)),
    )
    .toSorted(
      (a, b) =>
        Number(speaks.has(b.key)) - Number(speaks.has(a.key)) ||
        b.facet.salience - a.facet.salience,
    )
    .flatMap(({ facet }) => facet.spans.slice(0, 1))
    .map((span) => passageAround(span, passages, description));
  const spans = [...alike, ...atFunctions, ...facetSpans];
  const distinct = spans.filter(
    (span, i) => spans.findIndex((other) => other.start === span.start) === i,
  );
  return distinct.slice(0, maxSpans);
}

/** How rare each stem is among the passages: what stands everywhere says nothing. */
function stemRarity(passages: readonly Passage[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { stems } of passages) {
    for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  return new Map([...counts].map(([stem, n]) => [stem, Math.log(1 + passages.length / n)]));
}

/** Words quoted before a mention that stands far on in a long passage. */
const wordsBefore = 12;

/** The passage in which a mention stands, or what of it may be quoted, so that it can be understood. */
function passageAround(span: Span, passages: readonly Passage[], description: string): Span {
  const around = passages.find(
    (p) => !p.leftOut && p.span.start <= span.start && span.end <= p.span.end,
  )?.span;
  if (around === undefined) return span;
  const whole = shortenSpan(description, around);
  if (whole.end >= span.end) return whole;
  const before = [...description.slice(around.start, span.start).matchAll(/\S+/gu)];
  const from = around.start + (before.at(-wordsBefore)?.index ?? 0);
  const part = shortenSpan(description, spanOf(description, from, around.end));
  return part.end >= span.end ? part : span;
}

/** A measure is taken as stated only when most of what it says stands in one passage, not denied. */
const minControlShare = 0.5;
const minControlStems = 4;

/** The stems of a passage that it does not deny. */
const assertedStems = (description: string, { start, quote }: Span): Set<string> =>
  new Set(
    wordsOf(quote)
      .filter((word) => !isNegated(description, start, start + word.start))
      .map((word) => word.stem),
  );

/** Where the description states a control; null when it does not. */
export function findStatedControl(
  control: string,
  description: string,
  passages: readonly Passage[],
): Span | null {
  const wanted = new Set(contentStems(control));
  let best: { span: Span; share: number } | null = null;
  const enough = (shared: number): boolean =>
    shared >= minControlStems && shared / wanted.size >= minControlShare;
  for (const { span, stems, leftOut } of passages) {
    if (leftOut || !enough(stems.intersection(wanted).size)) continue;
    const shared = assertedStems(description, span).intersection(wanted).size;
    const share = shared / wanted.size;
    if (!enough(shared)) continue;
    if (best === null || share > best.share) best = { span: shortenSpan(description, span), share };
  }
  return best?.span ?? null;
}
