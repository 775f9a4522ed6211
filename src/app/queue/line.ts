import type { DraftedBy } from "../../domain/draft/say-drafter.ts";
import type { QueueRow } from "../records.ts";
import { readDrafterName } from "../run/model/name.ts";
import type { Withheld } from "../view/withhold.ts";

/**
 * A line of the queue. It has no hash: only the whole content, once shown, can be decided on
 * (DESIGN §1, rule 2).
 */
export type WholeLine = Omit<QueueRow, "runDrafter" | "newest"> &
  DraftedBy & {
    /** The newest decision about it; null where none was made, and while it waits. */
    readonly decided: QueueRow["newest"];
  };

/** What is told of it to who asks: no words of it while their own view comes first. */
export type QueueLine = Withheld<WholeLine>;

export const toLine = ({ runDrafter, newest, ...row }: QueueRow): WholeLine => ({
  ...row,
  model: readDrafterName(runDrafter)?.model ?? null,
  decided: row.state === "pending" ? null : newest,
});

/** Whether ranks of several runs stand beside each other: they cannot be compared. */
export const ranksDiffer = (lines: readonly Pick<QueueLine, "product" | "run">[]): boolean =>
  new Set(lines.map(({ product, run }) => `${product} ${run}`)).size > 1;
