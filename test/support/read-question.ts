import { fence } from "../../src/domain/prompt/fence.ts";

export type ReadQuestion = {
  /** What stands before the first part. */
  readonly head: string;
  /** Names and texts of the parts in order. */
  readonly parts: readonly (readonly [string, string])[];
};

/** Reads a question as a model would; throws where anything stands between its parts. */
export function readQuestion(text: string): ReadQuestion {
  const parts: [string, string][] = [];
  const first = text.indexOf("BEGIN DATA ");
  const head = text.slice(0, first).trimEnd();
  let rest = text.slice(first);
  while (rest !== "") {
    const begin = /^BEGIN DATA (?<name>.+) (?<mark>[0-9a-f]{16})\n/u.exec(rest);
    if (begin === null) throw new Error(`expected a part, got ${rest.slice(0, 80)}`);
    const { name = "", mark = "" } = begin.groups ?? {};
    const end = rest.indexOf(`\nEND DATA ${name} ${mark}`, begin[0].length - 1);
    const inner = rest.slice(begin[0].length, end);
    const whole = fence(name, inner);
    if (!rest.startsWith(whole)) throw new Error(`the part ${name} is not fenced`);
    parts.push([name, inner]);
    rest = rest.slice(whole.length);
    if (rest !== "" && !rest.startsWith("\n\n")) throw new Error("expected an empty line");
    rest = rest.slice(2);
  }
  return { head, parts };
}

export const partOf = (text: string, name: string): string =>
  readQuestion(text).parts.find(([own]) => own === name)?.[1] ?? "";

export const jsonOf = (text: string, name: string): unknown => JSON.parse(partOf(text, name));
