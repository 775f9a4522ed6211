import type { Candidate } from "../../domain/candidate/candidate.ts";
import { $Edits, type Edits } from "../../domain/hazard/edits.ts";
import { count } from "./words.ts";
import type { TextField } from "./field.ts";
import { problemAt, type Problem } from "./frame.ts";
import { typedOr, type Typed } from "./typed.ts";

/** The drafted words in fields, for a person to change before accepting. */
export type RedraftField = TextField & { readonly changed: boolean };

type Word = {
  readonly id: string;
  readonly label: string;
  readonly drafted: string;
  /** Where an edit of it goes. */
  readonly at: "title" | "hazard" | "effect" | "harm" | "exposed" | "cause" | "control";
  readonly number: number;
};

const wordsOf = ({ title, hazard, effect, harm, exposed, causes, controls }: Candidate): Word[] => [
  { id: "word-name", label: "Name in the log", drafted: title, at: "title", number: 0 },
  { id: "word-hazard", label: "Hazard", drafted: hazard, at: "hazard", number: 0 },
  { id: "word-effect", label: "Effect", drafted: effect, at: "effect", number: 0 },
  { id: "word-harm", label: "Harm", drafted: harm, at: "harm", number: 0 },
  { id: "word-exposed", label: "More exposed", drafted: exposed, at: "exposed", number: 0 },
  ...causes.map(({ text }, i): Word => ({
    id: `word-cause-${i + 1}`,
    label: `Words of cause ${i + 1}`,
    drafted: text,
    at: "cause",
    number: i + 1,
  })),
  ...controls.map(({ text }, i): Word => ({
    id: `word-control-${i + 1}`,
    label: `Words of control ${i + 1}`,
    drafted: text,
    at: "control",
    number: i + 1,
  })),
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
  }));

/** The edit that the fields make of the draft; undefined when nothing was changed. */
export function readRedraft(content: Candidate, typed: Typed): Edits | undefined {
  const changed = wordsOf(content)
    .filter((word) => isChanged(word, typed))
    .map((word) => ({ ...word, text: typed.text(word.id) }));
  if (changed.length === 0) return undefined;
  const at = (wanted: Word["at"]) => changed.find((word) => word.at === wanted)?.text;
  const numbered = (wanted: Word["at"]) =>
    changed.flatMap(({ at: place, number, text }) => (place === wanted ? [{ number, text }] : []));
  return {
    name: at("title"),
    hazard: at("hazard"),
    effect: at("effect"),
    harm: at("harm"),
    exposed: at("exposed"),
    causes: numbered("cause"),
    controls: numbered("control"),
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
      const { id, label, at, number } = word;
      const picked = at === "cause" ? chosen.causes : at === "control" ? chosen.controls : null;
      if (picked !== null && !picked.includes(number)) {
        const text = `You changed the words of ${at} ${number}, which is not ticked: tick it, or put its words back`;
        return [{ field: id, text }];
      }
      const field = at === "title" ? "name" : at === "cause" || at === "control" ? "hazard" : at;
      const found = $Edits.shape[field].safeParse(typed.text(id));
      if (found.success) return [];
      const [issue] = found.error.issues;
      return issue?.code === "too_big"
        ? [{ field: id, text: `${label}: at most ${count(Number(issue.maximum), "character")}` }]
        : [{ field: id, text: `${label}: enter some words, or put the drafted ones back` }];
    });
}
