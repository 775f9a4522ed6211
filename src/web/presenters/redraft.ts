import { controlOwners, controlTypes } from "../../domain/bank/entry.ts";
import type { Candidate } from "../../domain/candidate/candidate.ts";
import { $Edits, type Edits } from "../../domain/hazard/edits.ts";
import type { TextField } from "./field.ts";
import { problemAt, type Problem } from "./frame.ts";
import { typedOr, type Typed } from "./typed.ts";
import { controlTypeWords, count, ownerWords } from "./words.ts";

/** The drafted words in fields, for a person to change before accepting. */
export type RedraftField = TextField & {
  readonly changed: boolean;
  /** Number of the control that it is one of; null for words of the hazard and its causes. */
  readonly control: number | null;
  /** What may be chosen in the draft's place; null for words to write. */
  readonly instead: {
    readonly asDrafted: string;
    readonly options: readonly { readonly value: string; readonly label: string }[];
  } | null;
};

type Word = {
  readonly id: string;
  readonly label: string;
  /** Empty where something may be chosen in the draft's place: nothing is chosen yet. */
  readonly drafted: string;
  /** Where an edit of it goes. */
  readonly at: "name" | "hazard" | "effect" | "harm" | "exposed" | "cause" | "control";
  readonly number: number;
  readonly part: "text" | "type" | "owner" | "worksIf" | "actsOn";
  readonly instead: RedraftField["instead"];
};

/** The id of the list in which a person says where it belongs. */
export const placeFieldId = "word-place";

const word = (id: string, label: string, at: Word["at"], drafted: string, number = 0): Word => ({
  ...{ id: `word-${id}`, label, drafted, at, number },
  ...{ part: "text", instead: null },
});

const listOf = <T extends string>(
  values: readonly T[],
  words: Readonly<Record<T, string>>,
  drafted: T,
): RedraftField["instead"] => ({
  asDrafted: `As drafted: ${words[drafted]}`,
  options: values
    .filter((value) => value !== drafted)
    .map((value) => ({ value, label: words[value] })),
});

function wordsOfControl(control: Candidate["controls"][number], number: number): Word[] {
  const { text, type, owner, worksIf, actsOn } = control;
  const own = word(`control-${number}`, `Words of control ${number}`, "control", text, number);
  return [
    own,
    {
      ...{ ...own, id: `${own.id}-type`, label: `Type of control ${number}`, drafted: "" },
      ...{ part: "type", instead: listOf(controlTypes, controlTypeWords, type) },
    },
    {
      ...{ ...own, id: `${own.id}-owner`, label: `Whose is control ${number}`, drafted: "" },
      ...{ part: "owner", instead: listOf(controlOwners, ownerWords, owner) },
    },
    {
      ...{ ...own, id: `${own.id}-works`, label: `Control ${number} works if`, drafted: worksIf },
      part: "worksIf",
    },
    {
      ...{ ...own, id: `${own.id}-causes`, label: `Causes that control ${number} acts on` },
      ...{ drafted: [...actsOn].sort((a, b) => a - b).join(", "), part: "actsOn" },
    },
  ];
}

const wordsOf = ({ title, hazard, effect, harm, exposed, causes, controls }: Candidate): Word[] => [
  word("name", "Name in the log", "name", title),
  word("hazard", "Hazard", "hazard", hazard),
  word("effect", "Effect", "effect", effect),
  word("harm", "Harm", "harm", harm),
  word("exposed", "More exposed", "exposed", exposed),
  ...causes.map(({ text }, i) =>
    word(`cause-${i + 1}`, `Words of cause ${i + 1}`, "cause", text, i + 1),
  ),
  ...controls.flatMap((control, i) => wordsOfControl(control, i + 1)),
];

const isChanged = ({ id, drafted }: Word, typed: Typed): boolean =>
  typedOr(typed, id, drafted).trim() !== drafted.trim();

export const presentRedraft = (
  content: Candidate,
  typed: Typed,
  problems: readonly Problem[],
): RedraftField[] =>
  wordsOf(content).map((word) => ({
    id: word.id,
    label: word.label,
    value: typedOr(typed, word.id, word.drafted),
    problem: problemAt(problems, word.id),
    changed: isChanged(word, typed),
    control: word.at === "control" ? word.number : null,
    instead: word.instead,
  }));

/** `1, 3` or `1 and 3` as numbers; null where it is no list of numbers. */
function readNumbers(text: string): number[] | null {
  const parts = text.split(/[\s,;]+|\band\b/u).filter((part) => part !== "");
  const whole = parts.length > 0 && parts.every((part) => /^[1-9]\d?$/u.test(part));
  return whole ? parts.map(Number) : null;
}

/** What a person wrote or chose of one cause or control, as an edit says it. */
function readPart(part: Word["part"], text: string): Omit<Edits["controls"][number], "number"> {
  switch (part) {
    case "text":
      return { text };
    case "worksIf":
      return { worksIf: text };
    case "type":
      return { type: controlTypes.find((known) => known === text) };
    case "owner":
      return { owner: controlOwners.find((known) => known === text) };
    case "actsOn":
      return { actsOn: readNumbers(text) ?? undefined };
  }
}

/** The edit that the fields make of the draft; undefined when nothing was changed. */
export function readRedraft(content: Candidate, typed: Typed): Edits | undefined {
  const changed = wordsOf(content)
    .filter((word) => isChanged(word, typed))
    .map((word) => ({ ...word, text: typed.text(word.id) }));
  const place = typed.text(placeFieldId).trim();
  if (changed.length === 0 && place === "") return undefined;
  const at = (wanted: Word["at"]) => changed.find((word) => word.at === wanted)?.text;
  const controls = Map.groupBy(
    changed.filter((word) => word.at === "control"),
    ({ number }) => number,
  );
  return {
    name: at("name"),
    hazard: at("hazard"),
    effect: at("effect"),
    harm: at("harm"),
    exposed: at("exposed"),
    place: place === "" ? undefined : place,
    causes: changed.flatMap(({ at: where, number, text }) =>
      where === "cause" ? [{ number, text }] : [],
    ),
    controls: [...controls].map(([number, parts]) =>
      parts.reduce<Edits["controls"][number]>(
        (edit, { part, text }) => ({ ...edit, ...readPart(part, text) }),
        { number },
      ),
    ),
  };
}

/** What the changed words still need, each at its field. */
export function refuseRedraft(
  content: Candidate,
  typed: Typed,
  chosen: { readonly causes: readonly number[]; readonly controls: readonly number[] },
): Problem[] {
  return wordsOf(content)
    .filter((word) => isChanged(word, typed))
    .flatMap((word): Problem[] => {
      const { id, at, number } = word;
      const picked = at === "cause" ? chosen.causes : at === "control" ? chosen.controls : null;
      if (picked !== null && !picked.includes(number)) {
        const text = `You changed the words of ${at} ${number}, which is not ticked: tick it, or put its words back`;
        return [{ field: id, text }];
      }
      const text = refuseWords(word, typed.text(id), chosen.causes);
      return text === null ? [] : [{ field: id, text }];
    });
}

function refuseWords(
  { label, at, part }: Word,
  text: string,
  causes: readonly number[],
): string | null {
  if (part === "actsOn") {
    const numbers = readNumbers(text);
    if (numbers === null) return `${label}: write numbers of causes, such as 1, 3`;
    const unticked = numbers.find((number) => !causes.includes(number));
    return unticked === undefined ? null : `${label}: cause ${unticked} is not ticked`;
  }
  const $shape = $Edits.shape;
  const field = at === "cause" || at === "control" ? "hazard" : at;
  const $field = part === "worksIf" ? $shape.exposed : $shape[field];
  const found = $field.safeParse(text);
  if (found.success) return null;
  const [issue] = found.error.issues;
  return issue?.code === "too_big"
    ? `${label}: at most ${count(Number(issue.maximum), "character")}`
    : `${label}: enter some words, or put the drafted ones back`;
}
