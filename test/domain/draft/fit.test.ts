import { describe, expect, test } from "vitest";
import {
  careWeight,
  facetFit,
  floorOf,
  keysOfEntry,
  meetingOf,
  offeredCauses,
  situationFor,
} from "../../../src/domain/draft/fit.ts";
import { raisedFloor, relevanceFloor } from "../../../src/domain/candidate/rank.ts";
import { mentionedOnce } from "../../../src/domain/profile/profile.ts";
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

describe("the causes that are offered", () => {
  const cause = (id: string, ...when: string[]) => ({
    ...{ id, when, kind: "software" as const, text: `Mechanism ${id} of this entry.` },
  });
  const entry = withFacets("caused", {
    causes: [
      cause("c1", "robot"),
      cause("c2"),
      cause("c3", "barcode"),
      cause("c4", "telephony"),
      cause("c5", "robot", "barcode"),
    ],
  });
  const offered = (...facets: ReturnType<typeof makeFacet>[]): string[] =>
    offeredCauses(entry, { ...makeProfile(), facets }).map(({ id }) => id);

  test("are those bound to what the product has, then those of any product", () => {
    const has = [makeFacet("technology:robot"), makeFacet("technology:barcode")];
    expect(offered(...has)).toEqual(["c1", "c3", "c5", "c2"]);
    expect(offered()).toEqual(["c2"]);
  });

  test("and last those bound only to what a model added", () => {
    const robot = makeFacet("technology:robot", { addedBy: "model" });
    expect(offered(robot, makeFacet("technology:barcode"))).toEqual(["c3", "c5", "c2", "c1"]);
    expect(offered(robot)).toEqual(["c2", "c1", "c5"]);
  });
});

describe("the situation as it comes about in a product", () => {
  const entry = withFacets("told", {
    facets: { capabilities: ["task-list", "letter", "messaging", "alert"] },
    situation: "A change is not noticed by the next user.",
    variants: [
      { when: ["task-list"], situation: "A job made urgent keeps its old place in the list." },
      { when: ["letter", "messaging"], situation: "The amended letter looks like the first one." },
    ],
  });
  const told = (facets: [string, number][]): string =>
    situationFor(entry, {
      ...makeProfile(),
      facets: facets.map(([key, salience]) => makeFacet(key, { salience })),
    });

  test("is told by the variant of what the description speaks of most", () => {
    expect(
      told([
        ["capability:task-list", 0.8],
        ["capability:letter", 0.3],
      ]),
    ).toMatch(/^A job/u);
    expect(
      told([
        ["capability:task-list", 0.2],
        ["capability:messaging", 0.3],
      ]),
    ).toMatch(/^The amended/u);
    expect(
      told([
        ["capability:task-list", 0.4],
        ["capability:letter", 0.4],
      ]),
    ).toMatch(/^A job/u);
  });

  test("is the entry's own where the variant's capability is mentioned once, in passing", () => {
    expect(told([["capability:task-list", mentionedOnce]])).toBe(entry.situation);
    expect(told([["capability:task-list", mentionedOnce + 0.01]])).toMatch(/^A job/u);
  });

  test("is the entry's own where no variant meets, or another capability of it is spoken of more", () => {
    expect(told([["capability:triage", 1]])).toBe(entry.situation);
    expect(
      told([
        ["capability:alert", 0.5],
        ["capability:letter", 0.2],
      ]),
    ).toBe(entry.situation);
    expect(
      told([
        ["capability:alert", 0.2],
        ["capability:letter", 0.5],
      ]),
    ).toMatch(/^The amended/u);
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
