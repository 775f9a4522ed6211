import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Lens } from "../../../src/domain/facet/kinds.ts";
import type { Relevance } from "../../../src/domain/candidate/draft.ts";
import {
  raisedFloor,
  rankDrafts,
  relevanceFloor,
  relevanceOf,
} from "../../../src/domain/candidate/rank.ts";
import { makeCandidate } from "../../support/make-draft.ts";
import { makeProfile } from "../profile/make-profile.ts";

const own = (id: string): string =>
  ["alpha", "bravo", "delta"].map((word) => `${word}${id}`).join(" ");

type Overrides = Partial<Relevance> & { words?: string; lens?: Lens; cell?: string };
const makeRankable = (
  id: string,
  fit: number,
  { words = own(id), lens, cell, ...rest }: Overrides = {},
) => {
  const relevance: Relevance = { fit, near: 0, general: false, aspects: [], ...rest };
  const content = makeCandidate(
    { profile: makeProfile() },
    {
      title: words,
      hazard: words,
      ...(lens !== undefined && { lens }),
      ...(cell !== undefined && { cell }),
    },
  );
  return { id, relevance, content };
};
const order = (drafts: ReturnType<typeof makeRankable>[], limit = 40): string[] =>
  rankDrafts(drafts, limit).map(({ id }) => id);

describe("the order of drafts", () => {
  test("is by relevance to the product", () => {
    const drafts = [makeRankable("b", 0.6), makeRankable("c", 0.4), makeRankable("a", 0.9)];
    expect(order(drafts)).toEqual(["a", "b", "c"]);
  });

  const relevance = (fit: number, near: number): Relevance =>
    makeRankable("x", fit, { near }).relevance;
  test.each<[string, Relevance, Relevance]>([
    ["fits better", relevance(0.6, 0.5), relevance(0.5, 0.5)],
    ["is nearer", relevance(0.5, 0.6), relevance(0.5, 0.5)],
    [
      "is nearer by two deviations, over what fits a little better",
      relevance(0.3, 2),
      relevance(0.7, 0),
    ],
    ["fits much better, over what is nearer", relevance(0.9, 0), relevance(0.3, 2)],
  ])("puts first what %s", (_what, more, less) => {
    expect(relevanceOf(more)).toBeGreaterThan(relevanceOf(less));
  });

  test("leaves out what is below the floor, though there is room", () => {
    const drafts = [makeRankable("in", 0.5), makeRankable("out", 0.05), makeRankable("nil", 0)];
    expect(order(drafts)).toEqual(["in"]);
    const far = makeRankable("far", 0.5, { near: -1 });
    expect(order([far])).toEqual([]);
  });

  test("keeps what stands on the floor, whichever is asked for", () => {
    expect(raisedFloor).toBeGreaterThan(relevanceFloor);
    for (const floor of [relevanceFloor, raisedFloor]) {
      const drafts = [makeRankable("on", floor), makeRankable("under", floor - 1e-9)];
      expect(rankDrafts(drafts, 40, floor).map(({ id }) => id)).toEqual(["on"]);
    }
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
      makeRankable("other", 0.7),
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

  /** What stands after ten most relevant ones of another kind. */
  const afterTen = (drafts: ReturnType<typeof makeRankable>[]): string[] => {
    const ten = Array.from({ length: 10 }, (_, i) =>
      makeRankable(`first${i}`, 9 - i / 10, { aspects: ["late"], lens: "function" }),
    );
    return order([...ten, ...drafts]).slice(10);
  };
  const late = (id: string, fit: number) =>
    makeRankable(id, fit, { aspects: ["late"], lens: "function" });

  test("spreads over guide words after the first ten: what is new comes before more of the same", () => {
    const wrong = makeRankable("c", 0.7, { aspects: ["wrong"], lens: "function" });
    expect(afterTen([late("a", 0.9), late("b", 0.88), wrong])).toEqual(["c", "a", "b"]);
    expect(afterTen([late("a", 0.9), late("b", 0.88), late("c", 0.7)])).toEqual(["a", "b", "c"]);
    expect(order([late("a", 0.9), late("b", 0.88), wrong])).toEqual(["a", "b", "c"]);
  });

  test("spreads over lenses after the first ten", () => {
    const other = makeRankable("c", 0.57, { aspects: ["late"], lens: "third-party" });
    expect(afterTen([late("a", 0.6), late("b", 0.59), other])).toEqual(["c", "a", "b"]);
  });

  test("lists at most two among the first ten that arise in nearly any product", () => {
    const general = ["g1", "g2", "g3", "g4"].map((id, i) =>
      makeRankable(id, 2 - i / 100, { general: true }),
    );
    const particular = Array.from({ length: 9 }, (_, i) => makeRankable(`p${i}`, 0.9 - i / 100));
    const listed = order([...general, ...particular]);
    expect(listed.slice(0, 2)).toEqual(["g1", "g2"]);
    expect(listed.slice(2, 10).every((id) => id.startsWith("p"))).toBe(true);
    expect(listed.slice(10)).toEqual(["g3", "g4", "p8"]);
  });

  test("lists more of them where there is nothing else", () => {
    const general = ["g1", "g2", "g3"].map((id, i) =>
      makeRankable(id, 0.9 - i / 100, { general: true }),
    );
    expect(order([...general, makeRankable("p", 0.4)])).toEqual(["g1", "g2", "p", "g3"]);
    expect(order(general)).toEqual(["g1", "g2", "g3"]);
  });

  test("gives every second place after the first ten to a function of which nothing is listed", () => {
    const at = (id: string, fit: number, cell: string) =>
      makeRankable(id, fit, { cell, lens: "function", aspects: ["late"] });
    const main = Array.from({ length: 14 }, (_, i) => at(`m${i}`, 3 - i / 100, "F1/late"));
    const others = [
      at("f2", 0.6, "F2/late"),
      at("f2b", 0.5, "F2/wrong"),
      at("f10", 0.55, "F10/late"),
      at("pair", 0.7, "interaction/F3+F4"),
    ];
    expect(order([...main, ...others]).slice(10)).toEqual([
      "f2",
      "m10",
      "f10",
      "m11",
      "m12",
      "m13",
      "pair",
      "f2b",
    ]);
  });

  test("prefers after the first ten what logs of such products usually have", () => {
    const usual = makeRankable("u", 0.55, { aspects: ["late"], lens: "function", often: true });
    expect(afterTen([late("a", 0.6), usual])).toEqual(["u", "a"]);
    expect(order([late("a", 0.6), usual])).toEqual(["a", "u"]);
  });

  test("puts a fourth variation in one place behind what is a little less relevant elsewhere", () => {
    const at = (id: string, fit: number, cell: string) =>
      makeRankable(id, fit, { cell, lens: "function", aspects: ["late"] });
    const one = ["a", "b", "c", "d"].map((id, i) => at(id, 0.9 - i / 100, "F1/late"));
    const other = makeRankable("other", 0.7, {
      ...{ cell: "interaction/F1+F2", lens: "function", aspects: ["late"] },
    });
    expect(afterTen([...one, other])).toEqual(["a", "b", "c", "other", "d"]);
    const across = one.map((draft) => ({
      ...draft,
      content: { ...draft.content, cell: "human-factors" },
    }));
    expect(afterTen([...across, other])).toEqual(["a", "b", "c", "d", "other"]);
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

  test("each function has its place in a list of forty, where fifteen or fewer have any", () => {
    const $drafts = fc.uniqueArray(
      fc.tuple(fc.integer({ min: 1, max: 15 }), fc.integer({ min: 300, max: 3000 })),
      { selector: ([, fit]) => fit, maxLength: 80 },
    );
    fc.assert(
      fc.property($drafts, (made) => {
        const found = made.map(([n, fit]) =>
          makeRankable(String(fit), fit / 1000, { cell: `F${n}/wrong`, lens: "function" }),
        );
        const listed = new Set(rankDrafts(found, 40).map(({ content }) => content.cell));
        expect(listed).toEqual(new Set(found.map(({ content }) => content.cell)));
      }),
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
