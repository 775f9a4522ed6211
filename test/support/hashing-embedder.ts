import type { Embedder } from "../../src/app/ports.ts";
import { sha256 } from "../../src/domain/hash/canonical.ts";
import { contentStems } from "../../src/domain/text/words.ts";
import { fnv1a } from "../../src/infra/embed/fnv.ts";

const dimensions = 384;
/** Letters in a row that two spellings of one word share. */
const gramLength = 4;
/** What a shared piece of a word counts against a shared word. */
const gramWeight = 0.35;
const recipe = `feature hashing 2: stems + ${gramLength}-grams × ${gramWeight}, ${dimensions} dimensions`;

function addFeature(vector: number[], feature: string, weight: number): void {
  const hash = fnv1a(feature);
  const at = hash % dimensions;
  vector[at] = (vector[at] ?? 0) + ((hash >>> 16) & 1 ? weight : -weight);
}

function embedText(text: string): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const stem of contentStems(text)) {
    addFeature(vector, `w:${stem}`, 1);
    const padded = `^${stem}$`;
    for (let i = 0; i + gramLength <= padded.length; i += 1) {
      addFeature(vector, `g:${padded.slice(i, i + gramLength)}`, gramWeight);
    }
  }
  const norm = Math.hypot(...vector);
  // A text without a content word points somewhere, so that every distance is defined.
  if (norm === 0) vector[0] = 1;
  return norm === 0 ? vector : vector.map((value) => value / norm);
}

/**
 * Vectors of shared words and word pieces, for tests that need an embedder and no synonyms. Its bounds
 * let every text count as near, as the short texts of fixtures share few words.
 */
export const createHashingEmbedder = (): Embedder => ({
  id: "hashing-2",
  artefact: sha256(recipe),
  dimensions,
  bounds: { close: -0.1, related: -0.2 },
  sendsTo: null,
  embed: (texts) => Promise.resolve(texts.map(embedText)),
});
