import type { Mention } from "../facet/read.ts";
import type { Vocabulary } from "../facet/vocabulary.ts";
import { segmentsOf, type Segment } from "../text/segments.ts";
import { shortenSpan, spanOf } from "../text/span.ts";
import { answerLabels, readBareAnswer } from "./questions.ts";

/** The section of a description in which the maker's answers stand, one bullet each. */
const answersHeading = "Answers from the maker";

export const standsInAnswers = ({ kind, section }: Segment): boolean =>
  kind !== "heading" && section === answersHeading;

export type MakerAnswer = { readonly question: string; readonly text: string };

/** Each answer on one line, under a label in place of the question: its words would be read as said. */
const bulletOf = ({ question, text }: MakerAnswer): string => {
  const label = answerLabels.get(question);
  if (label === undefined) throw new RangeError(`expected the id of a question, got ${question}`);
  return `- ${label}: ${text.trim().replaceAll(/\s+/gu, " ")}`;
};

/** The description with answers after those that it holds, else in a section at its end. */
export function appendAnswers(description: string, answers: readonly MakerAnswer[]): string {
  const bullets = answers.map(bulletOf).join("\n");
  const last = segmentsOf(description).findLast(standsInAnswers);
  if (last !== undefined) {
    return `${description.slice(0, last.end)}\n${bullets}${description.slice(last.end)}`;
  }
  const gap = description.endsWith("\n\n") ? "" : description.endsWith("\n") ? "\n" : "\n\n";
  return `${description}${gap}## ${answersHeading}\n\n${bullets}\n`;
}

type Given = { readonly question: string; readonly start: number; readonly segment: number };

/** The answers that a description holds: to which question, and where what they say begins. */
function answersIn(text: string, segments: readonly Segment[]): Given[] {
  return segments.flatMap((at, segment) => {
    if (!standsInAnswers(at)) return [];
    const said = text.slice(at.start, at.end);
    const under = [...answerLabels].find(([, label]) => said.startsWith(`${label}: `));
    if (under === undefined) return [];
    const [question, label] = under;
    return [{ question, start: at.start + label.length + 2, segment }];
  });
}

/** Ids of the questions that were answered, and what bare answers say of what was asked about. */
export function readAnswers(
  text: string,
  segments: readonly Segment[],
  vocabulary: Vocabulary,
): { readonly answered: ReadonlySet<string>; readonly mentions: readonly Mention[] } {
  const given = answersIn(text, segments);
  const mentions = given.flatMap(({ question, start, segment }): Mention[] => {
    const said = spanOf(text, start, segments[segment]?.end ?? start);
    const read = readBareAnswer(question, said.quote);
    const facet = read === null ? undefined : vocabulary.facets.get(read.facet);
    if (read === null || facet === undefined) return [];
    const { end } = shortenSpan(text, said);
    return [{ facet, start, end, segment, negated: read.negated }];
  });
  return { answered: new Set(given.map(({ question }) => question)), mentions };
}
