import { hash } from "node:crypto";
import canonicalize from "canonicalize";

/** SHA-256 of bytes, or of a text's UTF-8 bytes, 64 lower-case hexadecimal digits. */
export const sha256 = (text: string | Uint8Array): string => hash("sha256", text, "hex");

/** The one text of a JSON value (RFC 8785): equal values give equal bytes. */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("expected a JSON value, got undefined");
  return text;
}

/** Hash of a value's canonical text. */
export const hashOf = (value: unknown): string => sha256(canonicalText(value));
