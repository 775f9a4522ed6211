import type { Context } from "hono";
import type { CallOptions } from "../app/dispatch.ts";
import type { ApiEnv } from "./env.ts";

/** The client went away, so what it asked for was given up. */
export class ClientGone extends Error {
  override readonly name = "ClientGone";
}

/** The server aborts a request with a bare string, which nothing above would know again. */
function signalOf({ signal }: Request): AbortSignal {
  const given = new AbortController();
  const giveUp = (): void => {
    given.abort(new ClientGone("the client went away before it was answered"));
  };
  if (signal.aborted) giveUp();
  else signal.addEventListener("abort", giveUp, { once: true });
  return given.signal;
}

export const readOptions = (c: Context<ApiEnv>): CallOptions => ({ signal: signalOf(c.req.raw) });

export const writeOptions = (c: Context<ApiEnv>): CallOptions => ({
  signal: signalOf(c.req.raw),
  idempotencyKey: c.req.header("idempotency-key"),
});
