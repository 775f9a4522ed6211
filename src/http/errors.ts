import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { AppError, errorCodes, faultSentence, type ErrorCode } from "../app/errors.ts";
import { ClientGone } from "./call-options.ts";
import { requestIdOf, type ApiEnv } from "./env.ts";

/** The status of every refusal (RFC 9110; 428: RFC 6585 §3). */
export const statusOfCode = {
  "invalid-input": 400,
  ambiguous: 400,
  "not-signed-in": 401,
  "too-many-attempts": 429,
  "no-person": 403,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  "view-first": 409,
  "seen-stale": 412,
  "patient-identifier": 422,
  "key-reused": 422,
  "seen-required": 428,
  "run-failed": 502,
  locked: 503,
  "data-folder": 503,
  unavailable: 503,
} as const satisfies Readonly<Record<ErrorCode, number>>;

/** What HTTP itself refuses, here or in the server around the API. */
const httpCodes = [
  "malformed-request",
  "method-not-allowed",
  "too-large",
  "unsupported-media-type",
  "wrong-host",
  "cross-site",
  "fault",
] as const;

export const $Error = z
  .strictObject({
    error: z.strictObject({
      code: z.enum([...errorCodes, ...httpCodes]),
      /** A sentence for a person: what was expected, what was found, what to do. */
      message: z.string(),
      requestId: z.string(),
    }),
  })
  .openapi("Error");
type ErrorBody = z.infer<typeof $Error>;
export type ErrorCodeOverHttp = ErrorBody["error"]["code"];

export type OnFault = (error: unknown, requestId: string) => void;

export const toErrorBody = (
  c: Context<ApiEnv>,
  code: ErrorCodeOverHttp,
  message: string,
): ErrorBody => ({ error: { code, message, requestId: requestIdOf(c) } });

/** What the library refuses: a body that does not parse, or of another type. Its texts are no sentences. */
const describeHttp = (c: Context<ApiEnv>, error: HTTPException): ErrorBody =>
  error.status === 415
    ? toErrorBody(
        c,
        "unsupported-media-type",
        "Expected a body of a type that this route takes: name it in Content-Type, usually application/json. /docs lists them.",
      )
    : toErrorBody(c, "malformed-request", "The body is not JSON that can be read.");

/** Turns what a route threw into an answer. A fault is told to `onFault` and says nothing of itself. */
export const createErrorHandler =
  (onFault: OnFault) =>
  (error: Error, c: Context<ApiEnv>): Response => {
    if (error instanceof AppError) {
      // RFC 9110 §15.5.2: an answer of 401 says by what to come in.
      if (error.code === "not-signed-in") c.header("WWW-Authenticate", 'Bearer realm="hazid"');
      return c.json(toErrorBody(c, error.code, error.message), statusOfCode[error.code]);
    }
    if (error instanceof HTTPException && error.status < 500)
      return c.json(describeHttp(c, error), error.status);
    if (error instanceof ClientGone) {
      return c.json(
        toErrorBody(c, "unavailable", "The request was given up: nobody waited for it."),
        503,
      );
    }
    onFault(error, requestIdOf(c));
    return c.json(toErrorBody(c, "fault", faultSentence(requestIdOf(c))), 500);
  };
