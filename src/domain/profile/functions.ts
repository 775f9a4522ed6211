import type { Mention } from "../facet/read.ts";
import { sectionRole, type Segment } from "../text/segments.ts";
import { shortenSpan, spanOf, type Span } from "../text/span.ts";
import { standsInAnswers } from "./answers.ts";
import { inOneLine } from "./correction-lines.ts";
import { standsInCorrections, type FunctionsCorrected } from "./corrections.ts";
import { labelOf, toPlain } from "./label.ts";
import { isAboutItself } from "./no-function.ts";
import type { ProductFunction } from "./profile.ts";

/** More functions than this are merged by capability: a workshop could not walk through them. */
export const maxFunctions = 24;
/** Fewer listed functions than this are no list: the prose around them tells the rest. */
const minListedFunctions = 2;

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
): ProductFunction[] {
  const read = choose(findFunctions(text, segments, mentions));
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
): Found[] {
  return segments.flatMap((segment, index) => {
    const role = sectionRole(segment.section);
    if (segment.kind === "heading" || standsInCorrections(segment)) return [];
    const said = spanOf(text, segment.start, segment.end);
    if (role !== "functions" && role !== "other" && !isUnderPurpose(segment, said)) return [];
    const own = mentions.filter((m) => m.segment === index && m.facet.kind === "capability");
    const capabilities = [...new Set(own.filter((m) => !m.negated).map((m) => m.facet.id))].sort();
    const says = capabilities.length > 0 || (role === "functions" && own.length === 0);
    if (!says || isAboutItself(said.quote, segment.section)) return [];
    const listed = role === "functions" || segment.kind === "bullet";
    const answered = standsInAnswers(segment);
    const span = shortenSpan(text, said);
    return [{ label: labelOf(said.quote), span, capabilities, listed, answered }];
  });
}

/** A list that follows the purpose tells how it is met; a bullet that has the label itself states it. */
const isUnderPurpose = ({ kind, section }: Segment, { quote }: Span): boolean =>
  kind === "bullet" &&
  sectionRole(section) === "intended-use" &&
  !toPlain(quote).toLowerCase().startsWith(toPlain(section).toLowerCase());

function choose(found: readonly Found[]): Unnumbered[] {
  const described = found.filter((fn) => !fn.answered);
  const listed = described.filter((fn) => fn.listed);
  const chosen = listed.length >= minListedFunctions ? withUncovered(listed, described) : described;
  const kept = chosen.length <= maxFunctions ? chosen : firstOfEachKind(chosen);
  const answers = found.filter((fn) => fn.answered);
  return [...kept.slice(0, maxFunctions), ...uncoveredBy(kept, answers)].slice(0, maxFunctions);
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

function firstOfEachKind<T extends { capabilities: string[] }>(functions: readonly T[]): T[] {
  const seen = new Set<string>();
  return functions.filter(({ capabilities }) => {
    const key = capabilities.join(" ");
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
