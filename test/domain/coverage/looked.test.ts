import { describe, expect, test } from "vitest";
import {
  createSayNotRun,
  lookedIn,
  lookedThrough,
  type LookingRun,
} from "../../../src/domain/coverage/looked.ts";
import {
  createFindPlace,
  namesAlone,
  placeName,
  placesOf,
} from "../../../src/domain/coverage/place.ts";
import { makeProfile } from "../profile/make-profile.ts";

const span = (quote: string) => ({ start: 0, end: quote.length, quote });
const fn = (key: string, label: string) => ({ key, label, span: span(label), capabilities: [] });
const profileOf = (...labels: string[]) => ({
  ...makeProfile(),
  functions: labels.map((label, i) => fn(`F${i + 1}`, label)),
});
/** The second version has a new first function; the third has lost the letters. */
const versions = [
  profileOf("Draft letters", "Send orders"),
  profileOf("Book visits", "Draft letters", "Send orders"),
  profileOf("Book visits", "Send orders"),
];
const read = (version: number) => versions[version - 1] ?? profileOf();
const run = (ref: string, more: Partial<LookingRun> = {}): LookingRun => ({
  ...{ ref, version: 1, state: "done", since: null, cells: null, profile: null },
  ...more,
});

describe("a place", () => {
  test("is known by what it asks about, whatever number its function has", () => {
    const [first, second] = versions.map(placesOf);
    const name = placeName("F1/late", "Draft letters");
    expect(first?.find(({ cell }) => cell.key === "F1/late")?.name).toBe(name);
    expect(second?.find(({ cell }) => cell.key === "F2/late")?.name).toBe(name);
    const find = createFindPlace(second ?? []);
    expect(find("F1/late", name)?.cell.key).toBe("F2/late");
    expect(find("F1/late", placeName("F1/late", "Draft notes"))).toBeNull();
    expect(find("third-party", placeName("third-party", ""))?.cell.key).toBe("third-party");
    const pair = placeName("interaction/F1+F2", "Draft letters + Send orders");
    expect(find("interaction/F1+F2", pair)?.cell.key).toBe("interaction/F2+F3");
  });

  test("of two with the same words keeps its own number", () => {
    const find = createFindPlace(placesOf(profileOf("Draft letters", "Draft letters")));
    const name = placeName("F2/late", "Draft letters");
    expect(find("F2/late", name)?.cell.key).toBe("F2/late");
    expect(find("F1/late", name)?.cell.key).toBe("F1/late");
    expect(find("F7/late", name)?.cell.key).toBe("F1/late");
  });
});

test("a key names suggestions alone while no other place had it", () => {
  const late = { cell: "F1/late" };
  const early = { cell: "F1/early" };
  expect(namesAlone("F1/late", [late], [late, early])).toBe(true);
  expect(namesAlone("F1/late", [], [early])).toBe(true);
  expect(namesAlone("F1/late", [late], [late, late])).toBe(false);
  expect(namesAlone("F1/late", [late, early], [late, early])).toBe(false);
});

describe("where finished runs looked", () => {
  const late = (label: string) => placeName("F1/late", label);

  test.each<[string, LookingRun[], string | undefined]>([
    ["none", [], undefined],
    ["one over all", [run("R-1")], "R-1"],
    ["the newest of two", [run("R-1"), run("R-2")], "R-2"],
    ["none that failed", [run("R-1", { state: "failed" })], undefined],
    ["none that is at work", [run("R-1", { state: "running" })], undefined],
    ["none of another version", [run("R-1", { version: 2 })], undefined],
    ["one over this place", [run("R-1", { cells: ["F1/late"] })], "R-1"],
    ["none over another place", [run("R-1", { cells: ["F1/early"] })], undefined],
  ])("%s", (_title, runs, expected) => {
    expect(lookedIn(1, runs, read).get(late("Draft letters"))).toBe(expected);
  });

  test("a run over what has changed leaves the rest as the version before was looked at", () => {
    const since = run("R-2", { version: 2, since: 1 });
    const looked = lookedIn(2, [run("R-1"), since], read);
    expect(looked.get(late("Book visits"))).toBe("R-2");
    expect(looked.get(late("Draft letters"))).toBe("R-2");
    const [before] = [lookedIn(2, [since], read)];
    expect(before.get(late("Book visits"))).toBe("R-2");
    const third = lookedIn(3, [run("R-1"), since, run("R-3", { version: 3, since: 2 })], read);
    expect(third.has(late("Draft letters"))).toBe(false);
  });

  test("a language model's own functions count in the run that read them", () => {
    const profile = profileOf("Draft letters", "Send orders", "Sort the post");
    const runs = [run("R-1", { profile })];
    expect(lookedIn(1, runs, read).get(late("Sort the post"))).toBe("R-1");
    expect(lookedIn(1, [run("R-1")], read).has(late("Sort the post"))).toBe(false);
  });
});

describe("the newest version that was looked at as a whole", () => {
  const second = { version: 2, since: 1 } as const;
  test.each<[string, LookingRun[], number | null]>([
    ["none", [], null],
    ["one", [run("R-1"), run("R-2", { version: 2 })], 2],
    ["not one in single places", [run("R-1"), run("R-2", { version: 2, cells: ["F1/late"] })], 1],
    ["not one that failed", [run("R-1"), run("R-2", { version: 2, state: "failed" })], 1],
    ["one since one that was", [run("R-1"), run("R-2", second)], 2],
    ["not one since one that was not", [run("R-1"), run("R-2", { version: 3, since: 2 })], 1],
    ["nor where nothing was", [run("R-1", second)], null],
    [
      "one since one that was looked at later",
      [run("R-1"), run("R-2", { version: 3, since: 2 }), run("R-3", second)],
      3,
    ],
  ])("%s", (_title, runs, expected) => {
    expect(lookedThrough(runs)).toBe(expected);
  });
});

describe("why a place was not looked at", () => {
  const late = placeName("F1/late", "Draft letters");
  test.each<[string, LookingRun[], object]>([
    ["no run was started", [], { why: "never" }],
    ["a run failed", [run("R-1", { version: 2, state: "failed" })], { why: "failed", run: "R-1" }],
    ["a run was stopped", [run("R-1", { version: 2, state: "stopped" })], { why: "stopped" }],
    ["a run is at work", [run("R-1", { version: 2, state: "running" })], { why: "running" }],
    [
      "the newest of two says why",
      [run("R-1", { version: 2, state: "failed" }), run("R-2", { version: 2, state: "stopped" })],
      { why: "stopped", run: "R-2" },
    ],
    ["the description has changed", [run("R-1")], { why: "changed", run: "R-1", version: 1 }],
    [
      "a run over another place failed",
      [run("R-1", { version: 2, state: "failed", cells: ["F3/late"] })],
      { why: "never" },
    ],
  ])("%s", (_title, runs, expected) => {
    expect(createSayNotRun(2, runs, read)(late)).toMatchObject(expected);
  });
});
