import type { IncomingMessage } from "node:http";

export type Limits = {
  /** Of a reply's body; reading stops at the first byte more. */
  readonly maxBytes: number;
  /** Until a connection stands, with its TLS. */
  readonly connectMs: number;
};
export type Posted = {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly bytes: Buffer;
  readonly end: "whole" | "too-long" | "broken-off";
};
export type Post = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
};

/** The reply's head. `fetch` is not used: it gives up after 300 seconds, whatever it is told. */
async function open(url: URL, { headers, body, signal }: Post, connectMs: number) {
  const isTls = url.protocol === "https:";
  const { request } = isTls ? await import("node:https") : await import("node:http");
  return new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request(url, {
      method: "POST",
      // A body that is not compressed is as long as it says.
      headers: {
        ...headers,
        "accept-encoding": "identity",
        "content-length": String(Buffer.byteLength(body)),
      },
      signal,
    });
    const timer = setTimeout(() => {
      sent.destroy(new Error(`expected a connection within ${connectMs} ms, got none`));
    }, connectMs);
    const connected = (): void => {
      clearTimeout(timer);
    };
    sent.on("socket", (socket) => {
      if (!socket.connecting) connected();
      else socket.once(isTls ? "secureConnect" : "connect", connected);
      // A model may think for half an hour, and what lies between forgets silent connections.
      socket.setKeepAlive(true, 30_000);
    });
    sent.once("close", connected);
    sent.once("response", resolve);
    // For good: after the reply's head, its body says that the connection broke off.
    sent.on("error", reject);
    // A reply that switches to another protocol is none, and comes as nothing else.
    sent.once("close", () => {
      reject(new Error("expected a reply, got a closed connection"));
    });
    sent.end(body);
  });
}

/**
 * Posts once, follows nobody to another address, and takes what comes back as it is. Throws what Node
 * throws when there is no reply, and the signal's reason when it is aborted.
 */
export async function post(url: URL, sending: Post, limits: Limits): Promise<Posted> {
  const response = await open(url, sending, limits.connectMs);
  const { statusCode: status = 0, headers } = response;
  const chunks: Buffer[] = [];
  let length = 0;
  let end: Posted["end"] = "whole";
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      length += chunk.byteLength;
      chunks.push(chunk);
      if (length > limits.maxBytes) {
        end = "too-long";
        break;
      }
    }
  } catch {
    sending.signal.throwIfAborted();
    end = "broken-off";
  }
  return { status, headers, bytes: Buffer.concat(chunks).subarray(0, limits.maxBytes), end };
}
