import { randomUUID } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { ServerEnv } from "./env.ts";

/** Gives each request an id: in its answer, in the log of a fault, in nothing else. */
export const nameRequest: MiddlewareHandler<ServerEnv> = async function nameRequest(c, next) {
  c.set("requestId", randomUUID());
  await next();
  c.header("X-Request-Id", c.get("requestId"));
};

const self = ["'self'"];
const none = ["'none'"];

/** One year in seconds. Subdomains are other people's. */
const strictTransportSecurity = "max-age=31536000";

/** HSTS on https alone: on localhost it would bind every other server there to https. */
export const protectAnswers = ({ isHttps }: { isHttps: boolean }): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: none,
      styleSrc: self,
      imgSrc: self,
      scriptSrc: self,
      fontSrc: self,
      connectSrc: self,
      formAction: self,
      frameAncestors: none,
      baseUri: none,
    },
    // Not no-referrer: under it browsers send `Origin: null` with our own forms (Fetch, §3.2).
    referrerPolicy: "same-origin",
    strictTransportSecurity: isHttps ? strictTransportSecurity : false,
    xFrameOptions: "DENY",
    permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
  });

/** Nothing of the record stays in a cache; static files say for themselves how long they hold. */
export const keepOutOfCaches: MiddlewareHandler = async function keepOutOfCaches(c, next) {
  await next();
  if (!c.req.path.startsWith("/assets/") || c.res.status >= 400) {
    c.res.headers.set("Cache-Control", "no-store");
  }
};
