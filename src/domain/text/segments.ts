/**
 * A piece of a description that says one thing: a sentence, a bullet, a table cell. Offsets are
 * UTF-16 code units of the unchanged text; `section` is the heading or label it stands under.
 */
export type Segment = {
  readonly start: number;
  readonly end: number;
  readonly kind: "heading" | "bullet" | "sentence" | "cell";
  readonly section: string;
};

const headingLine = /^\s{0,3}#{1,6}\s+(\S.*)$/u;
const bulletLine = /^(\s*(?:[-*+•‣–—]|\d{1,2}[.)]|[a-z][.)])\s+)(.*)$/u;
const tableLine = /^\s*\|.*\|\s*$/u;
/** `**Users.** Nurses…`, `Users: nurses…`, `__Users__ – nurses…` */
const labelStart =
  /^(\s*(?:\*\*|__)([^*_\n]{2,60}?)[.:]?(?:\*\*|__)\s*[.:–—-]?\s*|\s*([A-Za-z][A-Za-z/&'’-]{1,20}(?: [A-Za-z/&'’-]{1,20}){0,4}):\s+)/u;
const plainHeading = /^\s*([A-Z][A-Za-z/&, ()'’-]{2,50}):?\s*$/u;
const finiteVerb =
  /\b(?:is|are|was|can|cannot|will|has|have|does|do|may|must|uses?|helps?)\b|n['’]t\b/iu;
/** A rule or an underline: it parts what stands around it and says nothing. */
const ruleLine = /^[\s=_*~—–-]+$/u;
const notAnEnd = /\b(?:e\.g|i\.e|etc|vs|approx|dr|mr|mrs|ms|st|fig|incl|ver|v)\.$/iu;

type Line = { readonly start: number; readonly text: string };

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    lines.push({ start, text: line.endsWith("\r") ? line.slice(0, -1) : line });
    start += line.length + 1;
  }
  return lines;
}

function trimmed(text: string, start: number, end: number): readonly [number, number] {
  let from = start;
  let to = end;
  while (from < to && /\s/u.test(text[from] ?? "")) from += 1;
  while (to > from && /\s/u.test(text[to - 1] ?? "")) to -= 1;
  return [from, to];
}

/** Cuts a stretch of prose into sentences; a line break inside a paragraph is a space. */
export function sentencesIn(
  text: string,
  start: number,
  end: number,
): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  const prose = text.slice(start, end);
  let from = 0;
  for (const match of prose.matchAll(/(?<![.!?])[.!?]+["')\]]*(?=\s)/gu)) {
    const to = match.index + match[0].length;
    const said = prose.slice(Math.max(from, to - 12), to);
    if (notAnEnd.test(said) || (/\bno\.$/iu.test(said) && /^\s*\d/u.test(prose.slice(to))))
      continue;
    found.push(trimmed(text, start + from, start + to));
    from = to;
  }
  found.push(trimmed(text, start + from, end));
  return found.filter(([a, b]) => b > a);
}

/** A line that leads into a list: `It does not support:`. */
const leadsIn = (text: string): boolean =>
  /:[*_]*\s*$/u.test(text) && sectionRole(text) === "limits";

/** A label that announces a part of the description: where its text begins, and what it says. */
function labelOf(line: string): { readonly length: number; readonly section: string } | null {
  const label = labelStart.exec(line);
  const section = (label?.[2] ?? label?.[3])?.trim();
  if (label === null || section === undefined || sectionRole(section) === "other") return null;
  return { length: label[0].length, section };
}

const wordsIn = (line: string): number => line.trim().split(/\s+/u).length;
/** Words of a line that stands alone as a heading. */
const maxHeadingWords = 6;

/** A line between blank lines that has no mark, no verb and no end, and prose or a list under it. */
function isLoneHeading(lines: readonly Line[], at: number): boolean {
  const lineAt = (i: number): string => lines[i]?.text.trim() ?? "";
  const line = lineAt(at);
  const isShort = wordsIn(line) <= maxHeadingWords && !finiteVerb.test(line);
  if (at === 0 || lineAt(at - 1) !== "" || lineAt(at + 1) !== "" || !isShort) return false;
  const under = lineAt(at + 2);
  return plainHeading.test(line) && (wordsIn(under) > maxHeadingWords || bulletLine.test(under));
}

/** A line without a mark that can only be a heading: it announces a part and holds no sentence. */
function bareHeading(line: string): string | undefined {
  const label = plainHeading.exec(line)?.[1];
  if (label === undefined || sectionRole(label) === "other") return undefined;
  const asks = /^(?:what|who|where|how)\b/iu.test(label) || line.includes(":");
  return asks || !finiteVerb.test(label) ? label : undefined;
}

type Place = { readonly start: number; readonly end: number };
type Open = {
  heading: string;
  section: string;
  paragraph: Place | null;
  bullet: Segment | null;
  lead: { readonly indent: number; readonly section: string } | null;
};

/**
 * Reads prose, bullets, tables and labelled lines alike into segments, in order. A heading, or a
 * label alone on its line, holds until the next; a label before text holds for its paragraph and the
 * list under it.
 */
export function segmentsOf(text: string): Segment[] {
  const segments: Segment[] = [];
  const open: Open = { heading: "", section: "", paragraph: null, bullet: null, lead: null };

  const close = (): void => {
    open.bullet = null;
    if (open.paragraph === null) return;
    for (const [start, end] of sentencesIn(text, open.paragraph.start, open.paragraph.end)) {
      segments.push({ start, end, kind: "sentence", section: open.section });
    }
    const last = segments.at(-1);
    const said = last === undefined ? "" : text.slice(last.start, last.end);
    if (leadsIn(said)) open.section = said;
    open.paragraph = null;
  };
  const addHeading = (line: Line, label: string): void => {
    close();
    open.heading = label.trim();
    open.section = open.heading;
    const [start, end] = trimmed(text, line.start, line.start + line.text.length);
    segments.push({ start, end, kind: "heading", section: open.section });
  };
  const addCells = (line: Line): void => {
    close();
    for (const cell of line.text.matchAll(/[^|]+/gu)) {
      const from = line.start + cell.index;
      const [start, end] = trimmed(text, from, from + cell[0].length);
      if (end > start && /[\p{L}\p{N}]/u.test(text.slice(start, end))) {
        segments.push({ start, end, kind: "cell", section: open.section });
      }
    }
  };
  const addBullet = (line: Line, mark: string): void => {
    close();
    const indent = mark.search(/\S/u);
    if (open.lead !== null && indent <= open.lead.indent) open.lead = null;
    const own = labelOf(line.text.slice(mark.length))?.section;
    const from = line.start + mark.length;
    const [start, end] = trimmed(text, from, line.start + line.text.length);
    if (end <= start) return;
    open.bullet = {
      start,
      end,
      kind: "bullet",
      section: own ?? open.lead?.section ?? open.section,
    };
    segments.push(open.bullet);
    const said = text.slice(start, end);
    if (open.lead === null && leadsIn(said)) open.lead = { indent, section: said };
  };

  const lines = linesOf(text);
  for (const [at, line] of lines.entries()) {
    const lineEnd = line.start + line.text.length;
    const marked = headingLine.exec(line.text)?.[1];
    const bullet = bulletLine.exec(line.text)?.[1];
    if (marked !== undefined) {
      addHeading(line, marked.replaceAll(/[*_]/gu, "").replace(/(?<![\s#])[\s#]+$/u, ""));
    } else if (ruleLine.test(line.text) || line.text === "") {
      close();
    } else if (tableLine.test(line.text)) {
      addCells(line);
    } else if (bullet !== undefined) {
      addBullet(line, bullet);
    } else if (open.bullet !== null && /^\s/u.test(line.text)) {
      const [start, end] = trimmed(text, open.bullet.start, lineEnd);
      open.bullet = { ...open.bullet, start, end };
      segments[segments.length - 1] = open.bullet;
    } else {
      open.lead = null;
      const begins = open.paragraph === null || /^\s*(?:[A-Z]|\*\*|__)/u.test(line.text);
      const label = begins ? labelOf(line.text) : null;
      const lone = isLoneHeading(lines, at) ? line.text.trim() : undefined;
      const bare = open.paragraph === null ? (bareHeading(line.text) ?? lone) : undefined;
      if (label !== null) {
        close();
        open.section = label.section;
        if (label.length < line.text.length) {
          open.paragraph = { start: line.start + label.length, end: lineEnd };
        } else open.heading = open.section;
      } else if (bare !== undefined) {
        addHeading(line, bare);
      } else if (open.paragraph === null) {
        close();
        open.section = open.heading;
        open.paragraph = { start: line.start, end: lineEnd };
      } else {
        open.paragraph = { start: open.paragraph.start, end: lineEnd };
      }
    }
  }
  close();
  return segments;
}

export type SectionRole =
  "intended-use" | "users" | "settings" | "functions" | "limits" | "data" | "deployment" | "other";

const roles: readonly (readonly [SectionRole, RegExp])[] = [
  [
    "limits",
    /\b((?:out of|outside(?: the)?|not in) scope|limits?|limitations?|exclu(?:sions?|des?|ded|ding)|(?:does|do|is|are|will|can) ?not|(?:does|do|is|are|wo|ca)n['’]t|not (?:in (?:this|the)|intended|for|included|supported|covered|available|provided|offered|part of)|(?:leaves?|left) (?:out|to (?:others?|you))|done elsewhere|what it is not|non-goals)\b/iu,
  ],
  ["intended-use", /\b(intended (use|purpose)|purpose|what it is for|aims?|use case)\b/iu],
  ["users", /\b(users?|who uses|audience|staff)\b/iu],
  ["settings", /\b(care settings?|settings?|where (it is )?used|sites?)\b/iu],
  [
    "functions",
    /\b(functions?|features?|what it does|capabilit\w+|modules?|functionality|how it works|workflow)\b/iu,
  ],
  ["data", /\bdata (?:in|out|used|stored|held|sources?|items?)\b|^(?:inputs?|outputs?)$/iu],
  [
    "deployment",
    /\b(deploy\w*|hosting|technical|architecture|stack|(?<!decision )support|release\w*)\b/iu,
  ],
];

/** What a heading or label announces. */
export function sectionRole(label: string): SectionRole {
  return roles.find(([, pattern]) => pattern.test(label))?.[0] ?? "other";
}
