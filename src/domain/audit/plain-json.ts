/**
 * Recognises canonical JSON (RFC 8785) in one pass, as far as it is plain: no escapes, no fractions,
 * no exponents. What is not plain may still be canonical; ask a real parser.
 */
export function endsPlainJson(text: string, start: number): number | null {
  const end = scanValue(text, start, 0);
  return end === failed ? null : end;
}

const failed = -1;
/** Deeper nesting is left to a real parser. */
const maxDepth = 32;
const quote = 0x22;
const backslash = 0x5c;

function scanValue(text: string, at: number, depth: number): number {
  if (depth > maxDepth) return failed;
  const first = text.charCodeAt(at);
  if (first === quote) return scanString(text, at);
  if (first === 0x7b) return scanObject(text, at, depth);
  if (first === 0x5b) return scanArray(text, at, depth);
  if (first >= 0x30 && first <= 0x39) return scanWholeNumber(text, at);
  for (const word of ["null", "true", "false"]) {
    if (text.startsWith(word, at)) return at + word.length;
  }
  return failed;
}

/** Returns the place after the closing quote. */
function scanString(text: string, at: number): number {
  if (text.charCodeAt(at) !== quote) return failed;
  for (let i = at + 1; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === quote) return i + 1;
    if (code === backslash || code < 0x20) return failed;
  }
  return failed;
}

function scanWholeNumber(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) >= 0x30 && text.charCodeAt(end) <= 0x39) end += 1;
  const digits = end - at;
  // No leading nought, and no more digits than a number keeps.
  if (digits > 15 || (digits > 1 && text.charCodeAt(at) === 0x30)) return failed;
  return end;
}

function scanArray(text: string, start: number, depth: number): number {
  if (text.charCodeAt(start + 1) === 0x5d) return start + 2;
  for (let at = start; ;) {
    at = scanValue(text, at + 1, depth + 1);
    if (at === failed) return failed;
    const after = text.charCodeAt(at);
    if (after === 0x5d) return at + 1;
    if (after !== 0x2c) return failed;
  }
}

/** RFC 8785 §3.2.3: keys sorted by UTF-16 code units, so none twice. */
function scanObject(text: string, start: number, depth: number): number {
  if (text.charCodeAt(start + 1) === 0x7d) return start + 2;
  let before = 0;
  for (let at = start; ;) {
    const key = at + 1;
    const end = scanString(text, key);
    if (end === failed || text.charCodeAt(end) !== 0x3a) return failed;
    // zod leaves this key out, and so no sealed text has it.
    if (text.startsWith('"__proto__"', key)) return failed;
    if (before !== 0 && !isSorted(text, before, key)) return failed;
    before = key;
    at = scanValue(text, end + 1, depth + 1);
    if (at === failed) return failed;
    const after = text.charCodeAt(at);
    if (after === 0x7d) return at + 1;
    if (after !== 0x2c) return failed;
  }
}

/** Whether the key that is quoted at `one` comes before the one at `other`; in place, to make no text. */
function isSorted(text: string, one: number, other: number): boolean {
  for (let i = 1; ; i += 1) {
    const a = text.charCodeAt(one + i);
    const b = text.charCodeAt(other + i);
    if (b === quote) return false;
    if (a !== b) return a === quote || a < b;
  }
}
