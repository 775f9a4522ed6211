import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addAssumptions } from "../../../src/domain/model-draft/add-assumptions.ts";

const short = (n: number): string => `Assumes that ${"x".repeat(n)} is so; not stated.`;
const long = (letter: string): string => `${letter.repeat(5)} `.repeat(99).trim();
const six = ["a", "b", "c", "d", "e", "f"];

describe("assumptions that are added", () => {
  test("stand behind those that are there, each in its own words once", () => {
    expect(addAssumptions([short(1)], [short(2), short(1), short(2).toUpperCase()])).toEqual([
      short(1),
      short(2),
    ]);
  });

  test("are joined to the last where there are six", () => {
    const added = addAssumptions(six, [short(1), short(2)]);
    expect(added).toEqual([...six.slice(0, 5), `f ${short(1)} ${short(2)}`]);
  });

  test("are counted where the last is full, on one that has room", () => {
    const known = [...six.slice(0, 5), long("y")];
    expect(addAssumptions(known, [short(1), short(2), short(3)])).toEqual([
      ...known.slice(0, 4),
      "e (and 3 more facts that are not stated)",
      long("y"),
    ]);
    expect(addAssumptions(known, [short(1)])[4]).toBe("e (and 1 more fact that is not stated)");
  });

  test("are counted on a line of their own where they are too long", () => {
    expect(addAssumptions([], ["x ".repeat(400)])).toEqual(["And 1 more fact that is not stated."]);
  });

  test("are counted behind a visible cut where all six are full", () => {
    const known = six.map(long);
    const added = addAssumptions(known, [short(1), short(2)]);
    expect(added.slice(0, 5)).toEqual(known.slice(0, 5));
    expect(added[5]).toMatch(/^f[f ]+ … \(and 2 more facts that are not stated\)$/u);
  });

  test("are counted where joining them would state a level or a number", () => {
    const known = [...six.slice(0, 5), "Somebody's severity:"];
    expect(addAssumptions(known, ["major."])[5]).toBe(
      "Somebody's severity: (and 1 more fact that is not stated)",
    );
    const number = [...six.slice(0, 5), "She is 943 476"];
    expect(addAssumptions(number, ["5919 by number."])[5]).toBe(
      "She is 943 476 (and 1 more fact that is not stated)",
    );
  });

  test("are at most six of at most 600 characters, and each is there or counted", () => {
    const known = fc.array(fc.constantFrom(...six, ...six.map(long)), { maxLength: 6 });
    const added = fc.uniqueArray(fc.nat(650).map(short), { maxLength: 20 });
    fc.assert(
      fc.property(known, added, (before, texts) => {
        const all = addAssumptions(before, texts);
        expect(all.length).toBeLessThanOrEqual(6);
        for (const said of all) expect(said.length).toBeLessThanOrEqual(600);
        const joined = all.join("\n");
        const counted = Number(/(\d+) more facts? that/u.exec(joined)?.[1] ?? 0);
        expect(texts.filter((said) => !joined.includes(said))).toHaveLength(counted);
      }),
    );
  });
});
