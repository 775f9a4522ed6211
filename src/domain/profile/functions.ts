import type { Mention } from "../facet/read.ts";
import { sectionRole, type Segment } from "../text/segments.ts";
import { shortenSpan, spanOf, type Span } from "../text/span.ts";
import { countWords } from "../text/words.ts";
import { addCapabilities } from "./added-capabilities.ts";
import { standsInAnswers } from "./answers.ts";
import { choose, maxFunctions, type Found, type Unnumbered } from "./choose-functions.ts";
import { inOneLine } from "./correction-lines.ts";
import { standsInCorrections, type FunctionsCorrected } from "./corrections.ts";
import { labelOf, toPlain } from "./label.ts";
import { isAboutItself } from "./no-function.ts";
import type { ProductFunction } from "./profile.ts";
import { saysDeed } from "./says-deed.ts";
import { statementsOf } from "./statements.ts";

/** A cell with fewer words names a thing: what is done with it stands in another. */
const minCellWords = 4;

type Mentions = {
  /** What the description says, and what people corrected of it. */
  readonly written: readonly Mention[];
  readonly corrected: readonly Mention[];
};

/** What the product does, in order of the description, as people corrected it. */
export function readFunctions(
  text: string,
  segments: readonly Segment[],
  { written, corrected: said }: Mentions,
  corrected: FunctionsCorrected,
  names: ReadonlySet<string>,
): ProductFunction[] {
  const mentions = [...written, ...said];
  const { known, fresh } = addCapabilities(choose(findFunctions(text, segments, written, names)), {
    withAdded: choose(findFunctions(text, segments, mentions, names)),
    mentions: said,
    text,
  });
  const words = new Set([...known, ...fresh].map(nameOf));
  const told = corrected.added
    .filter((span) => !words.has(inOneLine(span.quote)))
    .map((span) => ({
      label: labelOf(span.quote),
      span: shortenSpan(text, span),
      capabilities: capabilitiesIn(mentions, span),
    }));
  const asCorrected = (functions: readonly Unnumbered[]): Unnumbered[] =>
    functions
      .filter((fn) => !corrected.struck.has(nameOf(fn)))
      .map((fn) => {
        const called = corrected.called.get(nameOf(fn));
        if (called === undefined) return fn;
        const capabilities = new Set([...fn.capabilities, ...capabilitiesIn(mentions, called)]);
        return { ...fn, label: labelOf(called.quote), capabilities: [...capabilities].sort() };
      });
  // What was added comes last, so that the functions of before keep their keys.
  const added = [...asCorrected(fresh), ...told].slice(0, maxFunctions);
  return [...asCorrected(known).slice(0, maxFunctions - added.length), ...added].map(
    ({ label, span, capabilities }, i) => ({ key: `F${i + 1}`, label, span, capabilities }),
  );
}

/** By what a correction knows a function: the words in which it was read. */
export const nameOf = ({ span }: Pick<ProductFunction, "span">): string => inOneLine(span.quote);

const capabilitiesIn = (mentions: readonly Mention[], { start, end }: Span): string[] => [
  ...new Set(
    mentions
      .filter(({ facet, negated }) => facet.kind === "capability" && !negated)
      .filter((mention) => start <= mention.start && mention.end <= end)
      .map(({ facet }) => facet.id)
      .sort(),
  ),
];

function findFunctions(
  text: string,
  segments: readonly Segment[],
  mentions: readonly Mention[],
  names: ReadonlySet<string>,
): Found[] {
  return segments.flatMap((segment, index) => {
    const role = sectionRole(segment.section);
    if (segment.kind === "heading" || standsInCorrections(segment)) return [];
    const whole = spanOf(text, segment.start, segment.end);
    if (role !== "functions" && role !== "other" && !isUnderPurpose(segment, whole)) return [];
    const inSegment = mentions.filter((m) => m.segment === index && m.facet.kind === "capability");
    const isCell = segment.kind === "cell";
    if (isCell && role !== "functions" && countWords(whole.quote) < minCellWords) return [];
    return statementsOf(text, segment).flatMap(({ start, end }, piece): Found[] => {
      const said = spanOf(text, start, end);
      const own = inSegment.filter((m) => start <= m.start && m.start < end);
      const capabilities = [...new Set(own.filter((m) => !m.negated).map((m) => m.facet.id))];
      const isDeed = !isCell && saysDeed(said.quote, segment.section, names);
      const isItem = role === "functions" && segment.kind !== "sentence" && piece === 0;
      const isSilent = own.length === 0 && (isItem || isDeed);
      if (capabilities.length === 0 && !isSilent) return [];
      if (isAboutItself(said.quote, segment.section)) return [];
      const answered = standsInAnswers(segment);
      return [
        {
          label: labelOf(said.quote),
          span: shortenSpan(text, said),
          capabilities: capabilities.sort(),
          listed: isItem || (role === "functions" && isDeed) || isListed(segment, capabilities),
          answered,
        },
      ];
    });
  });
}

const isListed = ({ kind }: Segment, capabilities: readonly string[]): boolean =>
  kind === "bullet" && capabilities.length > 0;

/** A list that follows the purpose tells how it is met; a bullet that has the label itself states it. */
const isUnderPurpose = ({ kind, section }: Segment, { quote }: Span): boolean =>
  kind === "bullet" &&
  sectionRole(section) === "intended-use" &&
  !toPlain(quote).toLowerCase().startsWith(toPlain(section).toLowerCase());
