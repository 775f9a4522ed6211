import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { AppError } from "../app/errors.ts";

export type Listening = {
  readonly url: string;
  readonly port: number;
  /** Takes no more requests and waits, for a while, for those in flight. */
  close(): Promise<void>;
};
type App = { readonly fetch: Parameters<typeof getRequestListener>[0] };

const loopback = "127.0.0.1";
/** How long requests in flight may take after `close`, in milliseconds. */
const graceMs = 5_000;

function refusalOf(error: NodeJS.ErrnoException, port: number): Error {
  const another = "with --port or HAZID_PORT; 0 takes a free one.";
  if (error.code === "EADDRINUSE") {
    return new AppError(
      "unavailable",
      `Port ${port} is in use by another program, or by another hazid: choose another ${another}`,
    );
  }
  if (error.code === "EACCES") {
    return new AppError(
      "unavailable",
      `Port ${port} may not be opened by this user: choose another, from 1024 up, ${another}`,
    );
  }
  if (error.code === "EADDRNOTAVAIL") {
    return new AppError(
      "unavailable",
      "This machine does not have the address that HAZID_HOST names.",
    );
  }
  return error;
}

type ListenOptions = {
  readonly port: number;
  /** IP address of this machine. */
  readonly host?: string;
  readonly waitMs?: number;
};

/**
 * Serves on one address, 127.0.0.1 unless another is given. Port 0 takes a free one, which the result
 * names. Throws AppError `unavailable` when the address and port cannot be had.
 */
export async function listen(
  app: App,
  { port, host = loopback, waitMs = graceMs }: ListenOptions,
): Promise<Listening> {
  const answer = getRequestListener(app.fetch, { hostname: host });
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: Error): void => {
      reject(refusalOf(error, port));
    };
    server.once("error", refuse);
    server.listen(port, host, () => {
      server.off("error", refuse);
      resolve();
    });
  });
  // A server on a TCP port has an address with a port; only one on a path has none.
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    port: bound,
    close: () => closeGracefully(server, waitMs),
  };
}

/** A connection that is kept alive outlives its last answer, so idle ones are closed as they appear. */
function closeGracefully(server: Server, waitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const closeIdle = setInterval(() => {
      server.closeIdleConnections();
    }, 20);
    const giveUp = setTimeout(() => {
      server.closeAllConnections();
    }, waitMs);
    server.close(() => {
      clearInterval(closeIdle);
      clearTimeout(giveUp);
      resolve();
    });
  });
}
