import { z } from "zod";

const $Unread = z.strictObject({
  /** Cells that say something from which no proposal could be made. */
  cells: z.array(z.strictObject({ cell: z.string(), found: z.string(), why: z.string() })),
  /** What the file does not have any more; it stays as it is. */
  missing: z.array(z.string()),
});
/** What of a returned workbook proposes nothing. */
export type Unread = {
  readonly cells: readonly {
    readonly cell: string;
    readonly found: string;
    readonly why: string;
  }[];
  readonly missing: readonly string[];
};

export const readUnread = (text: string): Unread => $Unread.parse(JSON.parse(text));
