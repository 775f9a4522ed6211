/** The longest description that is read, in bytes of UTF-8: some 150 pages. */
export const maxDescriptionBytes = 1_000_000;

export type DescriptionRefusal =
  | { readonly kind: "empty" }
  | { readonly kind: "too-large"; readonly bytes: number }
  | { readonly kind: "binary"; readonly looksLike: string | null }
  | { readonly kind: "not-utf8" };

const signatures: readonly (readonly [string, string])[] = [
  ["%PDF-", "a PDF file"],
  ["PK\u0003\u0004", "a Word, Excel or zip file"],
  ["\u00d0\u00cf\u0011\u00e0", "an old Word or Excel file"],
  ["\u0089PNG", "a picture"],
  ["\u00ff\u00d8\u00ff", "a picture"],
];

function looksLike(bytes: Uint8Array): string | null {
  const head = String.fromCodePoint(...bytes.subarray(0, 8));
  return signatures.find(([mark]) => head.startsWith(mark))?.[1] ?? null;
}

const isUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

/** Control characters that no text holds, tab, line feed, form feed and carriage return apart. */
const control = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/u;

/** Decodes a description from bytes, unchanged but for a byte order mark; or says why it cannot. */
export function decodeDescription(bytes: Uint8Array): string | DescriptionRefusal {
  if (bytes.length > maxDescriptionBytes) return { kind: "too-large", bytes: bytes.length };
  if (isUtf16(bytes)) return { kind: "not-utf8" };
  const kind = looksLike(bytes);
  if (kind !== null || bytes.includes(0)) return { kind: "binary", looksLike: kind };
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { kind: "not-utf8" };
  }
  return refuseDescription(text) ?? text;
}

/** Why a decoded text cannot be a description, or null. */
export function refuseDescription(text: string): DescriptionRefusal | null {
  if (text.trim() === "") return { kind: "empty" };
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > maxDescriptionBytes) return { kind: "too-large", bytes };
  if (control.test(text)) return { kind: "binary", looksLike: null };
  return null;
}

/** What a refusal says to the person. */
export function describeRefusal(refusal: DescriptionRefusal): string {
  switch (refusal.kind) {
    case "empty":
      return "The description is empty: expected text that says what the product is, what it is for, and what it does.";
    case "too-large":
      return `The description has ${refusal.bytes.toLocaleString("en-GB")} bytes; at most ${maxDescriptionBytes.toLocaleString("en-GB")} are read. Shorten it to what the product is for and what it does.`;
    case "binary":
      return `The description is not text${refusal.looksLike === null ? "" : ` but ${refusal.looksLike}`}: save it as plain text or Markdown (UTF-8), or paste its text.`;
    case "not-utf8":
      return "The description is not UTF-8 text: save it with the encoding UTF-8 and try again.";
  }
}
