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

const headingLine = /^\s{0,3}#{1,6}\s+(.+?)\s*#*\s*$/u;
const bulletLine = /^(\s*(?:[-*+•‣–—]|\d{1,2}[.)]|[a-z][.)])\s+)(.*)$/u;
const tableLine = /^\s*\|.*\|\s*$/u;
/** `**Users.** Nurses…`, `Users: nurses…`, `__Users__ – nurses…` */
const labelStart =
  /^(\s*(?:\*\*|__)([^*_\n]{2,60}?)[.:]?(?:\*\*|__)\s*[.:–—-]?\s*|\s*([A-Za-z][A-Za-z/&-]{1,20}(?: [A-Za-z/&-]{1,20}){0,4}):\s+)/u;
const plainHeading = /^\s*([A-Z][A-Za-z/&, ()-]{2,50}):?\s*$/u;
const notAnEnd = /\b(?:e\.g|i\.e|etc|vs|approx|no|dr|mr|mrs|ms|st|fig|incl|ver|v)\.$/iu;

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
function sentencesIn(text: string, start: number, end: number): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  const prose = text.slice(start, end);
  let from = 0;
  for (const match of prose.matchAll(/[.!?]+["')\]]*(?=\s)|\n\s*\n/gu)) {
    const to = match.index + match[0].length;
    if (notAnEnd.test(prose.slice(from, to))) continue;
    found.push(trimmed(text, start + from, start + to));
    from = to;
  }
  found.push(trimmed(text, start + from, end));
  return found.filter(([a, b]) => b > a);
}

/** Reads prose, bullets, tables and labelled lines alike into segments, in order. */
export function segmentsOf(text: string): Segment[] {
  const segments: Segment[] = [];
  let section = "";
  let paragraph: { start: number; end: number } | null = null;

  const close = (): void => {
    if (paragraph === null) return;
    for (const [start, end] of sentencesIn(text, paragraph.start, paragraph.end)) {
      segments.push({ start, end, kind: "sentence", section });
    }
    paragraph = null;
  };
  const addHeading = (line: Line, label: string): void => {
    close();
    section = label.trim();
    const [start, end] = trimmed(text, line.start, line.start + line.text.length);
    segments.push({ start, end, kind: "heading", section });
  };

  for (const line of linesOf(text)) {
    const heading = headingLine.exec(line.text);
    if (heading?.[1] !== undefined) {
      addHeading(line, heading[1].replaceAll(/[*_]/gu, ""));
      continue;
    }
    if (line.text.trim() === "") {
      close();
      continue;
    }
    if (tableLine.test(line.text)) {
      close();
      for (const cell of line.text.matchAll(/[^|]+/gu)) {
        const from = line.start + cell.index;
        const [start, end] = trimmed(text, from, from + cell[0].length);
        if (end > start && /[\p{L}\p{N}]/u.test(text.slice(start, end))) {
          segments.push({ start, end, kind: "cell", section });
        }
      }
      continue;
    }
    const bullet = bulletLine.exec(line.text);
    if (bullet?.[1] !== undefined) {
      close();
      const from = line.start + bullet[1].length;
      const label = labelStart.exec(line.text.slice(bullet[1].length));
      const own = label?.[2] ?? label?.[3];
      const under = own !== undefined && sectionRole(own) !== "other" ? own.trim() : section;
      const [start, end] = trimmed(text, from, line.start + line.text.length);
      if (end > start) segments.push({ start, end, kind: "bullet", section: under });
      continue;
    }
    const label: RegExpExecArray | null = paragraph === null ? labelStart.exec(line.text) : null;
    const labelText = label?.[2] ?? label?.[3];
    if (label !== null && labelText !== undefined) {
      close();
      section = labelText.trim();
      const from: number = line.start + label[0].length;
      if (from < line.start + line.text.length) {
        paragraph = { start: from, end: line.start + line.text.length };
      }
      continue;
    }
    const bare = paragraph === null ? plainHeading.exec(line.text) : null;
    if (bare?.[1] !== undefined && sectionRole(bare[1]) !== "other") {
      addHeading(line, bare[1]);
      continue;
    }
    const end = line.start + line.text.length;
    paragraph = paragraph === null ? { start: line.start, end } : { start: paragraph.start, end };
  }
  close();
  return segments;
}

export type SectionRole =
  "intended-use" | "users" | "settings" | "functions" | "limits" | "data" | "deployment" | "other";

const roles: readonly (readonly [SectionRole, RegExp])[] = [
  [
    "limits",
    /\b((?:out of|outside(?: the)?|not in) scope|limits?|limitations?|exclusions?|does not|doesn.t|not intended|not for|not included|what it is not)\b/iu,
  ],
  ["intended-use", /\b(intended (use|purpose)|purpose|what it is for|aims?|use case)\b/iu],
  ["users", /\b(users?|who uses|audience|staff)\b/iu],
  ["settings", /\b(care settings?|settings?|where (it is )?used|sites?)\b/iu],
  [
    "functions",
    /\b(functions?|features?|what it does|capabilit\w+|modules?|functionality|how it works|workflow)\b/iu,
  ],
  ["data", /\bdata (?:in|out|used|stored|held|sources?|items?)\b|^(?:inputs?|outputs?)$/iu],
  ["deployment", /\b(deploy\w*|hosting|technical|architecture|stack|support|release\w*)\b/iu],
];

/** What a heading or label announces. */
export function sectionRole(label: string): SectionRole {
  return roles.find(([, pattern]) => pattern.test(label))?.[0] ?? "other";
}
