import { describe, expect, test } from "vitest";
import { toSparse } from "../../corpora/word-vectors/matrix.ts";
import { countGlosses, careStems, wordShares } from "../../corpora/word-vectors/glosses.ts";
import { lsa, ppmiSvd, randomIndexing } from "../../corpora/word-vectors/methods.ts";
import { packWordVectors } from "../../corpora/word-vectors/pack.ts";
import { neighboursOf, retrofit } from "../../corpora/word-vectors/retrofit.ts";
import { truncatedSvd } from "../../corpora/word-vectors/svd.ts";
import type { Synset } from "../../corpora/word-vectors/wordnet.ts";
import { parseWordVectors } from "../../src/infra/embed/word-vectors-file.ts";

const makeSynset = (
  id: string,
  lemmas: string[],
  gloss: string,
  relations: Synset["relations"] = [],
): Synset => ({ id, lemmas, gloss, relations });

const synsets = [
  makeSynset("n1", ["drug"], "a substance used to treat an illness"),
  makeSynset("n2", ["aspirin"], "a white substance for pain", [{ kind: "@", to: "n1" }]),
  makeSynset("n3", ["car", "motorcar"], "a vehicle with a motor"),
  makeSynset("a4", ["painful"], "of pain", [{ kind: "!", to: "n3" }]),
];
const counted = { minTexts: 1, always: new Set<string>() };

/** Cosines of every pair of rows would be long: this is one. */
const dot = (values: Float32Array, width: number, a: number, b: number): number => {
  let sum = 0;
  for (let j = 0; j < width; j += 1)
    sum += (values[a * width + j] ?? 0) * (values[b * width + j] ?? 0);
  return sum;
};

describe("training", () => {
  test("finds the singular values of a matrix that are known", () => {
    const diagonal = [9, 7, 5, 3, 1];
    const rows = Array.from({ length: 60 }, (_, i) =>
      i < diagonal.length ? [[i, diagonal[i] ?? 0] as const] : [],
    );
    const { left, values } = truncatedSvd(toSparse(60, rows), 3);
    expect([...values].map((value) => Number(value.toFixed(4)))).toEqual([9, 7, 5]);
    expect([0, 1, 2].map((i) => Math.abs(left.values[i * 3 + i] ?? 0))).toEqual([
      expect.closeTo(1, 5),
      expect.closeTo(1, 5),
      expect.closeTo(1, 5),
    ]);
  });

  test("counts a text a synset, with what stands above it, and drops rare stems unless told", () => {
    const all = countGlosses(synsets, counted);
    const weightOf = (text: number, stem: string): number | undefined => {
      const at = all.texts[text]?.stems.indexOf(all.numberOf.get(stem) ?? -1) ?? -1;
      return all.texts[text]?.weights[at];
    };
    expect([weightOf(1, "aspirin"), weightOf(1, "pain"), weightOf(1, "drug")]).toEqual([2, 1, 0.5]);
    expect(weightOf(2, "motor")).toBe(1);
    const few = countGlosses(synsets, { minTexts: 2, always: careStems(synsets) });
    expect([...few.stems]).toEqual(["aspirin", "drug", "pain", "substanc"]);
    expect(wordShares(synsets).get("a")).toBeCloseTo(4 / 19, 10);
  });

  test.each([
    ["LSA", lsa(countGlosses(synsets, counted), 3)],
    ["PPMI-SVD", ppmiSvd(countGlosses(synsets, counted), 3, 0)],
    ["random indexing", randomIndexing(countGlosses(synsets, counted), 64, 2)],
  ])("%s puts words of one text nearer than words of two", (_, { values, columns }) => {
    const { numberOf } = countGlosses(synsets, counted);
    const of = (stem: string): number => numberOf.get(stem) ?? -1;
    expect(values.every(Number.isFinite)).toBe(true);
    expect(dot(values, columns, of("motor"), of("vehicl"))).toBeGreaterThan(
      dot(values, columns, of("motor"), of("substanc")),
    );
  });

  test("draws a stem to its synonyms and to what stands above it, not to its opposite", () => {
    const { numberOf, stems } = countGlosses(synsets, counted);
    const neighbours = neighboursOf(synsets, numberOf);
    const named = (stem: string): string[] =>
      [...(neighbours[numberOf.get(stem) ?? -1] ?? [])].map((i) => stems[i] ?? "");
    expect([named("aspirin"), named("car"), named("pain")]).toEqual([["drug"], ["motorcar"], []]);
    const apart = { rows: 2, columns: 2, values: Float32Array.of(1, 0, 0, 1) };
    const drawn = retrofit(apart, [new Set([1]), new Set([0])], 1);
    expect(dot(drawn.values, 2, 0, 1)).toBeCloseTo(0.8, 2);
    expect(retrofit(apart, [new Set(), new Set()], 1).values).toEqual(apart.values);
  });
});

describe("a file of word vectors", () => {
  const trained = {
    dimensions: 3,
    stems: ["pain", "größe"],
    shares: Float32Array.of(0.25, 0.5),
    values: Float32Array.of(0.6, -0.8, 0, 0, 0, 1),
  };
  const bytes = packWordVectors(trained, "by hand");

  test("holds what was packed, to half a step of its scale", () => {
    const { dimensions, numberOf, shares, scales, values } = parseWordVectors(bytes);
    expect(dimensions).toBe(3);
    expect([...numberOf]).toEqual([
      ["pain", 0],
      ["größe", 1],
    ]);
    expect([...shares]).toEqual([0.25, 0.5]);
    const read = [...values].map((value, i) => value * (scales[Math.floor(i / 3)] ?? 0));
    read.forEach((value, i) => {
      expect(Math.abs(value - (trained.values[i] ?? 0))).toBeLessThanOrEqual(0.5 / 127);
    });
  });

  test.each([
    ["another file", Buffer.from("PK\u0003\u0004"), /begins with/u],
    ["no bytes", new Uint8Array(), /begins with/u],
    ["a file cut short", bytes.subarray(0, -1), /expected a file of \d+ bytes, got \d+/u],
    ["a head that is not JSON", Buffer.from("hazid word vectors 1\n{\n"), /JSON/u],
  ])("is refused: %s", (_, wrong, message) => {
    expect(() => parseWordVectors(wrong)).toThrow(message);
  });
});
