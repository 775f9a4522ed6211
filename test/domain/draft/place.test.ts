import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BankEntry } from "../../../src/domain/bank/entry.ts";
import { planCells, type Cell } from "../../../src/domain/cell/cell.ts";
import { placeOf } from "../../../src/domain/draft/place.ts";
import { guideWords, lenses, type Lens } from "../../../src/domain/facet/kinds.ts";
import type { Profile, ProductFunction } from "../../../src/domain/profile/profile.ts";
import { makeBankEntry } from "../../support/make-bank.ts";
import { makeProfile } from "../profile/make-profile.ts";

const fn = (n: number, quote: string, capabilities: string[]): ProductFunction => ({
  ...{ key: `F${n}`, label: quote, capabilities },
  span: { start: n * 1000, end: n * 1000 + quote.length, quote },
});
const nowhere = { start: 0, end: 1, quote: "x" };
const at = (entry: BankEntry, profile: Profile, cells = planCells(profile)): Cell | undefined =>
  placeOf(entry, nowhere, [], { cells, profile });

const profile = makeProfile({
  functions: [
    fn(1, "Sends reminders of appointments by text message", ["messaging", "scheduling"]),
    fn(2, "Lists blood results for the clinician to sign", ["result"]),
    fn(3, "Sends a result to the patient by text message", ["messaging", "result"]),
  ],
});

describe("the place of a prior hazard", () => {
  test("is the function that shares a capability and whose words are nearest", () => {
    const about = (situation: string): string | undefined =>
      at(makeBankEntry({ situation, facets: { capabilities: ["messaging"] } }), profile)?.key;
    expect(about("A reminder of an appointment is sent to an old number.")).toBe("F1/wrong");
    expect(about("A result is sent to an old number of the patient.")).toBe("F3/wrong");
  });

  test("is none whose words alone are near", () => {
    const situation = "Blood results are listed for a clinician who does not sign them.";
    const entry = makeBankEntry({ situation, facets: { capabilities: ["letter"] } });
    expect(at(entry, profile)?.key).toBe("human-factors");
  });

  test("is a pair only where it shares a capability with both", () => {
    const between = (...capabilities: string[]): string | undefined =>
      at(makeBankEntry({ lens: "interaction", facets: { capabilities } }), profile)?.key;
    expect(between("scheduling", "result")).toMatch(/^interaction\//u);
    expect(between("scheduling")).toBe("F1/wrong");
    expect(between("letter")).toBe("human-factors");
  });

  test.each<[Lens, Partial<BankEntry["facets"]>, string]>([
    ["life-cycle", { lifeCyclePhases: ["routine-use", "upgrade"] }, "life-cycle/upgrade"],
    ["more-exposed", { moreExposed: ["hearing-loss"] }, "more-exposed"],
    ["third-party", {}, "third-party"],
    ["receiving-organisation", {}, "receiving-organisation"],
    ["function", { lifeCyclePhases: ["unavailability"] }, "life-cycle/unavailability"],
    ["function", { moreExposed: ["hearing-loss"] }, "human-factors"],
  ])("of %s with %j is one across functions: %s", (lens, facets, key) => {
    const entry = makeBankEntry({ lens, facets: { capabilities: [], ...facets } });
    expect(at(entry, profile)?.key).toBe(key);
  });

  test("names the people where the plan does", () => {
    const withPeople = makeProfile({ has: ["population:hearing-loss"] });
    const entry = makeBankEntry({
      lens: "more-exposed",
      facets: { moreExposed: ["hearing-loss"] },
    });
    expect(at(entry, withPeople)?.key).toBe("more-exposed/hearing-loss");
  });

  test("is undefined where none of the cells asks about it", () => {
    const cells = planCells(profile).filter(({ key }) => key === "F2/late");
    const of = (...words: BankEntry["facets"]["guideWords"]): string | undefined =>
      at(makeBankEntry({ facets: { capabilities: ["result"], guideWords: words } }), profile, cells)
        ?.key;
    expect(of("wrong")).toBeUndefined();
    expect(of("wrong", "late")).toBe("F2/late");
  });
});

const capability = fc.constantFrom("a", "b", "c", "d");
const some = fc.uniqueArray(capability, { maxLength: 3 });
const words = fc.array(fc.constantFrom("result", "letter", "ward", "dose", "list"), {
  minLength: 1,
  maxLength: 5,
});
const $profile = fc.array(fc.record({ capabilities: some, words }), { maxLength: 8 }).map((made) =>
  makeProfile({
    functions: made.map((one, i) => fn(i + 1, one.words.join(" "), one.capabilities)),
  }),
);
const $entry = fc
  .record({
    capabilities: some,
    words,
    lens: fc.constantFrom(...lenses),
    guideWords: fc.uniqueArray(fc.constantFrom(...guideWords), { minLength: 1, maxLength: 4 }),
    phase: fc.constantFrom("upgrade", "routine-use", "model-update"),
  })
  .map((made) =>
    makeBankEntry({
      situation: `It is about ${made.words.join(" ")}.`,
      lens: made.lens,
      facets: {
        capabilities: made.capabilities,
        guideWords: made.guideWords,
        lifeCyclePhases: [made.phase],
      },
    }),
  );

test("for any prior hazard and plan, shares a capability with each of its functions, and asks about it", () => {
  fc.assert(
    fc.property($profile, $entry, (product, entry) => {
      const place = at(entry, product);
      expect(place).toBeDefined();
      for (const key of place?.functions ?? []) {
        const own = product.functions.find((one) => one.key === key)?.capabilities ?? [];
        expect(own.some((id) => entry.facets.capabilities.includes(id))).toBe(true);
      }
      if (place?.guideWord !== null && place !== undefined) {
        expect(entry.facets.guideWords).toContain(place.guideWord);
      }
    }),
  );
});
