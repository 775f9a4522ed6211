import type { Context, MiddlewareHandler } from "hono";
import { isApi, refuse, type ServerEnv } from "./env.ts";

const safeMethods = ["GET", "HEAD", "OPTIONS"];
const ownSites = ["same-origin", "none"];

type OwnOrigin = (c: Context<ServerEnv>) => string;

/** On this machine, whatever name it was called by. */
export const originOfHost: OwnOrigin = (c) => `http://${c.req.header("host")?.toLowerCase() ?? ""}`;

/**
 * Refuses what a page of another origin makes a browser send (Fetch Metadata; OWASP, CSRF
 * Prevention). Another port of this machine is `same-site` and just as foreign. A request with
 * neither header comes from no browser of today, and passes unless a cookie says who sends it. Under
 * the API reading is checked as well, because an export is recorded.
 */
export const refuseCrossSite = (ownOrigin: OwnOrigin): MiddlewareHandler<ServerEnv> =>
  async function refuseCrossSite(c, next) {
    const isSafe = safeMethods.includes(c.req.method);
    if (isSafe && !isApi(c.req.path)) return next();
    const site = c.req.header("sec-fetch-site");
    const origin = c.req.header("origin");
    const isOwnOrigin = origin === ownOrigin(c);
    const isSilent = site === undefined && origin === undefined;
    const passes = isSilent
      ? isSafe || c.get("isFromCookie") !== true
      : site === undefined
        ? isOwnOrigin
        : ownSites.includes(site) && (origin === undefined || origin === "null" || isOwnOrigin);
    if (passes) return next();
    return refuse(
      c,
      403,
      "cross-site",
      "This request came from a page of another site, and nothing was changed: open hazid's own address and do it there.",
    );
  };
