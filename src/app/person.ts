import type { Account } from "../domain/actor/actor.ts";
import { AppError } from "./errors.ts";
import type { Scope } from "./use-case.ts";

/**
 * The person who acts; the dispatcher lets nobody else this far. A page that was shown to somebody
 * else, or to nobody (`as` is empty), does not decide in the name of whoever is named now.
 */
export function personOf({ actor }: Scope, as: string | undefined): Account {
  if (actor.kind !== "person") {
    throw new AppError("no-person", "A decision belongs to a named person.");
  }
  if (as === undefined || as === actor.account.id) return actor.account;
  const shown = as === "" ? "while nobody was named" : "to somebody else";
  throw new AppError(
    "conflict",
    `Decisions are by ${actor.account.name} now, and this was shown ${shown}: read it again, and decide as yourself. Nothing was changed.`,
  );
}
