import { z } from "zod";
import { spentByDay, spentOn, type Spent } from "../../domain/time/minutes.ts";
import { look } from "../use-case.ts";

export type OwnTimes = {
  /** Of all that was timed; null where nothing was. */
  readonly all: Spent | null;
  /** Newest first. */
  readonly days: readonly (Spent & { readonly day: string })[];
};

/** How long one's own decisions took, from opening to deciding first. Of nobody else, ever. */
export const showOwnTimes = look({
  summary: "Showing your own times",
  right: "look",
  $input: z.strictObject({}),
  async run({ tx, actor }): Promise<OwnTimes> {
    const decided =
      actor.kind === "person" ? await tx.openings.decided(actor.account.id, null) : [];
    const timed = new Map<string, { openedAt: string; at: string }>();
    for (const { suggestion, verb, at, openedAt } of decided) {
      if (openedAt === null || openedAt > at || verb === "undo" || timed.has(suggestion)) continue;
      timed.set(suggestion, { openedAt, at });
    }
    const all = [...timed.values()];
    return { all: spentOn(all), days: spentByDay(all) };
  },
});
