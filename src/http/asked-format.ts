import { accepts } from "hono/accepts";
import type { Context } from "hono";
import type { ApiEnv } from "./env.ts";

/** The form that the query asks for, else the one that Accept prefers; plain JSON where it says nothing. */
export function askedFormat<F extends string>(
  c: Context<ApiEnv>,
  asked: F | undefined,
  formatOfType: Readonly<Record<string, F>> & { readonly "application/json": F },
): F {
  if (asked !== undefined) return asked;
  const [supports, json] = [Object.keys(formatOfType), "application/json"] as const;
  const type = accepts(c, { header: "Accept", supports, default: json });
  return formatOfType[type] ?? formatOfType[json];
}
