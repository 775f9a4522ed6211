import type { FacetKind } from "../facet/kinds.ts";
import type { Mention } from "../facet/read.ts";
import { facetKey, type Facet, type Vocabulary } from "../facet/vocabulary.ts";
import { segmentsOf, type Segment } from "../text/segments.ts";
import { spanOf, type Span } from "../text/span.ts";

/** The section of a description in which people correct what was read of it, one bullet each. */
const correctionsHeading = "Corrections to what was read";

export const standsInCorrections = ({ kind, section }: Segment): boolean =>
  kind === "bullet" && section === correctionsHeading;

/** What stands in that section, bullet by bullet. */
const bulletsIn = (text: string): string[] =>
  segmentsOf(text)
    .filter(standsInCorrections)
    .map(({ start, end }) => text.slice(start, end));

/**
 * Whether a text from outside brings corrections that nobody made here: any but those of the version
 * that it follows, unchanged.
 */
export function bringsCorrections(text: string, latest: string | null): boolean {
  const brought = bulletsIn(text);
  if (brought.length === 0) return false;
  const made = latest === null ? [] : bulletsIn(latest);
  return brought.length !== made.length || brought.some((bullet, i) => bullet !== made[i]);
}

type Named = { readonly kind: FacetKind; readonly id: string; readonly label: string };
/** A facet that was read wrongly, or was missed: then with words of the description, or the maker's. */
export type Correction = Named &
  (
    | { readonly says: "not-so" }
    | { readonly says: "so"; readonly by: "description" | "maker"; readonly words: string }
  );

const inOneLine = (text: string): string => text.trim().replaceAll(/\s+/gu, " ");

function bulletOf(correction: Correction): string {
  const named = `${correction.label} (${facetKey(correction.kind, correction.id)})`;
  if (correction.says === "not-so") return `- Not so: ${named}.`;
  const words = `“${inOneLine(correction.words)}”`;
  return correction.by === "maker"
    ? `- Also so: ${named}, the maker says ${words}.`
    : `- Also so: ${named}, by the words ${words}.`;
}

/** The description with corrections after those that it holds, else in a section at its end. */
export function appendCorrections(description: string, corrections: readonly Correction[]): string {
  const bullets = corrections.map(bulletOf).join("\n");
  const last = segmentsOf(description).findLast(standsInCorrections);
  if (last !== undefined) {
    return `${description.slice(0, last.end)}\n${bullets}${description.slice(last.end)}`;
  }
  const gap = description.endsWith("\n\n") ? "" : description.endsWith("\n") ? "\n" : "\n\n";
  return `${description}${gap}## ${correctionsHeading}\n\n${bullets}\n`;
}

/** The most corrections that a description may hold: each is looked for in all of it. */
export const maxCorrections = 200;

/** Words as they may stand in a text that breaks its lines elsewhere, whatever their case. */
const anywhere = (words: string): RegExp =>
  new RegExp(
    inOneLine(words)
      .split(" ")
      .map((word) => RegExp.escape(word))
      .join("\\s+"),
    "iu",
  );

/** The description without what people corrected, every other character in its place. */
export function withoutCorrections(text: string, segments: readonly Segment[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of segments.filter(standsInCorrections)) {
    parts.push(text.slice(from, start), " ".repeat(end - start));
    from = end;
  }
  return [...parts, text.slice(from)].join("");
}

/** Where words stand in a description without corrections; null where they do not. */
export function findWords(description: string, words: string): Span | null {
  const found = anywhere(words).exec(description);
  return found && spanOf(description, found.index, found.index + found[0].length);
}

const line =
  /^(Not so|Also so): (.+?) \(([a-z]+:[a-z0-9-]+)\)(?:\.|, (by the words|the maker says) “(.+)”\.)$/u;

/** One correction as it stands in the text. */
type Said = {
  readonly facet: Facet;
  readonly segment: number;
  /** Whose words say so; null where it is not so. */
  readonly words: "description" | "maker" | null;
  readonly span: Span;
};

function readLine(
  text: string,
  { start, end }: Segment,
  segment: number,
  { facets }: Vocabulary,
): Said | null {
  const read = line.exec(text.slice(start, end));
  const facet = facets.get(read?.[3] ?? "");
  const words = read?.[5];
  // A line that names one thing and has the key of another would strike what its reader does not see.
  if (read === null || facet === undefined || read[2] !== facet.label) return null;
  if (read[1] === "Not so" && words === undefined) {
    return { facet, segment, words: null, span: spanOf(text, start, end) };
  }
  if (read[1] === "Not so" || words === undefined) return null;
  const at = start + read[0].lastIndexOf(words);
  const whose = read[4] === "by the words" ? "description" : "maker";
  const span = spanOf(text, at, at + words.length);
  return { facet, segment, words: whose, span };
}

export type CorrectionsRead = {
  /** Keys of facets of which the last word is that they are not so. */
  readonly struck: ReadonlySet<string>;
  readonly mentions: readonly Mention[];
  /** The words that say so, by the segment in which they stand. */
  readonly words: ReadonlyMap<number, Span>;
};

/** What people corrected; of several corrections of one facet the last holds. */
export function readCorrections(
  text: string,
  segments: readonly Segment[],
  vocabulary: Vocabulary,
): CorrectionsRead {
  const last = new Map<string, Said>();
  let count = 0;
  for (const [at, segment] of segments.entries()) {
    if (!standsInCorrections(segment) || count >= maxCorrections) continue;
    count += 1;
    const said = readLine(text, segment, at, vocabulary);
    if (said !== null) last.set(facetKey(said.facet.kind, said.facet.id), said);
  }
  if (last.size === 0) return { struck: new Set(), mentions: [], words: new Map() };
  const described = withoutCorrections(text, segments);
  /** The words where the description has them, so that they are read there as a reader would. */
  const placeOf = ({ facet, words, span }: Said): Mention[] => {
    const found = words === "description" ? findWords(described, span.quote) : null;
    if (found === null) return [];
    const segment = segments.findIndex((s) => s.start <= found.start && found.start < s.end);
    const { start, end } = found;
    return segment < 0 ? [] : [{ facet, start, end, segment, negated: false }];
  };
  const said = [...last.values()];
  return {
    struck: new Set([...last].filter(([, { words }]) => words === null).map(([key]) => key)),
    mentions: said.flatMap((one) => {
      const { facet, segment, words, span } = one;
      const { start, end } = span;
      return [...placeOf(one), { facet, start, end, segment, negated: words === null }];
    }),
    words: new Map(
      said.filter(({ words }) => words !== null).map(({ segment, span }) => [segment, span]),
    ),
  };
}
