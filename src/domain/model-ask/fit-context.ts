import type { Asked, Bounds, DraftingTask } from "./asked.ts";
import { charactersPerToken, estimateTokens } from "./estimate-tokens.ts";
import { largest } from "./largest.ts";
import { partOf, smallestPart, type Reading } from "./part-of-description.ts";
import { answerTokens, questionTokens } from "./room.ts";
import { sayLeftOut, type Beyond } from "./say-left-out.ts";

/** What of a question is sent: part of the description, and how many of each list, from the first. */
export type Shown = {
  readonly description: string;
  readonly prior: number;
  readonly listed: number;
};

export type Question = {
  readonly task: DraftingTask;
  /** Absent where the task is sent without; `order` has the passages that are wanted most first. */
  readonly description?: { readonly reading: Reading; readonly order: () => readonly number[] };
  /** How many prior hazards there are. */
  readonly prior?: number;
  /** What it asks about, of which at least so many are always sent. */
  readonly listed?: { readonly count: number; readonly least: number; readonly what: string };
  readonly beyond?: Beyond;
  readonly write: (shown: Shown) => string;
};

export type Fitted = Pick<Asked, "task" | "text" | "leftOut" | "maxTokens"> & {
  readonly shown: Shown;
};

type Fitting = Question & { readonly room: number };
const fits = ({ room, write }: Fitting, shown: Shown): boolean =>
  estimateTokens(write(shown)) <= room;

/**
 * Fits a question with its prompt and answer into the context. Prior hazards go first, then passages
 * of the description, then what it asks about. One that never fits is written as small as it goes.
 */
export function fitContext(question: Question, bounds: Bounds): Fitted {
  const { task, prior = 0, listed, description } = question;
  const fitting = { ...question, room: questionTokens(task, bounds) };
  const whole = {
    description: description?.reading.text ?? "",
    prior,
    listed: listed?.count ?? 0,
  };
  const { shown, passages } = fits(fitting, whole)
    ? { shown: whole, passages: 0 }
    : shrink(fitting, whole);
  const left = [
    { left: prior - shown.prior, of: prior, what: "prior hazards" },
    { left: whole.listed - shown.listed, of: whole.listed, what: listed?.what ?? "" },
    {
      left: passages,
      of: description?.reading.passages.length ?? 0,
      what: "passages of the description",
    },
  ];
  return {
    task,
    text: question.write(shown),
    shown,
    leftOut: sayLeftOut(left, fits(fitting, shown), bounds.contextTokens, question.beyond),
    maxTokens: answerTokens(task, bounds),
  };
}

/** How much of it fits, and how many passages that leaves out. */
function shrink(fitting: Fitting, whole: Shown): { shown: Shown; passages: number } {
  const { description, listed, room, write } = fitting;
  const order = description?.order() ?? [];
  const least = description === undefined ? "" : smallestPart(description.reading, order).text;
  const count =
    listed === undefined
      ? 0
      : largest(Math.min(listed.least, listed.count), listed.count, (n) =>
          fits(fitting, { description: least, prior: 0, listed: n }),
        );
  const inFull = { ...whole, listed: count, prior: 0 };
  const prior = largest(0, whole.prior, (n) => fits(fitting, { ...inFull, prior: n }));
  const shown = { ...inFull, prior };
  if (description === undefined || fits(fitting, shown)) return { shown, passages: 0 };
  const beside = write({ ...shown, description: "" }).length;
  const characters = Math.floor(room * charactersPerToken) - beside;
  const part = partOf(description.reading, order, characters);
  return { shown: { ...shown, description: part.text }, passages: part.left };
}
