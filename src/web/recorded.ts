import type { Context, MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { readForm } from "./form.ts";

/** Read by the browser's own script, which then forgets what it kept of the forms with these keys. */
const cookieName = "hazid-recorded";
const maxKeys = 20;
const keptForSeconds = 3_600;
const key = /^[\w-]{1,100}$/u;

/**
 * Tells the browser which form was recorded, by the form's own key: a form that was taken is answered
 * with 303 (RFC 9110 §15.4.4), one that was refused with the page again.
 */
export const createSayRecorded = ({ secure }: { readonly secure: boolean }): MiddlewareHandler =>
  async function sayRecorded(c, next) {
    await next();
    if (c.req.method !== "POST" || c.res.status !== 303) return;
    const sent = await keyOf(c);
    if (!key.test(sent)) return;
    const before = (getCookie(c, cookieName) ?? "").split(".").filter((one) => key.test(one));
    const keys = [sent, ...before.filter((one) => one !== sent)].slice(0, maxKeys);
    setCookie(c, cookieName, keys.join("."), {
      path: "/",
      sameSite: "Strict",
      secure,
      maxAge: keptForSeconds,
    });
  };

async function keyOf(c: Context): Promise<string> {
  try {
    return (await readForm(c)).text("key");
  } catch {
    return "";
  }
}
