import type { DraftedBy } from "../../domain/draft/say-drafter.ts";
import type { QueueRow } from "../records.ts";
import { readDrafterName } from "../run/model/name.ts";

/**
 * A line of the queue. It has no hash: only the whole content, once shown, can be decided on
 * (DESIGN §1, rule 2).
 */
export type QueueLine = Omit<QueueRow, "runDrafter" | "newest"> &
  DraftedBy & {
    /** The newest decision about it; null where none was made, and while it waits. */
    readonly decided: QueueRow["newest"];
  };

export const toLine = ({ runDrafter, newest, ...row }: QueueRow): QueueLine => ({
  ...row,
  model: readDrafterName(runDrafter)?.model ?? null,
  decided: row.state === "pending" ? null : newest,
});
