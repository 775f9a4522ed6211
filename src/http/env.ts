import { randomUUID } from "node:crypto";
import type { Context } from "hono";

/** What the server around the API sets before a route runs. */
export type ApiEnv = { Variables: { requestId?: string } };

/** The id under which this request is answered and a fault of it logged. */
export function requestIdOf(c: Context<ApiEnv>): string {
  const known = c.get("requestId");
  if (known !== undefined) return known;
  const made = randomUUID();
  c.set("requestId", made);
  return made;
}
