import { sentencesIn, type Segment } from "../text/segments.ts";

/** The longest that something is called, in UTF-16 code units; and the longest bullet that says one thing. */
export const maxLabelLength = 140;

type Place = { readonly start: number; readonly end: number };

/** A question that is answered in the same breath: “No signal? It works on.” */
const leadingQuestion = /^[^.!?]{1,120}\?\s+(?=\S)/u;

function withoutQuestion(text: string, { start, end }: Place): Place[] {
  const said = text.slice(start, end);
  if (/\?["')\]*_]*$/u.test(said)) return [];
  return [{ start: start + (leadingQuestion.exec(said)?.[0].length ?? 0), end }];
}

/**
 * What a segment states, piece by piece: a bullet or a cell that is too long to be quoted whole may say
 * several things, a sentence says one. Questions state nothing.
 */
export function statementsOf(text: string, { start, end, kind }: Segment): Place[] {
  const isLong = kind !== "sentence" && end - start > maxLabelLength;
  const pieces = isLong
    ? sentencesIn(text, start, end).map(([from, to]) => ({ start: from, end: to }))
    : [{ start, end }];
  return pieces.flatMap((piece) => withoutQuestion(text, piece));
}
