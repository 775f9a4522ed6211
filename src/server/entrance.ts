import { AsyncLocalStorage } from "node:async_hooks";
import type { MiddlewareHandler } from "hono";
import type { CallOptions } from "../app/call-options.ts";
import type { Call } from "../app/use-cases.ts";
import { clientOf } from "./client-address.ts";
import { readCredential } from "./credential.ts";
import { refuse, type ServerEnv } from "./env.ts";

export type EntranceOptions = {
  readonly publicUrl: URL;
  /** Header in which the proxy names its client; null where clients connect themselves. */
  readonly clientHeader: string | null;
};
/** The cookie by which a browser that signed in is known. */
export type SessionCookie = { readonly name: string; readonly secure: boolean };

/**
 * `__Host-` makes the browser itself refuse a cookie that came by http, from another name, or for a
 * part of the site (RFC 6265bis §4.1.3.2). Plain http is for trying it out on one machine.
 */
const cookieFor = ({ protocol }: URL): SessionCookie =>
  protocol === "https:"
    ? { name: "__Host-hazid", secure: true }
    : { name: "hazid-session", secure: false };

export type Entrance = EntranceOptions & {
  readonly cookie: SessionCookie;
  /** Reads who sends a request, once, for everything that is called while it is answered. */
  readonly admit: MiddlewareHandler<ServerEnv>;
  /** Calls as whoever sends the request at hand; outside of any, as nobody. No route can forget it. */
  bind(call: Call): Call;
};

export function createEntrance({ publicUrl, clientHeader }: EntranceOptions): Entrance {
  const cookie = cookieFor(publicUrl);
  const sender = new AsyncLocalStorage<Pick<CallOptions, "credential" | "client">>();
  return {
    publicUrl,
    clientHeader,
    cookie,
    async admit(c, next) {
      const read = readCredential(c.req.raw.headers, cookie.name);
      if (read.kind === "refused") {
        return refuse(c, 400, "malformed-request", read.sentence);
      }
      const credential = read.kind === "none" ? undefined : read;
      const isFromCookie = credential?.kind === "session";
      c.set("isFromCookie", isFromCookie);
      return sender.run({ credential, client: clientOf(c, clientHeader) }, next);
    },
    bind: (call) => (verb, input, options) =>
      call(verb, input, { ...sender.getStore(), ...options }),
  };
}
