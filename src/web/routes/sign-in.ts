import type { Context, Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { AppError, type ErrorCode } from "../../app/errors.ts";
import { readForm } from "../form.ts";
import { signInPage, toNext } from "../presenters/addresses.ts";
import { frame, type Problem } from "../presenters/frame.ts";
import type { PageEnv } from "../render.ts";
import type { PageTools, SessionCookie } from "../tools.ts";

const path = "/";
const signInCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "not-signed-in",
  "too-many-attempts",
  "invalid-input",
]);
const refusedToken =
  "This token does not let you in: it is not known here, has expired, or was revoked. Check that it is whole, or ask a Clinical Safety Officer for a new one";

export function forgetSession(c: Context, { name, secure }: SessionCookie): void {
  if (getCookie(c, name) !== undefined) deleteCookie(c, name, { path, secure });
}

/** Signing in and out, where nobody is anybody without a token. */
export function addSignInRoutes(
  app: Hono<PageEnv>,
  { call, render }: PageTools,
  cookie: SessionCookie,
): void {
  const show = (
    c: Context<PageEnv>,
    next: string,
    problem: Problem | null,
    status: 200 | 401 | 429,
  ) => {
    const problems = problem === null ? [] : [problem];
    const around = frame({ title: "Sign in", section: null, problems });
    return render(c, "sign-in", around, { next, problem: problem?.text ?? null }, status);
  };

  /** The session that this browser has already, if it holds. */
  const isSignedIn = async (): Promise<boolean> => {
    try {
      return (await call("account.show", {})) !== null;
    } catch (error) {
      if (error instanceof AppError) return false;
      throw error;
    }
  };

  app.get(signInPage, async (c) => {
    const next = toNext(c.req.query("next") ?? "");
    // A link from another site arrives without the cookie, and the page's own link brings it.
    return (await isSignedIn()) ? c.redirect(next, 302) : show(c, next, null, 200);
  });

  app.post(signInPage, async (c) => {
    const form = await readForm(c);
    const next = toNext(form.text("next"));
    const secret = form.text("token").trim();
    if (secret === "") return show(c, next, { field: "token", text: "Enter your token" }, 401);
    try {
      const credential = { kind: "token" as const, secret };
      const started = await call("session.start", {}, { credential });
      if (started.secret === null) throw new Error("a session was started without a secret");
      // Nothing that the browser held before is worth anything afterwards.
      if (getCookie(c, cookie.name) !== undefined) await endQuietly();
      setCookie(c, cookie.name, started.secret, {
        path,
        httpOnly: true,
        secure: cookie.secure,
        sameSite: "Strict",
        expires: new Date(started.expiresAt),
      });
      return c.redirect(next, 303);
    } catch (error) {
      if (!(error instanceof AppError) || !signInCodes.has(error.code)) throw error;
      const tooMany = error.code === "too-many-attempts";
      const text = tooMany ? error.message : refusedToken;
      return show(c, next, { field: "token", text }, tooMany ? 429 : 401);
    }
  });

  app.post("/sign-out", async (c) => {
    await endQuietly();
    forgetSession(c, cookie);
    return c.redirect(signInPage, 303);
  });

  /** A session that has ended already is as ended as can be. */
  const endQuietly = async (): Promise<void> => {
    try {
      await call("session.end", {});
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  };
}
