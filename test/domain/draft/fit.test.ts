import { describe, expect, test } from "vitest";
import {
  careWeight,
  facetFit,
  floorOf,
  keysOfEntry,
  meetingOf,
} from "../../../src/domain/draft/fit.ts";
import { raisedFloor, relevanceFloor } from "../../../src/domain/candidate/rank.ts";
import type { BankEntry } from "../../../src/domain/bank/entry.ts";
import { makeBankEntry } from "../../support/make-bank.ts";
import { makeFacet, makeProfile } from "../profile/make-profile.ts";

const withFacets = (id: string, facets: Parameters<typeof makeBankEntry>[0] = {}) =>
  makeBankEntry({ id, ...facets });
const letter = withFacets("letter", { facets: { capabilities: ["letter"] } });
const triage = withFacets("triage", { facets: { capabilities: ["triage"] } });
const anyProduct = withFacets("any", { facets: { capabilities: [] } });
const fit = (entry: BankEntry, has: string[]): number => facetFit(entry, makeProfile({ has }));

describe("how well a prior hazard fits a product", () => {
  test("is nothing where they share no facet", () => {
    expect(fit(letter, ["capability:triage"])).toBe(0);
  });

  test("is the same for a capability of which the bank holds much or little", () => {
    const has = ["capability:letter", "capability:triage"];
    expect(fit(triage, has)).toBeGreaterThan(0);
    expect(fit(letter, has)).toBe(fit(triage, has));
  });

  test("is less for an entry that lists many capabilities", () => {
    const wide = withFacets("wide", { facets: { capabilities: ["letter", "triage", "result"] } });
    const has = ["capability:letter"];
    expect(fit(wide, has)).toBeLessThan(fit(letter, has));
  });

  test("is more for a facet that much of the description speaks of", () => {
    const said = (salience: number): number =>
      facetFit(letter, {
        ...makeProfile(),
        facets: [makeFacet("capability:letter", { salience })],
      });
    expect(said(0.9)).toBeGreaterThan(said(0.3));
    expect(said(0.3)).toBeGreaterThan(said(0.9) / 2);
  });

  test("is more for a shared capability than for a technology, and for that than for any other", () => {
    const facets = { capabilities: ["a"], technologies: ["b"], moreExposed: ["c"], data: ["d"] };
    const entry = withFacets("all", { facets });
    const of = (...has: string[]): number => facetFit(entry, makeProfile({ has }));
    expect(of("capability:a")).toBeGreaterThan(of("technology:b"));
    expect(of("technology:b")).toBeGreaterThan(of("data:d"));
    expect(of("data:d")).toBe(of("population:c"));
    expect(of("data:d", "population:c")).toBeGreaterThan(of("data:d"));
    expect(keysOfEntry(entry)).toEqual(["capability:a", "technology:b", "data:d", "population:c"]);
  });

  test("is more for causes that are bound to what the product has, up to three", () => {
    const bound = (n: number) =>
      withFacets("bound", {
        facets: { capabilities: ["letter"] },
        causes: Array.from({ length: 5 }, (_, i) => ({
          id: `c${i + 1}`,
          kind: "software" as const,
          text: `Mechanism number ${i + 1} of this entry.`,
          when: i < n ? ["barcode"] : ["robot"],
        })),
      });
    const fits = [0, 1, 2, 3, 4].map((n) =>
      fit(bound(n), ["capability:letter", "technology:barcode"]),
    );
    expect(fits.slice(0, 4)).toEqual(fits.slice(0, 4).toSorted((a, b) => a - b));
    expect(new Set(fits.slice(0, 4)).size).toBe(4);
    expect(fits[4]).toBe(fits[3]);
  });

  test("puts what fits any product after what fits this one", () => {
    const has = ["capability:letter"];
    expect(fit(anyProduct, has)).toBeGreaterThan(0);
    expect(fit(letter, has)).toBeGreaterThan(fit(anyProduct, has));
  });
});

describe("how a prior hazard meets a product", () => {
  const scribe = withFacets("scribe", {
    facets: { capabilities: ["ambient-note", "letter"], technologies: ["language-model"] },
  });
  test.each([
    ["stated", ["capability:letter", "technology:language-model"], []],
    ["unstated", ["capability:triage", "technology:language-model"], []],
    [null, ["capability:letter"], []],
    [null, ["technology:language-model"], []],
    [null, ["capability:triage", "technology:language-model"], ["capability:letter"]],
    ["stated", ["capability:ambient-note", "technology:language-model"], ["capability:letter"]],
  ] as const)("%j where it has %j and has not %j", (meeting, has, hasNot) => {
    expect(meetingOf(scribe, makeProfile({ has: [...has], hasNot: [...hasNot] }))).toBe(meeting);
  });

  test("one of any product arises only where care depends on it", () => {
    expect(meetingOf(anyProduct, makeProfile({ has: ["capability:letter"] }))).toBe("any-product");
    expect(meetingOf(anyProduct, makeProfile({ has: ["data:results"] }))).toBe("any-product");
    const apart = ["capability:scheduling", "data:demographics", "setting:hospital-ward"];
    expect(meetingOf(anyProduct, makeProfile({ has: apart }))).toBeNull();
    expect(careWeight(makeProfile({ has: apart }))).toBe(0);
  });
});

describe("below which relevance nothing is listed", () => {
  const floor = (...facets: [string, number][]): number =>
    floorOf({
      ...makeProfile(),
      facets: facets.map(([key, salience]) => makeFacet(key, { salience })),
    });

  test("is higher where the description says little that care depends on", () => {
    expect(floor(["capability:prescribing", 1])).toBe(relevanceFloor);
    expect(floor(["capability:prescribing", 0.4], ["data:allergies", 0.4])).toBe(relevanceFloor);
    expect(floor(["capability:prescribing", 0.5])).toBe(raisedFloor);
    expect(floor(["capability:scheduling", 1], ["data:appointments", 1])).toBe(raisedFloor);
    expect(floor()).toBe(raisedFloor);
  });
});
