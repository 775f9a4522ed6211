const width = 80;

/** Control characters and direction marks of a stored text must not steer a terminal. */
const steering =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
export const plain = (text: string): string => text.replaceAll(steering, "�");

/** Wraps a text to the terminal's usual width, each line after the first under `indent`. */
export function wrap(text: string, indent = 0, first = indent): string {
  const lines: string[] = [];
  let line = " ".repeat(first);
  let empty = true;
  for (const word of plain(text).split(/\s+/u)) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = " ".repeat(indent);
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line].join("\n");
}

/** A table with columns as wide as their widest cell; the last one wraps. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const last = headings.length - 1;
  const widths = headings.map((heading, i) =>
    Math.max(heading.length, ...rows.map((row) => plain(row[i] ?? "").length)),
  );
  const indent = widths.slice(0, last).reduce((sum, w) => sum + w + 2, 0);
  const line = (cells: readonly string[]): string => {
    const head = cells
      .slice(0, last)
      .map((cell, i) => plain(cell).padEnd((widths[i] ?? 0) + 2))
      .join("");
    return `${head}${wrap(cells[last] ?? "", indent).slice(indent)}`.trimEnd();
  };
  return [line(headings), ...rows.map(line)].join("\n");
}

/** How a command is typed here: the package has no command of its own on the PATH. */
export const hazid = "npm run -s hazid --";

/** `12 entries`, `1 entry`. */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n} ${n === 1 ? one : many}`;

/** `1`, `1 and 2`, `1, 2 and 5`. */
export function list(items: readonly (string | number)[]): string {
  const last = items.at(-1);
  if (last === undefined) return "";
  return items.length === 1 ? String(last) : `${items.slice(0, -1).join(", ")} and ${last}`;
}

/** `cause 1`, `causes 1 and 2`. */
export const nameNumbers = (one: string, numbers: readonly number[]): string =>
  `${one}${numbers.length === 1 ? "" : "s"} ${list(numbers)}`;

/** `2026-11-22 09:14`, of an ISO time in UTC. */
export const sayTime = (at: string): string => at.slice(0, 16).replace("T", " ");
