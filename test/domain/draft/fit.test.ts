import { describe, expect, test } from "vitest";
import { facetFit, facetWeights, keysOfEntry } from "../../../src/domain/draft/fit.ts";
import { makeBankEntry } from "../../support/make-bank.ts";
import { makeFacet, makeProfile } from "../profile/make-profile.ts";

const withFacets = (id: string, facets: Parameters<typeof makeBankEntry>[0] = {}) =>
  makeBankEntry({ id, ...facets });
const letter = withFacets("letter", { facets: { capabilities: ["letter"] } });
const triage = withFacets("triage", { facets: { capabilities: ["triage"] } });
const anyProduct = withFacets("any", { facets: { capabilities: [] } });
const bank = [
  letter,
  triage,
  anyProduct,
  withFacets("letter-2", { facets: { capabilities: ["letter"] } }),
];
const weights = facetWeights(bank);
const fit = (entry: (typeof bank)[number], has: string[]): number =>
  facetFit(entry, makeProfile({ has }), weights);

describe("how well a prior hazard fits a product", () => {
  test("is nothing where they share no facet", () => {
    expect(fit(letter, ["capability:triage"])).toBe(0);
  });

  test("is the same for a capability of which the bank holds much or little", () => {
    const has = ["capability:letter", "capability:triage"];
    expect(fit(triage, has)).toBeGreaterThan(0);
    expect(fit(letter, has)).toBe(fit(triage, has));
  });

  test("is more for a technology that few prior hazards have", () => {
    const named = (id: string, technology: string) =>
      withFacets(id, { facets: { capabilities: ["letter"], technologies: [technology] } });
    const rare = named("a", "robot");
    const one = named("b", "barcode");
    const own = facetWeights([rare, one, named("c", "barcode")]);
    const profile = makeProfile({ has: ["technology:robot", "technology:barcode"] });
    expect(facetFit(rare, profile, own)).toBeGreaterThan(facetFit(one, profile, own));
    expect(facetFit(one, profile, own)).toBeGreaterThan(0);
  });

  test("is less for an entry that lists many capabilities", () => {
    const wide = withFacets("wide", { facets: { capabilities: ["letter", "triage", "result"] } });
    const has = ["capability:letter"];
    expect(fit(wide, has)).toBeLessThan(fit(letter, has));
  });

  test("is more for a facet that much of the description speaks of", () => {
    const said = (salience: number): number =>
      facetFit(
        letter,
        { ...makeProfile(), facets: [makeFacet("capability:letter", { salience })] },
        weights,
      );
    expect(said(0.9)).toBeGreaterThan(said(0.3));
  });

  test("is more for a shared capability than for a shared technology, and so down the kinds", () => {
    const ids = {
      capabilities: ["a"],
      technologies: ["b"],
      moreExposed: ["c"],
      data: ["d"],
      settings: ["e"],
    };
    const entry = withFacets("all", { facets: ids });
    const own = facetWeights([entry]);
    const keys = ["capability:a", "technology:b", "population:c", "data:d", "setting:e"];
    const fits = keys.map((key) => facetFit(entry, makeProfile({ has: [key] }), own));
    expect(fits).toEqual(fits.toSorted((a, b) => b - a));
    expect(new Set(fits).size).toBe(5);
    expect(keysOfEntry(entry)).toEqual([
      "capability:a",
      "technology:b",
      "data:d",
      "setting:e",
      "population:c",
    ]);
  });

  test("counts a second facet of a kind little", () => {
    const entry = withFacets("both", { facets: { capabilities: ["letter", "triage"] } });
    const own = facetWeights([entry]);
    const one = facetFit(entry, makeProfile({ has: ["capability:letter"] }), own);
    const two = facetFit(
      entry,
      makeProfile({ has: ["capability:letter", "capability:triage"] }),
      own,
    );
    expect(two).toBeGreaterThan(one);
    expect(two).toBeLessThan(one * 1.5);
  });

  test("puts what fits any product after what fits this one", () => {
    const has = ["capability:letter"];
    expect(fit(anyProduct, has)).toBeGreaterThan(0);
    expect(fit(letter, has)).toBeGreaterThan(fit(anyProduct, has));
  });
});
