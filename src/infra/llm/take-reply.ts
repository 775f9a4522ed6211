import { post, type Limits } from "./post.ts";
import { toReply, type Reply } from "./reply.ts";

export type Endpoint = {
  /** Under which `/chat/completions` and `/embeddings` stand. */
  readonly url: URL;
  readonly model: string;
  readonly key: { reveal(): string } | null;
};

const timeoutOfLibraryMs = 2_000_000_000;

/**
 * What OpenAI's library is to be made with so that it writes a request, and neither sends, reads nor
 * logs: `post` sends it, and `reply()` is what came back. That throws what `post` threw.
 */
export function takeReply(
  { url, key }: Endpoint,
  limits: Limits,
  signal: AbortSignal,
  what: string,
) {
  const taken: { reply: Reply | null; failure: unknown } = {
    reply: null,
    failure: new TypeError(`expected a request to ${what}, got none`),
  };
  return {
    /** An explicit value wherever the library would take one from the environment. */
    configuration: {
      baseURL: url.href.replace(/\/+$/u, ""),
      organization: null,
      project: null,
      logLevel: "off" as const,
      // Its default is ten minutes; the signal says how long.
      timeout: timeoutOfLibraryMs,
      async fetch(address: string | URL | Request, init?: RequestInit): Promise<Response> {
        const headers = {
          "content-type": "application/json",
          accept: "application/json",
          ...(key === null ? {} : { authorization: `Bearer ${key.reveal()}` }),
        };
        try {
          const body = init?.body;
          if (typeof body !== "string") throw new TypeError("expected the request as text");
          const to = new URL(address instanceof Request ? address.url : address);
          taken.reply = toReply(await post(to, { headers, body, signal }, limits));
        } catch (error) {
          taken.failure = error;
          throw error;
        }
        // The library need not read it too.
        return new Response("{}", { headers: { "content-type": "application/json" } });
      },
    },
    reply(): Reply {
      if (taken.reply === null) throw taken.failure;
      return taken.reply;
    },
  };
}
