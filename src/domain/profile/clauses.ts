import { sectionRole, type Segment } from "../text/segments.ts";

/** A label under which the purpose is stated, whatever its words. */
export const namesPurpose =
  /^(?:(?:intended )?(?:use|purpose)|purpose(?: of .*)?|aims?|goals?|objectives?|indications?(?: for use)?|what (?:is )?(?:it|this|[\w -]{1,40}?) (?:is )?(?:meant |used )?for|what (?:is )?(?:it|this) (?:is )?intended for|why (?:it exists|use it)|use case)$/iu;
/** A label under which makers say what the product is or does. */
export const announces =
  /^(?:about(?: .*)?|(?:please )?(?:describe|outline|summarise) .{3,80}|(?:our |the |proposed )?(?:solution|answer|response|idea|proposal)|what we (?:do|built|offer|make)|overview|introduction|summary|(?:product |brief |short |general |system |service )?(?:description|overview|summary)|background|synopsis|at a glance|in brief|in short|in (?:one|a) (?:sentence|nutshell|few words)|what (?:it|this|[\w -]{1,40}?) (?:is|does|do)|what (?:is|does|do) .{1,60}|(?:main |key |core )?(?:functions?|features?|functionality|capabilities)|who (?:it|this|[\w -]{1,40}?) is for|who is (?:it|this|.{1,40}?) for|how it (?:helps|works)|(?:the )?(?:product|service|system|app)|what (?:they|you|users|people) (?:get|do|can do)|for)$/iu;
/** A label before text: emphasised, or before a colon, a tab, a question mark, a line break. */
const leadingLabel =
  /^(?:(?:[*_]{1,2})([^*_\n]{2,60}?)(?:[.:?][*_]{1,2}|[*_]{1,2}\s*[.:?–—-])[.:?–—-]?\s+|([A-Z][\w ’'/-]{2,60}?)(?::\s+|\t+|\?\s+| [–—-] |\r?\n))/u;
/** A number before a clause, an answer's letter, emphasis: nothing that is said. */
const numbering = /^(?:(?:[A-Z]\.?)?\d+(?:\.\d+)*[.)]?|\([a-z\d]{1,3}\)|[A-Z][.)]|>)\s+/u;

/** What a segment, or a line of a form in it, says: its place in the text without number and label. */
export type Clause = { readonly start: number; readonly end: number; readonly label: string };

const plainLabel = (label: string): string =>
  label
    .replaceAll(/[*_`#?:.]/gu, " ")
    .replace(/^\s*(?:\d+(?:\.\d+)*[.)]?|[A-Za-z][.)])\s+/u, "")
    .replaceAll(/\s+/gu, " ")
    .trim();

/** What a segment says without numbering and label, and under which label it stands. */
function clauseOf(text: string, segment: Segment, above: string): Clause {
  let { start } = segment;
  let label = above;
  for (;;) {
    const rest = text.slice(start, segment.end);
    const found = leadingLabel.exec(rest);
    const named = plainLabel(found?.[1] ?? found?.[2] ?? "");
    const known = namesPurpose.test(named) || announces.test(named);
    const isLabel = found !== null && (found[1] !== undefined || known);
    const cut = isLabel ? found[0].length : (numbering.exec(rest)?.[0].length ?? 0);
    if (isLabel) label = named;
    if (cut === 0) return { start, end: segment.end, label };
    start += cut;
  }
}

/** A line of a form inside what reads as prose: `Description: tracks samples`. */
const formLine = /\n(?=[^\S\n]*[*_]*[A-Z][\w /-]{1,30}[*_]*:[*_]*[^\S\n]+\S)/gu;

function linesOfForm(text: string, segment: Segment): Segment[] {
  if (segment.kind !== "sentence") return [segment];
  const { start, end } = segment;
  const cuts = [...text.slice(start, end).matchAll(formLine)].map(({ index }) => start + index + 1);
  return [start, ...cuts].map((from, i) => ({
    ...segment,
    start: from,
    end: cuts[i] === undefined ? end : start + text.slice(start, cuts[i]).trimEnd().length,
  }));
}

const isHeaderRow = (text: string, end: number): boolean =>
  /^[^\n]*\n\s*\|[\s|:-]*-[\s|:-]*(?:\n|$)/u.test(text.slice(end, end + 400));

/** The cell before it in its row where that is a label, else what heads its column. */
function labelOfCell(text: string, segments: readonly Segment[], at: number): string | null {
  const rowOf = (i: number): Segment[] => {
    const cell = segments[i];
    if (cell === undefined) return [];
    const from = text.lastIndexOf("\n", cell.start) + 1;
    const next = text.indexOf("\n", cell.end);
    const to = next < 0 ? text.length : next;
    return segments
      .slice(Math.max(0, i - 20), i + 20)
      .filter((s) => s.start >= from && s.end <= to);
  };
  const cell = segments[at];
  const row = rowOf(at);
  if (cell === undefined || isHeaderRow(text, cell.end)) return null;
  const column = row.indexOf(cell);
  const before = row[column - 1];
  const beside = before === undefined ? "" : plainLabel(text.slice(before.start, before.end));
  if (namesPurpose.test(beside) || announces.test(beside)) return beside;
  const first = segments
    .slice(Math.max(0, at - 200), at)
    .findLast((s) => s.kind === "cell" && isHeaderRow(text, s.end));
  const header = first === undefined ? [] : rowOf(segments.indexOf(first));
  const head = header[column];
  return head === undefined ? "" : plainLabel(text.slice(head.start, head.end));
}

/** The label of each segment: its section, the cell before it in its row, or the question before it. */
export function clausesOf(text: string, segments: readonly Segment[]): Clause[] {
  return segments.flatMap((segment, i) => {
    if (segment.kind === "heading" || sectionRole(segment.section) === "limits") return [];
    if (segment.kind === "cell") {
      const label = labelOfCell(text, segments, i);
      return label === null ? [] : [clauseOf(text, segment, label)];
    }
    const before = segments[i - 1];
    const asked = before === undefined ? "" : text.slice(before.start, before.end);
    const above = plainLabel(asked.endsWith("?") ? asked : segment.section);
    return linesOfForm(text, segment).map((line) => clauseOf(text, line, above));
  });
}

/** What a title says after the name: `Ewelock – an app for midwives`. */
export function subtitlesOf(text: string, segments: readonly Segment[]): Clause[] {
  return segments
    .filter(({ kind }) => kind === "heading")
    .slice(0, 1)
    .flatMap(({ start, end }) => {
      const at = /(?::| [–—-])\s+/u.exec(text.slice(start, end));
      return at === null ? [] : [{ start: start + at.index + at[0].length, end, label: "" }];
    });
}
