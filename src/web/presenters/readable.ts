const emphasis = /\*\*|__|`|(?<![\p{L}\p{N}*])[*_](?=\S)|(?<=\S)[*_](?![\p{L}\p{N}*])/gu;
const lineStart = /^\s*(?:#{1,6}|[-*+]|\d{1,3}[.)])\s+/u;

/** A quotation without Markdown's marks, for reading. Its exact words stand lit in the description. */
export function toReadable(quote: string): string {
  const plain = quote.replace(lineStart, "").replaceAll(emphasis, "").trim();
  return plain === "" ? quote : plain;
}
