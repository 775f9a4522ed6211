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

/**
 * Ten digits as people and machines write them: spaced, hyphenated, broken over lines, in any script,
 * with invisible marks. A look-ahead, since other digits may stand before them; what follows `+` and
 * a country code is a telephone number.
 */
const tenDigits =
  /(?<!\p{Nd})(?<!\+\p{Nd}{1,3}[\s().-]{0,3}(?:0\))?\s?)(?=(\p{Nd}(?:[\s\p{Cf}\p{Pd}−·._/]{0,5}\p{Nd}){9})(?!\p{Nd}))/gu;
const month = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}";
const day = "\\p{Nd}{1,2}(?:st|nd|rd|th)?";
const between = "[/.,\\- ]{1,2}";
/** A date with a day, after words that say it is somebody's birth. */
const labelledBirth = new RegExp(
  `\\b(?:d\\.?o\\.?b\\b|(?:date of birth|birth date|born)\\b)[\\s.:=(|*_]*(?:(?:is|was|on)\\s+)?(?:${day}${between}(?:\\p{Nd}{1,2}|${month})${between}\\p{Nd}{2,4}|${month}\\.? ${day},? \\p{Nd}{4}|\\p{Nd}{4}-\\p{Nd}{1,2}-\\p{Nd}{1,2})`,
  "giu",
);

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
    const digits = [...(match[1] ?? "").matchAll(/\p{Nd}/gu)]
      .map((digit) => asciiDigit(digit[0]))
      .join("");
    if (isNhsNumber(digits)) found.push({ kind: "NHS number", ...placeAt(text, match.index) });
  }
  for (const match of text.matchAll(labelledBirth)) {
    found.push({ kind: "date of birth", ...placeAt(text, match.index) });
  }
  return found;
}
