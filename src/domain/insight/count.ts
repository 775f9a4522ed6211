import { drafterKinds } from "../draft/say-drafter.ts";
import type { Change } from "../diff/diff.ts";
import { lenses, type Lens } from "../facet/kinds.ts";
import type { RejectCode } from "../suggestion/suggestion.ts";
import {
  outcomes,
  type Agreement,
  type Drafted,
  type Insight,
  type Outcome,
  type Spread,
  type Tally,
} from "./insight.ts";
import { editedFields, editedWords } from "./words-changed.ts";

/** How many suggestions are alike in all of this. */
export type Alike = {
  readonly drafted: Drafted;
  readonly lens: Lens;
  readonly stands: Outcome | "waiting";
  /** Of a rejection that stands. */
  readonly reason: RejectCode | null;
  readonly ownView: boolean;
  readonly suggestions: number;
  /** Decisions about them that were taken back. */
  readonly undone: number;
};
export type Counted = {
  readonly alike: readonly Alike[];
  /** What was changed by each of the newest acceptances that stand and have an edit. */
  readonly edits: readonly (readonly Change[])[];
  readonly ownViews: { readonly written: number; readonly agreement: Record<Agreement, number> };
};

const sum = (numbers: readonly number[]): number =>
  numbers.reduce((all, number) => all + number, 0);

function spread(numbers: readonly number[]): Spread | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  const [middle, most] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted.at(-1)];
  return middle === undefined || most === undefined ? null : { middle, most };
}

function tallyOf(alike: readonly Alike[]): Tally {
  const of = (stands: Alike["stands"]): number =>
    sum(alike.filter((row) => row.stands === stands).map(({ suggestions }) => suggestions));
  const stands = {
    accept: of("accept"),
    edit: of("edit"),
    "add-cause": of("add-cause"),
    merge: of("merge"),
    reject: of("reject"),
    defer: of("defer"),
  };
  return {
    stands,
    decisions: sum(outcomes.map((outcome) => stands[outcome])),
    waiting: of("waiting"),
    undone: sum(alike.map(({ undone }) => undone)),
  };
}

const nameOf = ({ kind, model }: Drafted): string => `${drafterKinds.indexOf(kind)} ${model ?? ""}`;

function groupBy(alike: readonly Alike[], key: (row: Alike) => string): Map<string, Alike[]> {
  const groups = new Map<string, Alike[]>();
  for (const row of alike) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}

function countReasons(alike: readonly Alike[]): Insight["reasons"] {
  const counts = new Map<RejectCode, number>();
  for (const { reason, suggestions } of alike) {
    if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + suggestions);
  }
  return [...counts]
    .map(([reason, rejections]) => ({ reason, rejections }))
    .sort((a, b) => b.rejections - a.rejections || a.reason.localeCompare(b.reason));
}

function countEdits({ stands }: Tally, edits: Counted["edits"]): Insight["edits"] {
  const edited = edits.map(editedWords);
  return {
    accepted: stands.accept + stands.edit,
    edited: stands.edit,
    counted: edits.length,
    words: spread(edited.map((words) => sum([...words.values()]))),
    fields: editedFields.flatMap((field) => {
      const words = edited.flatMap((all) => all.get(field) ?? []);
      const found = spread(words);
      return found === null ? [] : [{ field, edited: words.length, words: found }];
    }),
  };
}

/** Everything that is told of the decisions, from counts of suggestions that are alike. */
export function countInsight({ alike, edits, ownViews }: Counted): Insight {
  const all = tallyOf(alike);
  const drafters = [...groupBy(alike, ({ drafted }) => nameOf(drafted))].sort(([a], [b]) =>
    a.localeCompare(b),
  );
  const { same, partly, different } = ownViews.agreement;
  return {
    all,
    drafters: drafters.flatMap(([, rows]) => {
      const [first] = rows;
      return first === undefined ? [] : [{ ...first.drafted, ...tallyOf(rows) }];
    }),
    lenses: lenses.flatMap((lens) => {
      const rows = alike.filter((row) => row.lens === lens);
      return rows.length === 0 ? [] : [{ lens, ...tallyOf(rows) }];
    }),
    reasons: countReasons(alike),
    edits: countEdits(all, edits),
    ownViews: {
      written: ownViews.written,
      compared: same + partly + different,
      agreement: ownViews.agreement,
      first: tallyOf(alike.filter(({ ownView }) => ownView)),
      others: tallyOf(alike.filter(({ ownView }) => !ownView)),
    },
  };
}
