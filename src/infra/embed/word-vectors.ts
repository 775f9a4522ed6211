import { hash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Embedder } from "../../app/ports.ts";
import { sha256 } from "../../domain/hash/canonical.ts";
import { $ConceptFile, createEncoder } from "./encode.ts";
import { parseWordVectors } from "./word-vectors-file.ts";

const shippedFolder = fileURLToPath(new URL("../../../corpora/word-vectors", import.meta.url));

/** SHA-256 of the shipped files, as `npm run vectors` and `npm run vectors:thesaurus` print them. */
const shipped = {
  "words.bin": "bfae2790f37be13b307166ad5159664c73b7fda3c96762d444375db73fe3ca18",
  "concepts.bin": "aea23a6965e1bbc7bd2244ecf90b974666847385296d63401c13ea6cb3079c03",
  "concepts.json": "225a6d7de0626c26395192ec18016fb6fa5f1b3c31f5c376426888f674cafc86",
} as const;
type FileName = keyof typeof shipped;

/** Changes with every change of what `createEncoder` does with the same files. */
const recipe = "words once by SIF + concepts with votes × 0.8; encoding 1";

async function readShipped(folder: string, name: FileName): Promise<Uint8Array> {
  const bytes = await readFile(join(folder, name));
  const found = hash("sha256", bytes, "hex");
  if (found !== shipped[name]) {
    throw new Error(
      `Word vectors: expected ${name} with SHA-256 ${shipped[name]}, found ${found}. Restore the file, or put the hash of a newly trained one into src/infra/embed/word-vectors.ts.`,
    );
  }
  return bytes;
}

async function loadEncoder(folder: string): Promise<(text: string) => number[]> {
  const [words, concepts, json] = await Promise.all([
    readShipped(folder, "words.bin"),
    readShipped(folder, "concepts.bin"),
    readShipped(folder, "concepts.json"),
  ]);
  const { thesaurus, votes } = $ConceptFile.parse(JSON.parse(Buffer.from(json).toString("utf8")));
  return createEncoder(parseWordVectors(words), {
    thesaurus,
    votes,
    vectors: parseWordVectors(concepts),
  });
}

/**
 * Vectors trained on WordNet's glosses, joined by the concepts of the thesaurus; no network. Files
 * are read and verified at the first text; a file that is not the shipped one is refused.
 */
export function createWordVectorEmbedder(folder: string = shippedFolder): Embedder {
  let encoder: Promise<(text: string) => number[]> | undefined;
  return {
    id: "word-vectors-1",
    artefact: sha256([recipe, ...Object.values(shipped)].join("\n")),
    dimensions: 512,
    // Usual nearness of an entry to a description's passages, and a deviation above it, over the
    // tuning suites and the development set; without the latter 0.544 and 0.580 (ADR 16).
    bounds: { close: 0.593, related: 0.548 },
    sendsTo: null,
    async embed(texts, signal) {
      if (texts.length === 0) return [];
      encoder ??= loadEncoder(folder);
      const encode = await encoder;
      return texts.map((text) => {
        signal?.throwIfAborted();
        return encode(text);
      });
    },
  };
}
