import { describe, expect, test } from "vitest";
import { spentByDay, spentOn } from "../../../src/domain/time/minutes.ts";
import { findBatches, plausibleSeconds, wordsShown } from "../../../src/domain/time/second-look.ts";
import { makeCandidate } from "../../web/make-shown.ts";

const at = (seconds: number): string =>
  new Date(Date.parse("2026-03-02T09:00:00.000Z") + seconds * 1_000).toISOString();

describe("the least time that reading takes", () => {
  test.each([
    [0, 5],
    [50, 5],
    [200, 20],
    [600, 60],
  ])("%i words: %i seconds", (words, seconds) => {
    expect(plausibleSeconds(words)).toBe(seconds);
  });

  test("counts every word that is shown", () => {
    const few = wordsShown(makeCandidate({ causes: [], controls: [], assumptions: [] }));
    const more = wordsShown(
      makeCandidate({
        causes: [{ text: "Three more words", kind: "human" }],
        controls: [],
        assumptions: [],
      }),
    );
    expect(few).toBeGreaterThan(20);
    expect(more).toBe(few + 3);
  });
});

describe("a batch asks for a second look", () => {
  /** Decisions on 200 words each (20 seconds), opened one after the other `gap` seconds apart. */
  const oneByOne = (count: number, gap: number, words = 200) =>
    Array.from({ length: count }, (_, i) => ({
      openedAt: at(i * gap),
      at: at((i + 1) * gap),
      words,
    }));

  test.each([
    ["five within 40 seconds", oneByOne(5, 8), [[5, 40]]],
    ["seven within 42 seconds", oneByOne(7, 6), [[7, 42]]],
    ["four are no batch", oneByOne(4, 6), []],
    ["five at the pace of reading", oneByOne(5, 20), []],
    ["five on few words, each within four seconds", oneByOne(5, 4, 10), [[5, 20]]],
    ["five on few words, each within six seconds", oneByOne(5, 6, 10), []],
  ] as const)("%s", (_title, decided, expected) => {
    const found = findBatches(decided).map(({ decisions, seconds }) => [decisions.length, seconds]);
    expect(found).toEqual(expected);
  });

  test("not where all were opened first and read side by side", () => {
    const tabs = Array.from({ length: 6 }, (_, i) => ({
      openedAt: at(i * 5),
      at: at(1_800 + i * 3),
      words: 200,
    }));
    expect(findBatches(tabs)).toEqual([]);
  });

  test("not across one that was read", () => {
    const [slow, ...rest] = oneByOne(3, 6).map((one) => ({ ...one, at: one.at }));
    const first = oneByOne(4, 6);
    const later = [slow, ...rest].flatMap((one, i) =>
      one === undefined
        ? []
        : [{ ...one, openedAt: at(100 + i * 6), at: at(i === 0 ? 200 : 200 + i * 6) }],
    );
    expect(findBatches([...first, ...later])).toEqual([]);
  });

  test("where no page showed them, by the time since the decision before", () => {
    const unseen = (first: number) =>
      Array.from({ length: 6 }, (_, i) => ({ openedAt: null, at: at(first + i * 5), words: 200 }));
    const [batch] = findBatches(unseen(0));
    // How long the first took, nobody knows.
    expect(batch).toMatchObject({ seconds: 25, decisions: { length: 5 } });
    expect(findBatches(unseen(0).slice(0, 5))).toEqual([]);
  });
});

describe("own times", () => {
  const took = (seconds: number, from = 0) => ({ openedAt: at(from), at: at(from + seconds) });

  test("are the median and the quickest, so that a lunch counts once", () => {
    expect(spentOn([took(60), took(3_600), took(40)])).toEqual({
      count: 3,
      median: 60,
      quickest: 40,
    });
    expect(spentOn([took(60), took(40)])).toEqual({ count: 2, median: 50, quickest: 40 });
    expect(spentOn([])).toBeNull();
  });

  test("are told by day, newest first", () => {
    const days = spentByDay([took(60), took(30, 86_400), took(90, 86_400)]);
    expect(days).toEqual([
      { day: "2026-03-03", count: 2, median: 60, quickest: 30 },
      { day: "2026-03-02", count: 1, median: 60, quickest: 60 },
    ]);
  });
});
