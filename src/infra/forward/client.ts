import { connect } from "node:net";
import { AppError } from "../../app/errors.ts";
import type { CallOptions } from "../../app/dispatch.ts";
import type { Call } from "../../app/use-cases.ts";
import { readLines } from "./lines.ts";
import { $Reply, protocol, type Reply } from "./messages.ts";

/** Calls use cases in the server that holds the database: one connection a call. */
export function createForwardedCall(socket: string): Call {
  const send = (verb: string, input: unknown, options: CallOptions): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const connection = connect(socket);
      const refuse = (): void => {
        reject(
          new AppError(
            "unavailable",
            options.signal?.aborted === true
              ? "The command was stopped, and what it began at the server with it."
              : "The running hazid server went away before it answered: run the command again.",
          ),
        );
      };
      connection.on("error", refuse);
      connection.on("close", refuse);
      if (options.signal?.aborted === true) connection.destroy();
      options.signal?.addEventListener("abort", () => connection.destroy(), { once: true });
      readLines(connection, (line) => {
        const reply = parseReply(line);
        if (reply?.kind === "progress") {
          options.onProgress?.(reply.sentence);
          return;
        }
        if (reply === null) refuse();
        else if (reply.kind === "answer") resolve(reply.answer);
        else reject(new AppError(reply.code, reply.sentence));
        connection.destroy();
      });
      const key = options.idempotencyKey ?? null;
      const credential = options.credential ?? { kind: "machine" };
      connection.write(`${JSON.stringify({ protocol, verb, input, key, credential })}\n`);
    });
  return ((verb, input, options = {}) => send(verb, input, options)) as Call;
}

/** What a server said, or null when it is none of ours. */
function parseReply(line: string): Reply | null {
  try {
    return $Reply.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
