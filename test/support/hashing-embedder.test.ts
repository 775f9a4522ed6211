import { describe, expect, test } from "vitest";
import { createHashingEmbedder } from "./hashing-embedder.ts";

const embedder = createHashingEmbedder();

async function similarity(a: string, b: string): Promise<number> {
  const [left = [], right = []] = await embedder.embed([a, b]);
  return left.reduce((sum, value, i) => sum + value * (right[i] ?? 0), 0);
}

describe("hashed vectors", () => {
  test("are one unit vector a text, in order", async () => {
    const texts = ["A letter is lost.", "", "the of", "🩺", "A letter is lost."];
    const vectors = await embedder.embed(texts);
    expect(vectors).toHaveLength(5);
    for (const vector of vectors) {
      expect(vector).toHaveLength(embedder.dimensions);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 10);
    }
    expect(vectors[4]).toEqual(vectors[0]);
    expect(vectors[1]).not.toEqual(vectors[0]);
    expect(await embedder.embed([])).toEqual([]);
  });

  test("are the same for another embedder of this recipe, whose hash is typed out", async () => {
    const other = createHashingEmbedder();
    expect(await other.embed(["A letter is lost."])).toEqual(
      await embedder.embed(["A letter is lost."]),
    );
    expect(other.artefact).toBe("d28678ab43303e7761bb9369e4bd96264e736b9a4c266a416ea884a94d804d04");
    const [vector = []] = await embedder.embed(["letter"]);
    const places = vector.flatMap((value, i) => (value === 0 ? [] : [[i, value > 0 ? 1 : -1]]));
    expect(places).toEqual([
      [23, 1],
      [92, -1],
      [167, -1],
      [226, 1],
      [297, 1],
      [299, -1],
    ]);
  });

  test("are near for shared words, nearer for more of them, and far for none", async () => {
    const text = "The letter is sent to the wrong patient";
    const same = await similarity(text, "Letters sent to wrong patients");
    const part = await similarity(text, "A letter is delayed by a queue");
    const none = await similarity(text, "Oxygen cylinders run empty");
    expect(same).toBeGreaterThan(0.28);
    expect(same).toBeGreaterThan(part);
    expect(part).toBeGreaterThan(none);
    expect(none).toBeLessThan(0.16);
  });

  test("are near for two spellings of a word", async () => {
    expect(await similarity("haematology", "hematology")).toBeGreaterThan(
      await similarity("haematology", "cardiology"),
    );
  });

  test("are called close and related in that order", () => {
    expect(embedder.bounds.close).toBeGreaterThan(embedder.bounds.related);
  });
});
