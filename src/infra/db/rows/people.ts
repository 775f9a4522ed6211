import { $Account, type Account } from "../../../domain/actor/actor.ts";
import type { account } from "../schema.ts";

/** A person as they were when they did what their account is named for. */
export const toPerson = ({ id, name, role, body, number }: typeof account.$inferSelect): Account =>
  $Account.parse({ id, name, role, body, number });
