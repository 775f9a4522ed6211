import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Relevance } from "../../../src/domain/candidate/draft.ts";
import { rankDrafts, relevanceFloor, relevanceOf } from "../../../src/domain/candidate/rank.ts";
import { makeCandidate } from "../../support/make-draft.ts";
import { makeProfile } from "../profile/make-profile.ts";

const own = (id: string): string =>
  ["alpha", "bravo", "delta"].map((word) => `${word}${id}`).join(" ");

const makeRankable = (
  id: string,
  fit: number,
  overrides: { words?: string; near?: number } = {},
) => {
  const words = overrides.words ?? own(id);
  const relevance: Relevance = { fit, near: overrides.near ?? 0, spread: 1 };
  const content = makeCandidate({ profile: makeProfile() }, { title: words, hazard: words });
  return { id, relevance, content };
};
const order = (drafts: ReturnType<typeof makeRankable>[], limit = 40): string[] =>
  rankDrafts(drafts, limit).map(({ id }) => id);

describe("the order of drafts", () => {
  test("is by relevance to the product", () => {
    const drafts = [makeRankable("b", 0.6), makeRankable("c", 0.4), makeRankable("a", 0.9)];
    expect(order(drafts)).toEqual(["a", "b", "c"]);
  });

  test.each<[string, Relevance, Relevance]>([
    ["fits better", { fit: 0.6, near: 0.5, spread: 2 }, { fit: 0.5, near: 0.5, spread: 2 }],
    ["is nearer", { fit: 0.5, near: 0.6, spread: 2 }, { fit: 0.5, near: 0.5, spread: 2 }],
    ["came up more often", { fit: 0.5, near: 0.5, spread: 3 }, { fit: 0.5, near: 0.5, spread: 2 }],
    [
      "fits, over what comes up everywhere",
      { fit: 0.6, near: 0, spread: 1 },
      { fit: 0.3, near: 0, spread: 60 },
    ],
  ])("puts first what %s", (_what, more, less) => {
    expect(relevanceOf(more)).toBeGreaterThan(relevanceOf(less));
  });

  test("leaves out what is below the floor, though there is room", () => {
    expect(relevanceFloor).toBe(0.25);
    const drafts = [makeRankable("in", 0.5), makeRankable("out", 0.05), makeRankable("nil", 0)];
    expect(order(drafts)).toEqual(["in"]);
  });

  test("keeps what stands on the floor", () => {
    const onFloor = relevanceFloor - Math.log1p(1) * 0.05;
    const drafts = [makeRankable("on", onFloor), makeRankable("under", onFloor - 1e-9)];
    expect(order(drafts)).toEqual(["on"]);
  });

  test.each([
    [0, []],
    [1, ["a"]],
    [2, ["a", "b"]],
    [3, ["a", "b", "c"]],
    [40, ["a", "b", "c"]],
  ])("stops at the limit: %i", (limit, expected) => {
    const drafts = [makeRankable("a", 0.9), makeRankable("b", 0.6), makeRankable("c", 0.4)];
    expect(order(drafts, limit)).toEqual(expected);
  });

  test("moves a near-duplicate of what is listed down behind what is new", () => {
    const drafts = [
      makeRankable("first", 0.9, { words: "a stopped medicine is listed as current" }),
      makeRankable("again", 0.8, { words: "a stopped medicine is shown as current" }),
      makeRankable("other", 0.6),
    ];
    expect(order(drafts)).toEqual(["first", "other", "again"]);
    const unlike = [drafts[0], makeRankable("again", 0.8), drafts[2]].filter(
      (d) => d !== undefined,
    );
    expect(order(unlike)).toEqual(["first", "again", "other"]);
  });

  test("moves it down, and does not leave it out", () => {
    const words = "a stopped medicine is listed as current";
    const drafts = ["a", "b", "c"].map((id, i) => makeRankable(id, 0.5 - i / 100, { words }));
    expect(order(drafts)).toEqual(["a", "b", "c"]);
  });

  test("keeps equal ones as they came", () => {
    const drafts = ["z", "m", "a"].map((id) => makeRankable(id, 0.5));
    expect(order(drafts)).toEqual(["z", "m", "a"]);
    expect(order(drafts.toReversed())).toEqual(["a", "m", "z"]);
  });

  test("of nothing is nothing", () => {
    expect(order([])).toEqual([]);
  });
});

describe("for any drafts", () => {
  const fits = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { maxLength: 12 });
  /** Distinct relevance and few words, so that many are alike; odd steps keep gains from meeting. */
  const drafts = fits.map((found) =>
    found.map((fit, i) =>
      makeRankable(String(fit), (fit * Math.SQRT2) / 1000, {
        words: `medicine ${["stopped", "doubled", "lost"][i % 3] ?? ""} record ${i % 2 === 0 ? "current" : "old"}`,
      }),
    ),
  );

  test("equal inputs give an equal order, and of distinct relevance in whatever order they come", () => {
    fc.assert(
      fc.property(
        drafts.chain((found) =>
          fc.tuple(
            fc.constant(found),
            fc.shuffledSubarray(found, { minLength: found.length, maxLength: found.length }),
          ),
        ),
        fc.nat({ max: 14 }),
        ([found, shuffled], limit) => {
          expect(order(found, limit)).toEqual(order(found, limit));
          expect(order(shuffled, limit)).toEqual(order(found, limit));
        },
      ),
    );
  });

  test("each is listed at most once, none below the floor, and a lower limit cuts the list's end", () => {
    fc.assert(
      fc.property(drafts, fc.nat({ max: 14 }), (found, limit) => {
        const all = order(found, Number.POSITIVE_INFINITY);
        const above = found.filter(({ relevance }) => relevanceOf(relevance) >= relevanceFloor);
        expect(all.toSorted()).toEqual(above.map(({ id }) => id).toSorted());
        expect(order(found, limit)).toEqual(all.slice(0, limit));
      }),
    );
  });
});
