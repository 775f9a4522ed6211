import type { Hook, z } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { AppError } from "../app/errors.ts";
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

/** Characters of what does not hold that are said: a request of a thousand wrong keys gets a sentence too. */
const maxSaid = 600;

const shorten = (text: string): string =>
  text.length <= maxSaid ? text : `${text.slice(0, maxSaid).toWellFormed()}… and more`;

function refuse(target: Target, error: z.core.$ZodError): never {
  const issues = error.issues.map((issue) => {
    const path = issue.path.join(".");
    return path === "" ? issue.message : `${path}: ${issue.message}`;
  });
  throw new AppError(
    "invalid-input",
    `${partOf[target]} does not hold: ${shorten(issues.join("; "))}.`,
  );
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
