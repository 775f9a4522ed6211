import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { find, partsOf, toRows } from "../../../src/web/browser/sequences.ts";

const bind = (...sequences: string[]) => ({ sequences, says: sequences.join() });
const bindings = ["a", "c1", "c2", "c12", "r", "r1"].map((sequence) => bind(sequence));

describe("keys pressed so far", () => {
  test.each([
    ["a", "a", []],
    ["c", null, ["c1", "c2", "c12"]],
    ["c1", "c1", ["c12"]],
    ["c2", "c2", []],
    ["c12", "c12", []],
    ["r", "r", ["r1"]],
    ["c3", null, []],
    ["x", null, []],
  ])("%s is %s and could become %s", (pressed, exact, longer) => {
    const found = find(bindings, pressed);
    expect(found.exact?.says ?? null).toBe(exact);
    expect(found.longer.map(({ says }) => says)).toEqual(longer);
  });

  test("the first element of a page that names a key has it", () => {
    const [one, two] = [bind("u"), bind("u")];
    expect(find([one, two], "u").exact).toBe(one);
  });
});

describe("the list of keys", () => {
  test("alternatives stand beside each other, a range by its ends in order of number", () => {
    const says = "Tick the control";
    const rows = toRows([
      { sequences: ["n", "j"], says: "Next" },
      ...["c1", "c4", "c12", "c3"].map((sequence) => ({ sequences: [sequence], says })),
      { sequences: ["?"], says: "This list" },
    ]);
    expect(rows).toEqual([
      { says: "Next", range: false, keys: [["n"], ["j"]] },
      {
        says,
        range: true,
        keys: [
          ["c", "1"],
          ["c", "12"],
        ],
      },
      { says: "This list", range: false, keys: [["?"]] },
    ]);
  });

  test("no key is lost that is not inside a range", () => {
    const letters = fc.constantFrom("a", "b", "c", "d", "e", "f");
    const all = fc.array(
      fc.record({ sequences: fc.array(letters, { minLength: 1 }), says: letters }),
    );
    fc.assert(
      fc.property(all, (given) => {
        const rows = toRows(given);
        expect(rows.map(({ says }) => says)).toEqual([...new Set(given.map(({ says }) => says))]);
        for (const { says, range, keys } of rows) {
          const own = given
            .filter((one) => one.says === says)
            .flatMap(({ sequences }) => sequences);
          if (!range) expect(keys.flat().sort()).toEqual([...new Set(own)].sort());
        }
      }),
    );
  });

  test.each([
    ["c12", ["c", "12"]],
    ["?", ["?"]],
    ["a", ["a"]],
  ])("%s is pressed as %j", (sequence, parts) => {
    expect(partsOf(sequence)).toEqual(parts);
  });
});
