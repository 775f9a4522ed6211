const invisible = /[\p{Cc}\p{Cf}\p{Cs}]/gu;

/** Without characters that XML 1.0 (§2.2) refuses or that reorder their neighbours, and not too long. */
export function toLabel(text: string, maxLength = 60): string {
  const plain = Array.from(text.replaceAll(invisible, " ").replaceAll(/\s+/gu, " ").trim());
  return plain.length > maxLength ? `${plain.slice(0, maxLength).join("")}…` : plain.join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
/** As text or an attribute of XML. */
export const toXml = (text: string): string =>
  text.replaceAll(/[&<>"']/gu, (found) => entities[found] ?? "");

/** How wide a letter is at most, in its size: no font is at hand to measure it by. */
function widthOf(letter: string): number {
  if ((letter.codePointAt(0) ?? 0) > 0x10_ff) return 1.1;
  if (/[MW@%mw—…]/u.test(letter)) return 0.9;
  if (/[ijlft.,:;'|!()[\]\s-]/u.test(letter)) return 0.36;
  return /\p{Lu}/u.test(letter) ? 0.72 : 0.58;
}
const letters = new Intl.Segmenter("en", { granularity: "grapheme" });
const lettersOf = (text: string): string[] => [...letters.segment(text)].map((one) => one.segment);
const lengthOf = (text: string): number =>
  lettersOf(text).reduce((sum, letter) => sum + widthOf(letter), 0);

/** A word that is longer than a line, in pieces that are not. */
function cutWord(word: string, most: number): string[] {
  const pieces: string[] = [];
  let [piece, length] = ["", 0];
  for (const letter of lettersOf(word)) {
    const width = widthOf(letter);
    if (length + width > most && piece !== "") {
      pieces.push(piece);
      [piece, length] = ["", 0];
    }
    [piece, length] = [piece + letter, length + width];
  }
  return [...pieces, piece];
}

/** Cuts a label into lines that fit `width` at this size of letters; what is too long for `maxLines` ends in `…`. */
export function wrapLabel(
  text: string,
  {
    width,
    size,
    maxLines,
  }: { readonly width: number; readonly size: number; readonly maxLines: number },
): string[] {
  const most = width / size;
  const words = text
    .split(" ")
    .flatMap((word) => (lengthOf(word) > most ? cutWord(word, most) : [word]));
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && lengthOf(longer) <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  if (lines.length <= maxLines) return lines;
  const kept = lines.slice(0, maxLines);
  const end = lettersOf(kept.at(-1) ?? "");
  while (end.length > 1 && lengthOf(`${end.join("")}…`) > most) end.pop();
  return [...kept.slice(0, -1), `${end.join("").trimEnd()}…`];
}
