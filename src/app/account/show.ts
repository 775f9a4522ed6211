import { z } from "zod";
import type { Account } from "../../domain/actor/actor.ts";
import { look } from "../use-case.ts";

/** The person who acts: who is named at this machine, or signed in; null before anybody is. */
export const showAccount = look({
  summary: "Showing who is named",
  right: "look",
  $input: z.strictObject({}),
  run: ({ actor }): Promise<Account | null> =>
    Promise.resolve(actor.kind === "person" ? actor.account : null),
});
