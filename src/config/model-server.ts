import { z } from "zod";
import { isLoopback } from "./loopback.ts";

export const urlExpected =
  "expected https://HOST/v1, or http:// with a loopback address, without name, password, ? and #";
export const keyExpected = "expected a key without spaces";
export const $key = z.string().regex(/^[\x21-\x7e]+$/u, { error: keyExpected });

/** Whether texts reach it unread by others, and nothing secret stands in its address. */
export function holdsServer(url: URL): boolean {
  const { protocol, hostname, username, password, search, hash } = url;
  const isSafe = protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
  return isSafe && [username, password, search, hash].every((part) => part === "");
}
