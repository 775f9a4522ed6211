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
  const waiting = marks
    .filter(({ start, end }) => start >= 0 && start < end && end <= text.length)
    .sort((a, b) => a.start - b.start);
  let next = 0;
  let open: readonly Mark[] = [];
  let from = 0;
  return text.split("\n").map((line) => {
    const to = from + line.length;
    const begun: Mark[] = [];
    for (let mark = waiting[next]; mark !== undefined && mark.start < to; mark = waiting[next]) {
      begun.push(mark);
      next += 1;
    }
    const here = [...open, ...begun];
    const segments = cutLine(text, from, to, here, new Set(begun));
    open = here.filter(({ end }) => end > to);
    from = to + 1;
    return { segments };
  });
}

/** One line, cut wherever one of the marks over it begins or ends. */
function cutLine(
  text: string,
  from: number,
  to: number,
  marks: readonly Mark[],
  begun: ReadonlySet<Mark>,
): Segment[] {
  const within = (offset: number): number => Math.min(Math.max(offset, from), to);
  const places = marks.flatMap(({ start, end }) => [within(start), within(end)]);
  const cuts = [...new Set([from, to, ...places])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, i) => {
    const over = marks.filter((mark) => mark.start <= start && mark.end > start);
    return {
      text: text.slice(start, cuts[i + 1]),
      kinds: [...new Set(over.map(({ kind }) => kind))],
      anchors: over
        .filter((mark) => begun.has(mark) && within(mark.start) === start)
        .map(({ id }) => id),
    };
  });
}

/** The line, counted from 1, on which a place of a text stands. */
export const lineOf = (text: string, offset: number): number =>
  text.slice(0, offset).split("\n").length;
