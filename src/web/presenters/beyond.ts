import type { Beyond, Cut } from "../../app/run/beyond.ts";
import { maxLimit } from "../../app/run/limit.ts";
import { identifyAt, runAt } from "./addresses.ts";
import { sayDraftMarks } from "./draft-marks.ts";
import { problemAt, type Problem } from "./frame.ts";
import { toReadable } from "./readable.ts";
import type { Typed } from "./typed.ts";
import { count } from "./words.ts";

export type BeyondRow = {
  /** What its box sends: its run and what it is asked for by. */
  readonly value: string;
  readonly ticked: boolean;
  readonly title: string;
  readonly place: string;
  readonly marks: string;
};
/** The button that queues what a limit left out. */
type More = {
  readonly action: string;
  readonly text: string;
  readonly key: string;
};
export type CutRow = {
  readonly says: string;
  readonly list: string;
  readonly more: More | null;
  /** Where a language model drafted it: what it would be sent is shown first. */
  readonly again: string | null;
};

/** The first box of the list. */
export const takeFieldId = "take-1";
const beyondAnchor = "beyond";

const valueOf = ({ run, key }: Beyond): string => `${run} ${key}`;

/** Takes what a box sent apart again. */
export function readBeyond(value: string): { readonly run: string; readonly key: string } {
  const space = value.indexOf(" ");
  return { run: value.slice(0, Math.max(0, space)), key: value.slice(space + 1) };
}

/** A list of what limits left out, each with a box: nothing is ticked but what was before a refusal. */
export type BeyondList = {
  readonly rows: readonly BeyondRow[];
  /** Where its form goes. */
  readonly action: string;
  readonly key: string;
  readonly problem: string | null;
};

export const presentBeyondList = (
  beyond: readonly Beyond[],
  action: string,
  key: string,
  typed: Typed,
  problems: readonly Problem[],
): BeyondList => ({
  rows: beyond.map((one) => toBeyondRow(one, typed.texts("take"))),
  action,
  key: `${key}-take`,
  problem: problemAt(problems, takeFieldId),
});

const toBeyondRow = (one: Beyond, ticked: readonly string[]): BeyondRow => ({
  value: valueOf(one),
  ticked: ticked.includes(valueOf(one)),
  title: one.title,
  place: one.about === "" ? one.cell : `${one.cell}, ${toReadable(one.about)}`,
  marks: sayDraftMarks(one),
});

export const presentCut = (slug: string, cut: Cut, key: string): CutRow => ({
  says: `${count(cut.beyond, "relevant candidate was", "relevant candidates were")} beyond the limit of ${cut.limit} of ${cut.run}, and ${cut.beyond === 1 ? "is" : "are"} not in the queue.`,
  list: `${runAt(slug, cut.run)}#${beyondAnchor}`,
  more:
    cut.more === 0
      ? null
      : {
          action: `${runAt(slug, cut.run)}/more`,
          text: cut.more < cut.beyond ? `Queue the next ${cut.more}` : sayAll(cut),
          key: `${key}-more-${cut.run}`,
        },
  again: cut.more === 0 && cut.limit < maxLimit ? `${identifyAt(slug)}?limit=${maxLimit}` : null,
});

const sayAll = ({ beyond, run }: Cut): string =>
  `Queue ${beyond === 1 ? "this one" : `these ${beyond}`} of ${run} too`;
