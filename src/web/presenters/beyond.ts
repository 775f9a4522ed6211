import type { Beyond, Cut } from "../../app/run/beyond.ts";
import { maxLimit } from "../../app/run/limit.ts";
import { identifyAt, runAt } from "./addresses.ts";
import { sayDraftMarks } from "./draft-marks.ts";
import { toReadable } from "./readable.ts";
import { count } from "./words.ts";

export type BeyondRow = {
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

const beyondAnchor = "beyond";

export const toBeyondRow = (one: Beyond): BeyondRow => ({
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
