import type { Context } from "hono";
import type { ServerEnv } from "./env.ts";

/**
 * Where a request comes from. A proxy appends its client to what the client itself claims, so that
 * only the last address counts.
 */
export function clientOf(c: Context<ServerEnv>, header: string | null): string {
  const claimed = header === null ? undefined : c.req.header(header);
  const last = claimed?.split(",").at(-1)?.trim().slice(0, 64) ?? "";
  if (/^[0-9a-f.:[\]]+$/iu.test(last)) return last;
  return c.env.incoming?.socket.remoteAddress ?? "an address that is not known";
}
