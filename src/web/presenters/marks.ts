/** A place of a text to be lit: UTF-16 code units of the unchanged text. */
export type Mark = {
  /** What a link can point at. */
  readonly id: string;
  readonly kind: "intended-use" | "function" | "facet" | "excluded" | "evidence" | "control";
  readonly start: number;
  readonly end: number;
};
export type Segment = {
  readonly text: string;
  /** Kinds of the marks over it; empty when it is not lit. */
  readonly kinds: readonly Mark["kind"][];
  /** Ids of the marks that begin here. */
  readonly anchors: readonly string[];
};
export type MarkedLine = { readonly segments: readonly Segment[] };

/**
 * Cuts a text into lines of segments that are each lit or not. Marks may overlap and cross lines; one
 * that lies outside the text is left out. The segments of all lines, joined by line feeds, are the text.
 */
export function markText(text: string, marks: readonly Mark[]): MarkedLine[] {
  const valid = marks
    .filter(({ start, end }) => start >= 0 && start < end && end <= text.length)
    .sort((a, b) => a.start - b.start);
  const lines: MarkedLine[] = [];
  let next = 0;
  let open: readonly Mark[] = [];
  let lineStart = 0;
  for (const line of text.split("\n")) {
    const lineEnd = lineStart + line.length;
    const cuts = new Set([lineStart, lineEnd]);
    for (const { end } of open) if (end < lineEnd) cuts.add(end);
    for (let i = next; (valid[i]?.start ?? Infinity) <= lineEnd; i += 1) {
      const { start, end } = valid[i] ?? { start: lineEnd, end: lineEnd };
      cuts.add(start);
      if (end < lineEnd) cuts.add(end);
    }
    const ordered = [...cuts].sort((a, b) => a - b);
    const segments: Segment[] = [];
    for (const [i, from] of ordered.slice(0, -1).entries()) {
      const begun: Mark[] = [];
      for (let mark = valid[next]; mark !== undefined && mark.start <= from; mark = valid[next]) {
        begun.push(mark);
        next += 1;
      }
      open = [...open, ...begun].filter(({ end }) => end > from);
      segments.push({
        text: text.slice(from, ordered[i + 1]),
        kinds: [...new Set(open.map(({ kind }) => kind))],
        anchors: begun.map(({ id }) => id),
      });
    }
    lines.push({ segments });
    lineStart = lineEnd + 1;
  }
  return lines;
}

/** The line, counted from 1, on which a place of a text stands. */
export const lineOf = (text: string, offset: number): number =>
  text.slice(0, offset).split("\n").length;
