import { connect } from "node:net";
import { createInterface } from "node:readline";
import { AppError } from "../../app/errors.ts";
import type { CallOptions } from "../../app/dispatch.ts";
import type { Call } from "../../app/use-cases.ts";
import { $Reply, protocol } from "./messages.ts";

/** Calls use cases in the server that holds the database: one connection a call. */
export function createForwardedCall(socket: string): Call {
  const send = (verb: string, input: unknown, options: CallOptions): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const connection = connect(socket);
      const refuse = (): void => {
        reject(
          new AppError(
            "unavailable",
            "The running hazid server went away before it answered: run the command again.",
          ),
        );
      };
      connection.once("error", refuse);
      connection.once("close", refuse);
      options.signal?.addEventListener("abort", () => connection.destroy(), { once: true });
      createInterface({ input: connection }).on("line", (line) => {
        const reply = $Reply.parse(JSON.parse(line));
        if (reply.kind === "progress") {
          options.onProgress?.(reply.sentence);
          return;
        }
        if (reply.kind === "answer") resolve(reply.answer);
        else reject(new AppError(reply.code, reply.sentence));
        connection.destroy();
      });
      const key = options.idempotencyKey ?? null;
      connection.write(`${JSON.stringify({ protocol, verb, input, key })}\n`);
    });
  return ((verb, input, options = {}) => send(verb, input, options)) as Call;
}
