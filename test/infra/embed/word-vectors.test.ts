import { hash } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadThesaurus } from "../../../corpora/word-vectors/concepts.ts";
import { $ConceptFile } from "../../../src/infra/embed/encode.ts";
import { createWordVectorEmbedder } from "../../../src/infra/embed/word-vectors.ts";

const folder = fileURLToPath(new URL("../../../corpora/word-vectors", import.meta.url));
const files = ["words.bin", "concepts.bin", "concepts.json"] as const;
const embedder = createWordVectorEmbedder();

async function similarity(a: string, b: string): Promise<number> {
  const [left = [], right = []] = await embedder.embed([a, b]);
  return left.reduce((sum, value, i) => sum + value * (right[i] ?? 0), 0);
}

describe("word vectors", () => {
  test("are one unit vector a text, in order, also without a word that counts", async () => {
    const texts = ["A letter is lost.", "", "the of", "🩺", "A letter is lost.", "\0\uD800"];
    const vectors = await embedder.embed(texts);
    expect(vectors).toHaveLength(texts.length);
    for (const vector of vectors) {
      expect(vector).toHaveLength(embedder.dimensions);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 10);
    }
    expect(vectors[4]).toEqual(vectors[0]);
    expect(vectors[1]).not.toEqual(vectors[0]);
    expect(vectors[1]).toEqual(vectors[2]);
    expect(await embedder.embed([])).toEqual([]);
  });

  test.each([
    ["physician", "doctor", "cylinder"],
    ["haemorrhage", "bleeding", "screen"],
    ["The list is out of date", "The screen is not refreshed", "Oxygen cylinders run empty"],
    ["The letter never arrives", "Correspondence was lost", "The dose is doubled"],
    ["A tablet is given twice", "The medicine is administered again", "A password is forgotten"],
    ["hydralazine", "warfarin", "screen"],
  ])("“%s” is nearer to “%s” than to “%s”", async (text, near, far) => {
    expect(await similarity(text, near)).toBeGreaterThan((await similarity(text, far)) + 0.1);
  });

  test("a name that nobody knows is near itself and nothing else", async () => {
    expect(await similarity("Zorblax stops", "Zorblax")).toBeGreaterThan(0.3);
    expect(Math.abs(await similarity("Zorblax", "Quuxify"))).toBeLessThan(0.3);
  });

  test("any text has a vector of finite numbers, the same for another embedder", async () => {
    const other = createWordVectorEmbedder();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 300 }), async (text) => {
        const [vector = []] = await embedder.embed([text]);
        expect(Math.abs(Math.hypot(...vector) - 1)).toBeLessThan(1e-9);
        expect(await other.embed([text])).toEqual([vector]);
      }),
      { numRuns: 50, seed: 5 },
    );
  });

  test.each(["constructor __proto__ hasOwnProperty toString", "valueOf"])(
    "“%s” is text like any other",
    async (text) => {
      const [vector = []] = await embedder.embed([text]);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 10);
    },
  );

  test("a long text is encoded, and an abort is heeded between texts", async () => {
    const [vector = []] = await embedder.embed(["the wrong patient was shown ".repeat(20_000)]);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 10);
    await expect(embedder.embed(["a letter"], AbortSignal.abort())).rejects.toThrow(/abort/u);
  });

  test("bounds stand in order", () => {
    expect(embedder.bounds.close).toBeGreaterThan(embedder.bounds.related);
  });
});

describe("the shipped files", () => {
  test("are those whose hashes are typed out, as is the hash of all with the recipe", () => {
    expect(files.map((name) => hash("sha256", readFileSync(join(folder, name)), "hex"))).toEqual([
      "bfae2790f37be13b307166ad5159664c73b7fda3c96762d444375db73fe3ca18",
      "aea23a6965e1bbc7bd2244ecf90b974666847385296d63401c13ea6cb3079c03",
      "225a6d7de0626c26395192ec18016fb6fa5f1b3c31f5c376426888f674cafc86",
    ]);
    expect(embedder.artefact).toBe(
      "692dd1684cc8fe616ac2febfeaa6978ffb7c4a4f00a8ba0ca804e65f5245359c",
    );
  });

  test("take 8 MB at most and have the notice of WordNet beside them", () => {
    const bytes = files.map((name) => readFileSync(join(folder, name)).length);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(8_000_000);
    expect(readFileSync(join(folder, "LICENSE-WORDNET.txt"), "utf8")).toContain(
      "WordNet 3.1 Copyright 2011 by Princeton University",
    );
  });

  test("hold the thesaurus as it is; where they do not, run `npm run vectors:thesaurus`", () => {
    const { thesaurus, source } = loadThesaurus();
    const held = $ConceptFile.parse(
      JSON.parse(readFileSync(join(folder, "concepts.json"), "utf8")),
    );
    expect(held.source).toBe(source);
    expect(held.thesaurus).toEqual(thesaurus);
  });

  test("are refused when a byte differs", async () => {
    const copy = mkdtempSync(join(tmpdir(), "word-vectors-"));
    try {
      for (const name of files) copyFileSync(join(folder, name), join(copy, name));
      const bytes = readFileSync(join(copy, "words.bin"));
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      writeFileSync(join(copy, "words.bin"), bytes);
      await expect(createWordVectorEmbedder(copy).embed(["a letter"])).rejects.toThrow(
        /expected words\.bin with SHA-256 bfae2790/u,
      );
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });
});
