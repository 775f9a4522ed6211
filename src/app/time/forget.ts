import { z } from "zod";
import { note } from "../use-case.ts";

/** Deletes when the person who asks had suggestions before them. Openings are theirs, and no record. */
export const forgetTimes = note({
  summary: "Forgetting your own times",
  right: "look",
  $input: z.strictObject({}),
  async run({ tx, actor }): Promise<{ readonly forgotten: number }> {
    if (actor.kind !== "person") return { forgotten: 0 };
    return { forgotten: await tx.openings.forget(actor.account.id) };
  },
});
