import type { Context } from "hono";

/** What a request carries through the server: pages and API read `requestId` too. */
export type ServerEnv = {
  Variables: {
    requestId: string;
    /** Whether the sender is known by a cookie, which browsers send unasked. */
    isFromCookie?: boolean;
  };
  Bindings: {
    readonly incoming?: {
      readonly socket: { readonly localPort?: number; readonly remoteAddress?: string };
    };
  };
};

/** The address of the API, and so of answers in JSON. */
export const isApi = (path: string): boolean => path === "/api" || path.startsWith("/api/");

/** Answers with a refusal of the server's own: JSON to clients of the API, a sentence to people. */
export function refuse(
  c: Context<ServerEnv>,
  status: 400 | 403 | 404 | 413 | 421 | 500,
  code: string,
  message: string,
): Response {
  if (!isApi(c.req.path)) return c.text(`${message}\n`, status);
  return c.json({ error: { code, message, requestId: c.get("requestId") } }, status);
}
