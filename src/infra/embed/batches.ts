/** Of one request; servers take no more than some hundreds, and some no more than 300 kB. */
const maxTexts = 128;
const maxBytes = 250_000;

/** The texts in order, in parts that one request may carry; a text that is longer goes alone. */
export function toBatches(texts: readonly string[]): string[][] {
  const batches: string[][] = [];
  let batch: string[] = [];
  let bytes = 0;
  for (const text of texts) {
    const own = Buffer.byteLength(text);
    if (batch.length === 0 || batch.length === maxTexts || bytes + own > maxBytes) {
      batch = [];
      bytes = 0;
      batches.push(batch);
    }
    batch.push(text);
    bytes += own;
  }
  return batches;
}
