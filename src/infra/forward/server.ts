import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Call } from "../../app/use-cases.ts";
import { AppError, faultSentence } from "../../app/errors.ts";
import { readLines } from "./lines.ts";
import { $Greeting, $Json, $Request, protocol, type Reply } from "./messages.ts";

export type CallServer = { readonly socket: string; close(): Promise<void> };

/**
 * Answers use-case calls of other processes of this user on a private unix socket (folder mode
 * 0700), so that commands work while a server holds the database.
 */
export async function openCallServer(
  call: Call,
  onFault: (error: unknown) => string,
): Promise<CallServer> {
  const folder = await mkdtemp(join(tmpdir(), "hazid-"));
  const socket = join(folder, "calls");
  const open = new Set<Socket>();
  const server = createServer((connection) => {
    open.add(connection);
    connection.on("close", () => open.delete(connection));
    connection.on("error", () => connection.destroy());
    serve(connection, call, onFault);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(socket, resolve);
  });
  return {
    socket,
    async close() {
      for (const connection of open) connection.destroy();
      await new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      );
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function serve(connection: Socket, call: Call, onFault: (error: unknown) => string): void {
  const gone = new AbortController();
  connection.on("close", () => {
    gone.abort();
  });
  const reply = (message: Reply): void => {
    if (connection.writable) connection.write(`${JSON.stringify(message)}\n`);
  };
  const answer = async (line: string): Promise<void> => {
    try {
      const sent: unknown = JSON.parse(line);
      if ($Greeting.parse(sent).protocol !== protocol) {
        throw new AppError(
          "conflict",
          "The running server is another version of hazid: restart it.",
        );
      }
      const request = $Request.parse(sent);
      const result: unknown = await call(request.verb as never, request.input as never, {
        idempotencyKey: request.key ?? undefined,
        credential: request.credential,
        signal: gone.signal,
        onProgress: (sentence) => {
          reply({ kind: "progress", sentence });
        },
      });
      reply({ kind: "answer", answer: $Json.parse(JSON.parse(JSON.stringify(result))) });
    } catch (error) {
      if (error instanceof AppError) {
        reply({ kind: "refusal", code: error.code, sentence: error.message });
      } else {
        reply({ kind: "refusal", code: "unavailable", sentence: faultSentence(onFault(error)) });
      }
    }
  };
  readLines(connection, (line) => void answer(line));
}
