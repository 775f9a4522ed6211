/**
 * Loaded before every test file: nothing a test does in its own process reaches another machine.
 *
 * - An HTTP request to another host is answered by a handler (`network.use(http.post(…))`) or refused by msw.
 * - msw lets through what it takes for page assets (`/logo.png`) and whatever is not HTTP, so a wall under
 *   it refuses every socket to another host.
 * - Sockets to this machine bypass msw, which otherwise stands in the middle of PostgreSQL's too. A model
 *   server on localhost is therefore faked by opening one, not by a handler.
 *
 * Not covered: child processes, worker threads, UDP and direct `dns` calls.
 */
import net from "node:net";
import { setupServer } from "msw/node";
import { afterEach } from "vitest";
import { postgresUrl } from "./postgres.ts";

type Target = { readonly host: string; readonly port: unknown; readonly hasLookup: boolean };

const databaseHost = postgresUrl === null ? [] : [new URL(postgresUrl).hostname];
const thisMachine = new net.BlockList();
thisMachine.addSubnet("127.0.0.0", 8, "ipv4");
thisMachine.addAddress("::1", "ipv6");

/** The arguments of `socket.connect`: (options), (port, host?), (path) or all of them in Node's own array. */
function toTarget(args: readonly unknown[]): Target | "unix-socket" {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as readonly unknown[]) : args;
  if (typeof first === "object" && first !== null) {
    const options = first as Record<string, unknown>;
    if (typeof options["path"] === "string" && options["path"] !== "") return "unix-socket";
    const { host, port, lookup } = options;
    return toHost(host, port, lookup !== undefined);
  }
  if (typeof first === "string" && !/^\d+$/.test(first)) return "unix-socket";
  return toHost(second, first, false);
}

function toHost(host: unknown, port: unknown, hasLookup: boolean): Target {
  const name = typeof host === "string" && host !== "" ? host : "localhost";
  return { host: name.replace(/^\[(.*)\]$/, "$1"), port, hasLookup };
}

function isThisMachine({ host }: Target): boolean {
  if (host === "localhost" || databaseHost.includes(host)) return true;
  const family = net.isIP(host);
  return family !== 0 && thisMachine.check(host, family === 4 ? "ipv4" : "ipv6");
}

type Connect = (this: net.Socket, ...args: unknown[]) => net.Socket;
const prototype = net.Socket.prototype as unknown as { connect: Connect };
const connectNatively = prototype.connect;

/** Fails as an unknown host does: asynchronously, from the look-up, before anything is sent. */
function refuse(socket: net.Socket, { host, port }: Target): net.Socket {
  const refusal = new Error(
    `Refused: a test tried to reach ${host}:${String(port)}; expected this machine only. ` +
      "Answer the request with a handler (network.use) or open a server on 127.0.0.1.",
  );
  const lookup: net.LookupFunction = (_host, _options, callback) => {
    process.nextTick(callback, refusal, "", 4);
  };
  return connectNatively.call(socket, { host: "refused.invalid", port, lookup });
}

/** Stands under msw, whose stand-in connections carry a `lookup` of msw's own and send nothing. */
prototype.connect = function refuseOtherMachines(...args) {
  const target = toTarget(args);
  if (target === "unix-socket" || target.hasLookup || isThisMachine(target)) {
    return connectNatively.apply(this, args);
  }
  return refuse(this, target);
};

export const network = setupServer();
network.listen({ onUnhandledFrame: "error" });
const connectThroughMsw = prototype.connect;

prototype.connect = function keepMswOffThisMachine(...args) {
  const target = toTarget(args);
  const isLocal = target === "unix-socket" || isThisMachine(target);
  return (isLocal ? connectNatively : connectThroughMsw).apply(this, args);
};

afterEach(() => {
  network.resetHandlers();
});
