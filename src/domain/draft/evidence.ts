import type { BankEntry } from "../bank/entry.ts";
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

/**
 * Words of the description on which a candidate rests: the passage that shares its words, or where none
 * does the one nearest in meaning; then its function, and where a facet of it is said.
 */
export function supportingSpans(
  entry: BankEntry,
  functions: readonly ProductFunction[],
  nearest: Span,
  { profile, description }: { readonly profile: Profile; readonly description: string },
  passages: readonly Passage[],
): Span[] {
  const wanted = new Set(
    contentStems([entry.name, entry.situation, ...entry.causes.map((c) => c.text)].join(" ")),
  );
  const rarity = stemRarity(passages);
  const alike = passages
    .filter(({ leftOut }) => !leftOut)
    .map((passage) => ({ passage, shared: [...passage.stems.intersection(wanted)] }))
    .filter(({ shared }) => shared.length >= minSharedStems)
    .map(({ passage, shared }) => ({
      passage,
      value:
        shared.reduce((sum, stem) => sum + (rarity.get(stem) ?? 0), 0) /
        Math.sqrt(passage.stems.size + 4),
    }))
    .sort((a, b) => b.value - a.value || a.passage.span.start - b.passage.span.start)
    .slice(0, 1)
    .map(({ passage }) => shortenSpan(description, passage.span));
  const keys = new Set(keysOfEntry(entry));
  const facetSpans = profile.facets
    .filter((facet) => ["capability", "technology", "population"].includes(facet.kind))
    .filter((facet) => keys.has(facetKey(facet.kind, facet.id)))
    .flatMap((facet) => facet.spans.slice(0, 1))
    .map((span) => passageAround(span, passages, description));
  const own = new Set(entry.facets.capabilities);
  const atFunctions = functions
    .filter((fn) => fn.capabilities.some((id) => own.has(id)))
    .map((fn) => fn.span);
  const telling = alike.length > 0 ? alike : [shortenSpan(description, nearest)];
  const spans = [...telling, ...atFunctions, ...facetSpans];
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

/** The passage in which a mention stands, so that the quotation can be understood. */
function passageAround(span: Span, passages: readonly Passage[], description: string): Span {
  const around = passages.find(
    (p) => !p.leftOut && p.span.start <= span.start && span.end <= p.span.end,
  );
  if (around === undefined) return span;
  const short = shortenSpan(description, around.span);
  return short.end >= span.end ? short : span;
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
