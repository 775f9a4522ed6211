import type { BankEntry } from "../bank/entry.ts";
import type { FacetKind } from "../facet/kinds.ts";
import { isNegated } from "../facet/negation.ts";
import { isLeftOut } from "../facet/read.ts";
import { facetKey } from "../facet/vocabulary.ts";
import { standsInCorrections } from "../profile/corrections.ts";
import type { ProductFunction, Profile } from "../profile/profile.ts";
import { segmentsOf } from "../text/segments.ts";
import { shortenSpan, spanOf, type Span } from "../text/span.ts";
import { contentStems, countWords, wordsOf } from "../text/words.ts";
import { keysOfEntry } from "./fit.ts";

/** A sentence, bullet or cell of the description with its content stems. */
export type Passage = {
  readonly span: Span;
  readonly stems: ReadonlySet<string>;
  /** It stands in a list of what is out of scope, or corrects what was read. */
  readonly leftOut: boolean;
};

const maxSpans = 2;
/** A passage that shares fewer content words with a prior hazard says nothing for it. */
const minSharedStems = 3;
/** Of these so many must be words of the hazard itself: causes alone speak of much else. */
const minToldStems = 2;
/** Kinds of facet that say what a product does and with what: sharing one supports a hazard. */
const telling: readonly FacetKind[] = ["capability", "technology"];
/** And what it holds and for whom, where the hazard is told of it; who uses it and where says nothing of what goes wrong. */
const tellingIfTold: readonly FacetKind[] = [...telling, "data", "population"];

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

/** What a function or a facet that is shared counts beside shared words. */
const worth = { told: 1.5, facet: 0.5, function: 0.5 };

/** A question of an advertisement, or a heading without a mark, says nothing that holds of the product. */
const saysNothing = (quote: string): boolean =>
  /\?["')\]”’*_]*$/u.test(quote.trim()) || isBareHeading(quote);

/** A few words, or lines of them, without the end of a sentence. */
function isBareHeading(quote: string): boolean {
  const lines = quote.trim().split("\n");
  return lines.every((line) => countWords(line) <= maxHeadingWords && !/[.!;:,|–—-]/u.test(line));
}
const maxHeadingWords = 8;

/**
 * Words of the description on which a candidate rests, nearest in rare words first: passages that share its
 * words, say a facet that it shares, or are a function that shares a capability. None where nothing is
 * shared: words that happen to be near in meaning support nothing. What the product is for, and titles,
 * support everything and so nothing by themselves.
 */
export function supportingSpans(
  { entry, told, causes, speaks, functions }: Supported,
  { profile, description }: { readonly profile: Profile; readonly description: string },
  passages: readonly Passage[],
): Span[] {
  const wantedMost = new Set(contentStems(told));
  const wanted = new Set(contentStems([told, ...causes].join(" ")));
  const rarity = stemRarity(passages);
  const wordsShared = ({ stems }: Passage): number =>
    [...stems.intersection(wantedMost)].reduce((sum, stem) => sum + (rarity.get(stem) ?? 0), 0) /
    Math.sqrt(stems.size + 4);
  const own = new Set(entry.facets.capabilities);
  const keys = new Set(keysOfEntry(entry));
  const isOfPeople = (kind: FacetKind): boolean =>
    kind === "population" && entry.lens === "more-exposed";
  const isIn = (inner: Span, outer: Span): boolean =>
    outer.start <= inner.start && inner.end <= outer.end;
  const atFunctions = functions.filter((fn) => fn.capabilities.some((id) => own.has(id)));
  const facets = profile.facets.flatMap((facet) => {
    const key = facetKey(facet.kind, facet.id);
    const isTold = tellingIfTold.includes(facet.kind) && speaks.has(key);
    const isShared = (isOfPeople(facet.kind) || telling.includes(facet.kind)) && keys.has(key);
    return isTold || isShared ? [{ isTold, spans: facet.spans }] : [];
  });
  const grounds = passages
    .filter(({ leftOut, span }) => !leftOut && !saysNothing(span.quote))
    .flatMap((passage) => {
      const shared = passage.stems.intersection(wanted);
      const isAlike =
        shared.size >= minSharedStems && shared.intersection(wantedMost).size >= minToldStems;
      const fn = atFunctions.find(
        ({ span }) => isIn(span, passage.span) || isIn(passage.span, span),
      );
      const said = facets.filter(({ spans }) => spans.some((span) => isIn(span, passage.span)));
      if (!isAlike && fn === undefined && said.length === 0) return [];
      const value =
        wordsShared(passage) +
        (said.some(({ isTold }) => isTold) ? worth.told : said.length > 0 ? worth.facet : 0) +
        (fn === undefined ? 0 : worth.function);
      const mention = said[0]?.spans.find((span) => isIn(span, passage.span));
      const isPurpose =
        isIn(profile.intendedUse, passage.span) || isIn(passage.span, profile.intendedUse);
      return [{ span: quoted(passage.span, mention, description), value, isPurpose }];
    })
    .toSorted((a, b) => b.value - a.value || a.span.start - b.span.start)
    .slice(0, maxSpans);
  return grounds.every(({ isPurpose }) => isPurpose) ? [] : grounds.map(({ span }) => span);
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

/** What of a passage may be quoted, so that a mention in it can be understood. */
function quoted(around: Span, mention: Span | undefined, description: string): Span {
  const whole = shortenSpan(description, around);
  if (mention === undefined || whole.end >= mention.end) return whole;
  const before = [...description.slice(around.start, mention.start).matchAll(/\S+/gu)];
  const from = around.start + (before.at(-wordsBefore)?.index ?? 0);
  const part = shortenSpan(description, spanOf(description, from, around.end));
  return part.end >= mention.end ? part : mention;
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
