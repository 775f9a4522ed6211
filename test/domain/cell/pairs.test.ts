import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chosenPairs } from "../../../src/domain/cell/pairs.ts";
import type { ProductFunction } from "../../../src/domain/profile/profile.ts";
import { makeFacet, makeProfile } from "../profile/make-profile.ts";

const fn = (n: number, quote = `Thing${n}`, capabilities: string[] = []): ProductFunction => ({
  ...{ key: `F${n}`, label: quote, capabilities },
  span: { start: n * 100, end: n * 100 + 99, quote },
});
const pairsOf = (functions: ProductFunction[], facets = makeProfile().facets): string[] =>
  chosenPairs({ functions, facets }).map(([one, other]) => `${one.key}+${other.key}`);
const many = (n: number, change: (fn: ProductFunction) => ProductFunction = (same) => same) =>
  Array.from({ length: n }, (_, i) => change(fn(i + 1)));

describe("the pairs of functions that are looked into", () => {
  test("are all of six functions or fewer, in the order of the description", () => {
    expect(pairsOf(many(3))).toEqual(["F1+F2", "F1+F3", "F2+F3"]);
    expect(pairsOf(many(6))).toHaveLength(15);
    expect(pairsOf([fn(1)])).toEqual([]);
  });

  test("hold one that writes what a late one acts on", () => {
    const change = (one: ProductFunction): ProductFunction =>
      one.key === "F2"
        ? { ...one, capabilities: ["prescribing"] }
        : one.key === "F14"
          ? { ...one, capabilities: ["alert"] }
          : one;
    expect(pairsOf(many(16, change))).toContain("F2+F14");
    expect(pairsOf(many(16))).not.toContain("F2+F14");
  });

  test("hold two that speak of the same data", () => {
    const spans = [3, 15].map((n) => ({ start: n * 100 + 1, end: n * 100 + 7, quote: "Velmar" }));
    const shared = [makeFacet("data:allergies", { spans }), makeFacet("data:results", { spans })];
    expect(pairsOf(many(16), shared)).toContain("F3+F15");
    const kinds = shared.map((facet) => ({ ...facet, kind: "user" as const }));
    expect(pairsOf(many(16), kinds)).not.toContain("F3+F15");
  });

  test("hold two that speak in the same words, unless all do", () => {
    const change = (one: ProductFunction): ProductFunction =>
      ["F4", "F16"].includes(one.key) ? fn(Number(one.key.slice(1)), "Warfarin yellow book") : one;
    expect(pairsOf(many(16, change))).toContain("F4+F16");
    expect(
      pairsOf(many(16, (one) => fn(Number(one.key.slice(1)), "Warfarin yellow book"))),
    ).toEqual(pairsOf(many(16)));
  });

  test("are at most fifteen, none twice, no function in more than five", () => {
    const capabilities = fc.uniqueArray(fc.constantFrom("result", "alert", "letter", "order"));
    fc.assert(
      fc.property(fc.array(capabilities, { maxLength: 24 }), (made) => {
        const functions = made.map((ids, i) => fn(i + 1, `Thing${i % 3}`, ids));
        const pairs = pairsOf(functions);
        expect(pairs).toHaveLength(new Set(pairs).size);
        expect(pairs.length).toBeLessThanOrEqual(15);
        for (const { key } of functions) {
          expect(pairs.filter((pair) => pair.split("+").includes(key)).length).toBeLessThanOrEqual(
            5,
          );
        }
      }),
    );
  });
});
