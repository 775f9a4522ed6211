import { z } from "zod";
import type { Account } from "../../domain/actor/actor.ts";
import { look } from "../use-case.ts";

/** Who is named at this machine; null before anybody is. */
export const showAccount = look({
  summary: "Showing who is named",
  right: "look",
  $input: z.strictObject({}),
  run: ({ tx }): Promise<Account | null> => tx.accounts.current(),
});
