import { standsInCorrections } from "../../domain/profile/corrections.ts";
import { segmentsOf } from "../../domain/text/segments.ts";
import { lineOf, markText, type Mark, type MarkedLine } from "./marks.ts";

/** A line of a description; people's corrections are folded, since they say nothing that it does not. */
export type DescribedLine = MarkedLine & {
  /** What stands folded from here on, and whether it is open because words are lit in it. */
  readonly opens: { readonly says: string; readonly isOpen: boolean } | null;
  readonly closes: boolean;
};

/** A description line by line, with its corrections folded where no words are lit in them. */
export function presentDescription(text: string, marks: readonly Mark[]): DescribedLine[] {
  const lines = markText(text, marks);
  const corrections = segmentsOf(text).filter(standsInCorrections);
  const [first, last] = [corrections.at(0), corrections.at(-1)];
  const from = first === undefined ? null : lineOf(text, first.start) - 1;
  const to = last === undefined ? null : lineOf(text, last.end) - 1;
  const folded = from === null || to === null ? [] : lines.slice(from, to + 1);
  const isOpen = folded.some(({ segments }) => segments.some(({ kinds }) => kinds.length > 0));
  const count = corrections.length;
  const says = count === 1 ? "1 correction" : `${count} corrections`;
  return lines.map((line, i) => ({
    ...line,
    opens: i === from ? { says, isOpen } : null,
    closes: i === to,
  }));
}
