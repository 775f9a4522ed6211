import type { Mention } from "../facet/read.ts";
import { sectionRole, type Segment } from "../text/segments.ts";
import { shortenSpan, spanOf, type Span } from "../text/span.ts";
import { countWords } from "../text/words.ts";
import { standsInAnswers } from "./answers.ts";
import { inOneLine } from "./correction-lines.ts";
import { standsInCorrections, type FunctionsCorrected } from "./corrections.ts";
import { labelOf, toPlain } from "./label.ts";
import { isAboutItself } from "./no-function.ts";
import type { ProductFunction } from "./profile.ts";
import { saysDeed } from "./says-deed.ts";
import { namesOf } from "./says-purpose.ts";
import { statementsOf } from "./statements.ts";

/** More functions than this are merged by capability: a workshop could not walk through them. */
export const maxFunctions = 24;
/** Fewer listed functions than this tell the half of it: what is done is told in the prose around them. */
const enoughListed = 10;
/** A cell with fewer words names a thing: what is done with it stands in another. */
const minCellWords = 4;

type Unnumbered = Omit<ProductFunction, "key">;
type Found = Unnumbered & {
  readonly listed: boolean;
  /** The maker said it when asked. */
  readonly answered: boolean;
};

/** What the product does, in order of the description, as people corrected it. */
export function readFunctions(
  text: string,
  segments: readonly Segment[],
  mentions: readonly Mention[],
  corrected: FunctionsCorrected,
  names: ReadonlySet<string> = namesOf(text, undefined),
): ProductFunction[] {
  const read = choose(findFunctions(text, segments, mentions, names));
  const known = new Set(read.map(nameOf));
  const added = corrected.added
    .filter((span) => !known.has(inOneLine(span.quote)))
    .map((span) => ({
      label: labelOf(span.quote),
      span: shortenSpan(text, span),
      capabilities: capabilitiesIn(mentions, span),
    }));
  const stand = read
    .filter((fn) => !corrected.struck.has(nameOf(fn)))
    .map((fn) => {
      const called = corrected.called.get(nameOf(fn));
      if (called === undefined) return fn;
      const capabilities = new Set([...fn.capabilities, ...capabilitiesIn(mentions, called)]);
      return { ...fn, label: labelOf(called.quote), capabilities: [...capabilities].sort() };
    });
  // What was added comes last, so that the functions of before keep their keys.
  return [...stand.slice(0, maxFunctions - Math.min(added.length, maxFunctions)), ...added]
    .slice(0, maxFunctions)
    .map(({ label, span, capabilities }, i) => ({ key: `F${i + 1}`, label, span, capabilities }));
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

function choose(found: readonly Found[]): Unnumbered[] {
  const described = found.filter((fn) => !fn.answered);
  const listed = described.filter((fn) => fn.listed);
  const chosen = listed.length >= enoughListed ? withUncovered(listed, described) : described;
  const kept = chosen.length <= maxFunctions ? chosen : mostTelling(chosen);
  kept.sort((a, b) => a.span.start - b.span.start);
  const answers = found.filter((fn) => fn.answered);
  return [...kept, ...uncoveredBy(kept, answers)].slice(0, maxFunctions);
}

/** Listed functions, and before them the prose that alone speaks of some capability. */
function withUncovered(listed: readonly Found[], found: readonly Found[]): Found[] {
  const prose = found.filter((fn) => !fn.listed);
  return [...uncoveredBy(listed, prose), ...listed];
}

/** Those that show a capability which neither the covering functions nor any before them show. */
function uncoveredBy(covering: readonly Found[], functions: readonly Found[]): Found[] {
  const covered = new Set(covering.flatMap((fn) => fn.capabilities));
  return functions.filter((fn) => {
    if (fn.capabilities.every((id) => covered.has(id))) return false;
    for (const id of fn.capabilities) covered.add(id);
    return true;
  });
}

/** The first of each kind, listed ones before prose; then what says a deed that no capability is known for. */
function mostTelling(functions: readonly Found[]): Found[] {
  const known = functions.filter(({ capabilities }) => capabilities.length > 0);
  const kinds = firstOfEachKind([...known.filter((fn) => fn.listed), ...known]);
  const others = functions.filter(({ capabilities }) => capabilities.length === 0);
  const inOrder = [...others.filter((fn) => fn.listed), ...others.filter((fn) => !fn.listed)];
  return [...kinds, ...inOrder].slice(0, maxFunctions);
}

function firstOfEachKind<T extends { capabilities: string[] }>(functions: readonly T[]): T[] {
  const seen = new Set<string>();
  return functions.filter(({ capabilities }) => {
    const key = capabilities.join(" ");
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
