import { $SideEffects } from "../../../domain/hazard/side-effects.ts";
import type { Problem } from "../frame.ts";
import type { Typed } from "../typed.ts";
import { newHazardQuestion, othersQuestion } from "./known.ts";
import { countRows } from "./rows.ts";

/** What a row of the form is called, and where it is. */
export type Place = { readonly id: string; readonly label: string };

/** Causes and controls as they were typed: still to be parsed. */
export type Written = {
  readonly causes: readonly { text: string; kind: string }[];
  readonly controls: readonly {
    text: string;
    type: string;
    owner: string;
    worksIf: string;
    actsOn: number[];
  }[];
  /** What was answered about controls, each by its place among those written. */
  readonly answers: readonly { added: number; newHazard: string; others: string }[];
  /** Rows that each cause and control stands in, so that a refusal finds its field. */
  readonly causeRows: readonly number[];
  readonly controlRows: readonly number[];
  readonly problems: readonly Problem[];
};

const isFilled = (typed: Typed, names: readonly string[]): boolean =>
  names.some((name) => typed.texts(name).some((text) => text.trim() !== ""));
const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

const answerParts = ["-new-hazard", "-others"] as const;

/** Reads the rows that were filled in; new causes are numbered on from `taken`. */
export function readWritten(typed: Typed, taken = 0): Written {
  const counted = countRows(typed, "", { causes: 0, controls: 0 });
  const causeRows = upTo(counted.causes).filter((row) =>
    isFilled(typed, [`new-cause-${row}`, `new-cause-${row}-kind`]),
  );
  const controlRows = upTo(counted.controls).filter((row) =>
    isFilled(
      typed,
      ["", "-type", "-owner", "-works", "-causes", ...answerParts].map(
        (part) => `new-control-${row}${part}`,
      ),
    ),
  );
  const problems: Problem[] = [];
  const numberOf = (value: string, control: number): number[] => {
    const row = /^new-(\d{1,2})$/u.exec(value)?.[1];
    if (row === undefined) return [Number(value)];
    const index = causeRows.indexOf(Number(row));
    if (index >= 0) return [taken + index + 1];
    problems.push({
      field: `new-control-${control}-causes`,
      text: `Control ${control} is said to act on a cause that is left empty: write the cause, or untick it`,
    });
    return [];
  };
  const answers = controlRows.flatMap((row, i) => {
    const read = readAnswers(typed, row);
    problems.push(...read.problems);
    return read.said === null ? [] : [{ added: i + 1, ...read.said }];
  });
  return {
    answers,
    causes: causeRows.map((row) => ({
      text: typed.text(`new-cause-${row}`),
      kind: typed.text(`new-cause-${row}-kind`),
    })),
    controls: controlRows.map((row) => ({
      text: typed.text(`new-control-${row}`),
      type: typed.text(`new-control-${row}-type`),
      owner: typed.text(`new-control-${row}-owner`),
      worksIf: typed.text(`new-control-${row}-works`),
      actsOn: typed.texts(`new-control-${row}-causes`).flatMap((value) => numberOf(value, row)),
    })),
    causeRows,
    controlRows,
    problems,
  };
}

/** Both questions about a control are answered, or neither: half an answer would count for one. */
function readAnswers(typed: Typed, row: number) {
  const [newHazard = "", others = ""] = answerParts.map((part) =>
    typed.text(`new-control-${row}${part}`).trim(),
  );
  if (newHazard === "" && others === "") return { said: null, problems: [] };
  const parsed = $SideEffects.safeParse({ newHazard, others });
  if (parsed.success) return { said: parsed.data, problems: [] };
  const problems = parsed.error.issues.map(({ code, path: [field] }): Problem => {
    const [question, part] =
      field === "newHazard" ? [newHazardQuestion, "-new-hazard"] : [othersQuestion, "-others"];
    const text =
      code === "too_big"
        ? `Shorten the answer about control ${row}: at most 1000 characters`
        : `Answer “${question}” of control ${row} too, or leave both empty`;
    return { field: `new-control-${row}${part}`, text };
  });
  return { said: null, problems };
}

const causeParts: Readonly<Record<string, [string, string]>> = {
  text: ["", "cause"],
  kind: ["-kind", "the kind of cause"],
};
const controlParts: Readonly<Record<string, [string, string]>> = {
  text: ["", "control"],
  type: ["-type", "the type of control"],
  owner: ["-owner", "whose it is for control"],
  worksIf: ["-works", "when it works for control"],
  actsOn: ["-causes", "the causes of control"],
};

/** The field of a cause or control that was written anew. */
export function placeOfWritten(
  what: "cause" | "control",
  index: unknown,
  field: unknown,
  { causeRows, controlRows }: Pick<Written, "causeRows" | "controlRows">,
): Place | null {
  const row = (what === "cause" ? causeRows : controlRows)[Number(index)];
  const part = (what === "cause" ? causeParts : controlParts)[String(field)];
  if (row === undefined || part === undefined) return null;
  return { id: `new-${what}-${row}${part[0]}`, label: `${part[1]} ${row}` };
}

type Issue = {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly maximum?: unknown;
};

/** Parsing errors in words, each at its field; one a field. */
export function toProblems(
  issues: readonly Issue[],
  placeOf: (path: readonly PropertyKey[]) => Place | null,
): Problem[] {
  const problems = issues.map((issue): Problem => {
    const place = placeOf(issue.path);
    if (place === null) return { field: null, text: "The form holds what this page does not have" };
    return { field: place.id, text: `${sayNeed(issue, place)} ${place.label}${sayLimit(issue)}` };
  });
  return problems.filter(
    ({ field, text }, i) =>
      problems.findIndex((other) => other.field === field && other.text === text) === i,
  );
}

const sayNeed = ({ code }: Issue, { id }: Place): string => {
  if (code === "too_big") return "Shorten";
  if (id.endsWith("-causes")) return "Tick";
  return code === "invalid_value" ? "Choose" : "Enter";
};
const sayLimit = ({ code, maximum }: Issue): string =>
  code === "too_big" ? `: at most ${String(maximum)} characters` : "";
