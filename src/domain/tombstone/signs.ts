/** What stands where unlawful text stood; one a UTF-16 code unit, so that every offset still holds. */
export const mark = "█";

const quoteMark = /^[‘’‚‛′`´“”„‟″«»‹›"'ʹʻʼʽ＇＂]$/u;
const dash = /^[‐‑‒–—―−⁃﹘﹣－-]$/u;
/** Before and after a quotation, or where it leaves something out; an apostrophe may be either. */
const quoteEnd = /^["“”„‟«»…]$/u;
/** Soft hyphens, joiners and what else is not seen. */
const unseen = /^\p{Cf}$/u;
const inWord = /^[\p{L}\p{N}\p{M}█]$/u;

/** Between two quotations. */
export const cut = '"';

/** Letters without their case, and the same whether an accent is part of them or stands after them. */
const foldCase = (point: string): string =>
  point.normalize("NFD").toUpperCase().toLowerCase().normalize("NFD");

function readSign(point: string): string {
  if (unseen.test(point)) return "";
  if (/^\s$/u.test(point)) return " ";
  if (quoteMark.test(point)) return "'";
  return dash.test(point) ? "-" : foldCase(point);
}

function readWord(point: string): string {
  if (unseen.test(point)) return "";
  if (quoteEnd.test(point)) return cut;
  return inWord.test(point) ? foldCase(point) : " ";
}

/** A text has few different characters. */
function remember(read: (point: string) => string): (code: number) => string {
  const known = new Map<number, string>();
  return (code) => {
    const before = known.get(code);
    if (before !== undefined) return before;
    const sign = read(String.fromCodePoint(code));
    known.set(code, sign);
    return sign;
  };
}

/** A character as it is compared: its case does not matter, nor what kind of dash or quotation mark it is. */
export const plainSign = remember(readSign);
/** A character as it is compared where only words matter: all else is a space, or the end of a quotation. */
export const plainWord = remember(readWord);
