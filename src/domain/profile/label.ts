import { segmentsOf } from "../text/segments.ts";
import type { Span } from "../text/span.ts";

const maxLabelLength = 90;
/** A shorter beginning says too little to tell one function from another. */
const minLabelLength = 25;
/** A sentence is shown whole up to here, in UTF-16 code units: it may be a whole document. */
const maxShown = 600;
/** Where a clause ends, which is taken before where a part of it does that can be left off. */
const boundaries = [
  /[,;:.](?=\s)|\s[–—-](?=\s)|\s(?=\()/gu,
  /\s(?=(?:and|or|but|so|which|who|that|when|while|where|if|before|after|until|by|with|without|for|from|in|into|on|at|to|through|using|against)\s)/gu,
];

/** Words without the marks that a description sets them with. */
export const toPlain = (quote: string): string =>
  quote
    .replaceAll(/[*_`#]/gu, "")
    .replaceAll(/\s+/gu, " ")
    .trim();

const isOpen = (said: string): boolean => said.split("(").length > said.split(")").length;

/** What a function is called: the words in which the description says it, up to the end of a clause. */
export function labelOf(quote: string): string {
  const plain = toPlain(quote);
  if (plain.length <= maxLabelLength) return plain;
  const seen = plain.slice(0, maxLabelLength + 2);
  const isEnd = (at: number): boolean =>
    at >= minLabelLength && at <= maxLabelLength && !isOpen(plain.slice(0, at));
  const [end] = boundaries.flatMap((boundary) =>
    [...seen.matchAll(boundary)]
      .map(({ index }) => index)
      .filter(isEnd)
      .slice(-1),
  );
  if (end !== undefined) return plain.slice(0, end);
  return `${plain.slice(0, maxLabelLength).replace(/\s+\S*$/u, "")} …`;
}

/** The sentences in which functions are said, as they are read: a function's own words may be cut. */
export function sentencesOf(text: string, spans: readonly Pick<Span, "start" | "end">[]): string[] {
  const segments = segmentsOf(text);
  return spans.map(({ start, end }) => {
    const around = segments.find((at) => at.start <= start && start < at.end);
    const plain = toPlain(text.slice(start, Math.max(end, around?.end ?? end)));
    return plain.length <= maxShown
      ? plain
      : `${plain.slice(0, maxShown).replace(/\s+\S*$/u, "")} …`;
  });
}
