import type { Context } from "hono";
import type { CallOptions } from "../app/dispatch.ts";
import type { ApiEnv } from "./env.ts";

/** A use case is given up when the client goes away. */
export const readOptions = (c: Context<ApiEnv>): CallOptions => ({ signal: c.req.raw.signal });

export const writeOptions = (c: Context<ApiEnv>): CallOptions => ({
  signal: c.req.raw.signal,
  idempotencyKey: c.req.header("idempotency-key"),
});
