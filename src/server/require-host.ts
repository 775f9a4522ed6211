import type { MiddlewareHandler } from "hono";
import { refuse, type ServerEnv } from "./env.ts";

const loopbackNames = ["127.0.0.1", "localhost", "[::1]"];

/**
 * Answers only requests addressed to this machine by a loopback name and the port listened on. A
 * page elsewhere whose name is rebound to 127.0.0.1 still sends its own name as Host (RFC 9110 §7.2;
 * 421: §15.5.20). `port` 0 means the one that the connection came in by.
 */
export const requireLoopbackHost = (port: number): MiddlewareHandler<ServerEnv> =>
  async function requireLoopbackHost(c, next) {
    const listening = port === 0 ? c.env.incoming?.socket.localPort : port;
    const host = c.req.header("host")?.toLowerCase();
    const allowed =
      listening === undefined ? [] : loopbackNames.map((name) => `${name}:${listening}`);
    if (listening === 80) allowed.push(...loopbackNames);
    if (host !== undefined && allowed.includes(host)) return next();
    return refuse(
      c,
      421,
      "wrong-host",
      `This server answers only to ${allowed.slice(0, 2).join(" and ") || "this machine"}, on this machine: open that address instead.`,
    );
  };

/** Answers only requests addressed to the name under which browsers find this server. */
export function requirePublicHost({ host, hostname, protocol }: URL): MiddlewareHandler<ServerEnv> {
  const withPort = `${hostname}:${protocol === "https:" ? 443 : 80}`;
  const allowed = host === hostname ? [host, withPort] : [host];
  return async function requirePublicHost(c, next) {
    if (allowed.includes(c.req.header("host")?.toLowerCase() ?? "")) return next();
    return refuse(
      c,
      421,
      "wrong-host",
      `This server answers only to ${host}: open that address instead. A proxy in front of it passes the Host header on.`,
    );
  };
}
