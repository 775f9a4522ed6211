import type { MiddlewareHandler } from "hono";
import { isApi, refuse, type ServerEnv } from "./env.ts";

const safeMethods = ["GET", "HEAD", "OPTIONS"];
const ownSites = ["same-origin", "none"];

/**
 * Refuses what a page of another origin makes a browser send (Fetch Metadata; OWASP, CSRF
 * Prevention). Another port of this machine is `same-site` and just as foreign. A request with
 * neither header comes from no browser of today and passes. Under the API reading is checked as
 * well, because an export is recorded.
 */
export const refuseCrossSite: MiddlewareHandler<ServerEnv> = async function refuseCrossSite(
  c,
  next,
) {
  if (safeMethods.includes(c.req.method) && !isApi(c.req.path)) return next();
  const site = c.req.header("sec-fetch-site");
  const origin = c.req.header("origin");
  const isOwnOrigin = origin === `http://${c.req.header("host")?.toLowerCase() ?? ""}`;
  const passes =
    site === undefined
      ? origin === undefined || isOwnOrigin
      : ownSites.includes(site) && (origin === undefined || origin === "null" || isOwnOrigin);
  if (passes) return next();
  return refuse(
    c,
    403,
    "cross-site",
    "This request came from a page of another site, and nothing was changed: open hazid's own address and do it there.",
  );
};
