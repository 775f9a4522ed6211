/** A patient identifier found in a text, by place only: the identifier itself is not repeated. */
export type IdentifierPlace = {
  readonly kind: "NHS number" | "date of birth";
  readonly line: number;
  readonly column: number;
};

/**
 * NHS number check digit (NHS Data Dictionary, NHS NUMBER): weights 10 to 2, modulus 11.
 */
export function isNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/u.test(digits) || /^(\d)\1{9}$/u.test(digits)) return false;
  const sum = Array.from(digits.slice(0, 9)).reduce(
    (total, digit, i) => total + Number(digit) * (10 - i),
    0,
  );
  const check = (11 - (sum % 11)) % 11;
  return check !== 10 && check === Number(digits[9]);
}

/** Digits as people and machines write them: spaced, hyphenated, full-width, or with zero-width marks. */
const tenDigits =
  /(?<![\p{Nd}])\p{Nd}(?:[\s\u00A0\u200B-\u200F\u2060\uFEFF.\-–—_/]{0,3}\p{Nd}){9}(?!\p{Nd})/gu;
const labelledBirth =
  /\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?)\s*[:=]?\s*\d{1,2}[/.\- ](?:\d{1,2}|[A-Za-z]{3,9})[/.\- ]\d{2,4}/giu;

/** The ASCII digit of any decimal digit character (Unicode digits stand in runs of ten). */
function asciiDigit(character: string): string {
  const plain = character.normalize("NFKC");
  const code = plain.codePointAt(0) ?? 0;
  if (code < 128) return plain;
  let zero = code;
  while (zero > code - 10 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((code - zero) % 10);
}

function placeAt(text: string, index: number): { line: number; column: number } {
  const before = text.slice(0, index);
  return { line: before.split("\n").length, column: index - before.lastIndexOf("\n") };
}

/**
 * Places where a text seems to identify a patient. Ten digits count only when the NHS number's
 * check digit holds, so that telephone and order numbers mostly pass. Names are not looked for.
 */
export function findPatientIdentifiers(text: string): IdentifierPlace[] {
  const found: IdentifierPlace[] = [];
  for (const match of text.matchAll(tenDigits)) {
    const digits = [...match[0].matchAll(/\p{Nd}/gu)].map((digit) => asciiDigit(digit[0])).join("");
    if (isNhsNumber(digits)) found.push({ kind: "NHS number", ...placeAt(text, match.index) });
  }
  for (const match of text.matchAll(labelledBirth)) {
    found.push({ kind: "date of birth", ...placeAt(text, match.index) });
  }
  return found;
}
