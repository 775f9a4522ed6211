import { readMentions, type Mention } from "../facet/read.ts";
import { facetKey, type Vocabulary } from "../facet/vocabulary.ts";
import { segmentsOf, type Segment } from "../text/segments.ts";
import { spanOf, type Span } from "../text/span.ts";
import {
  inOneLine,
  lineOf,
  readLine,
  type Correction,
  type SaidOfFacet,
  type SaidOfFunction,
} from "./correction-lines.ts";

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

/** The description with corrections after those that it holds, else in a section at its end. */
export function appendCorrections(description: string, corrections: readonly Correction[]): string {
  const bullets = corrections.map((correction) => `- ${lineOf(correction)}`).join("\n");
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

/** What people said of functions, each by the words in which it was read. */
export type FunctionsCorrected = {
  readonly struck: ReadonlySet<string>;
  /** Where the description has those words. */
  readonly struckAt: readonly Span[];
  readonly called: ReadonlyMap<string, Span>;
  /** Where the description or the maker says each that was added. */
  readonly added: readonly Span[];
};
export type CorrectionsRead = {
  /** Keys of facets of which the last word is that they are not so. */
  readonly struck: ReadonlySet<string>;
  readonly mentions: readonly Mention[];
  readonly functions: FunctionsCorrected;
};

const nothingSaid: CorrectionsRead = {
  struck: new Set(),
  mentions: [],
  functions: { struck: new Set(), struckAt: [], called: new Map(), added: [] },
};

type At<Said> = Said & { readonly segment: number };
/** The last that was said of each facet and each function. */
function lastSaid(text: string, segments: readonly Segment[], vocabulary: Vocabulary) {
  const facets = new Map<string, At<SaidOfFacet>>();
  const functions = new Map<string, At<SaidOfFunction>>();
  let count = 0;
  for (const [at, segment] of segments.entries()) {
    if (!standsInCorrections(segment) || count >= maxCorrections) continue;
    count += 1;
    const said = readLine(text, segment, vocabulary);
    if (said === null) continue;
    const last = { ...said, segment: at };
    if (last.about === "facet") facets.set(facetKey(last.facet.kind, last.facet.id), last);
    else functions.set(last.words, last);
  }
  return { facets, functions };
}

/** What people corrected; of several corrections of one thing the last holds. */
export function readCorrections(
  text: string,
  segments: readonly Segment[],
  vocabulary: Vocabulary,
): CorrectionsRead {
  const last = lastSaid(text, segments, vocabulary);
  if (last.facets.size + last.functions.size === 0) return nothingSaid;
  const described = withoutCorrections(text, segments);
  const struck = new Set(
    [...last.facets].filter(([, { says }]) => says === "not-so").map(([key]) => key),
  );
  /** The words where the description has them, so that they are read there as a reader would. */
  const placeOf = ({ facet, by, span }: SaidOfFacet): Mention[] => {
    const found = by === "description" ? findWords(described, span.quote) : null;
    if (found === null) return [];
    const segment = segments.findIndex((s) => s.start <= found.start && found.start < s.end);
    const { start, end } = found;
    return segment < 0 ? [] : [{ facet, start, end, segment, negated: false }];
  };
  const ofFunctions = [...last.functions.values()];
  return {
    struck,
    mentions: [
      ...[...last.facets.values()].flatMap((said): Mention[] => {
        const { facet, segment, says, span } = said;
        const { start, end } = span;
        return [...placeOf(said), { facet, start, end, segment, negated: says === "not-so" }];
      }),
      ...ofFunctions.flatMap(({ segment, says, span }) =>
        says === "no-function"
          ? []
          : capabilitiesSaid(text, span, vocabulary)
              .filter(({ facet }) => !struck.has(facetKey(facet.kind, facet.id)))
              .map((mention) => ({ ...mention, segment })),
      ),
    ],
    functions: toFunctions(ofFunctions, described),
  };
}

/** What a person's words for a function show that it does. */
const capabilitiesSaid = (text: string, { start, end }: Span, vocabulary: Vocabulary): Mention[] =>
  readMentions(text, [{ start, end, kind: "sentence", section: "" }], vocabulary).filter(
    ({ facet, negated }) => facet.kind === "capability" && !negated,
  );

function toFunctions(said: readonly SaidOfFunction[], described: string): FunctionsCorrected {
  const struck = said.filter(({ says }) => says === "no-function").map(({ words }) => words);
  return {
    struck: new Set(struck),
    struckAt: struck.flatMap((words) => findWords(described, words) ?? []),
    called: new Map(
      said.flatMap((one) => (one.says === "function-called" ? [[one.words, one.span]] : [])),
    ),
    added: said.flatMap(({ says, by, words, span }) => {
      if (says !== "function") return [];
      return [(by === "description" ? findWords(described, words) : null) ?? span];
    }),
  };
}
