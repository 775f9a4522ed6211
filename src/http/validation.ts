import type { Hook, z } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { AppError } from "../app/errors.ts";
import { sayIssues } from "../app/issues.ts";
import type { ApiEnv } from "./env.ts";

const partOf = {
  json: "The body",
  form: "The body",
  query: "The query",
  param: "The path",
  header: "The header",
  cookie: "The cookie",
} as const;
type Target = keyof typeof partOf;

function refuse(target: Target, error: z.core.$ZodError): never {
  throw new AppError("invalid-input", `${partOf[target]} does not hold: ${sayIssues(error)}.`);
}

/** Refuses a request whose parts do not fit the route, in a sentence. */
// The library gives the hook every route's data; it is not looked at here.
export const refuseInvalid: Hook<unknown, ApiEnv, string, unknown> = (result) => {
  if (!result.success) refuse(result.target, result.error);
};

export function parseRequest<S extends z.ZodType>(
  target: Target,
  schema: S,
  value: unknown,
): z.output<S> {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : refuse(target, parsed.error);
}

/** JSON is UTF-8 (RFC 8259 §8.1); read leniently, other bytes would be kept as U+FFFD. */
export const requireUtf8Json: MiddlewareHandler<ApiEnv> = async function requireUtf8Json(c, next) {
  if (/^application\/(?:[\w.-]+\+)?json\b/iu.test(c.req.header("content-type") ?? "")) {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(await c.req.arrayBuffer());
    } catch {
      throw new AppError("invalid-input", "The body is not UTF-8: send JSON encoded as UTF-8.");
    }
  }
  await next();
};
