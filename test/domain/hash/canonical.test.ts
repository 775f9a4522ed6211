import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalText, hashOf, sha256 } from "../../../src/domain/hash/canonical.ts";

describe("canonical JSON", () => {
  // RFC 8785 §3.2.2 (input) and §3.2.3 (output).
  const sample = `{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
    "literals": [null, true, false]
  }`;
  const expected = `{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA'B\\"\\\\\\\\\\"/"}`;

  test("is that of RFC 8785 §3.2 for its sample", () => {
    expect(canonicalText(JSON.parse(sample))).toBe(expected);
  });

  test("sorts keys by UTF-16 code units (RFC 8785 §3.2.3)", () => {
    const input = {
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis",
    };
    const values = Object.values(JSON.parse(canonicalText(input)) as Record<string, string>);
    const text = canonicalText(input);
    const order = values.map((value) => [text.indexOf(value), value] as const);
    expect(order.sort(([a], [b]) => a - b).map(([, value]) => value)).toEqual([
      "Carriage Return",
      "One",
      "Control",
      "Latin Small Letter O With Diaeresis",
      "Euro Sign",
      "Emoji: Grinning Face",
      "Hebrew Letter Dalet With Dagesh",
    ]);
  });

  // RFC 8785, Appendix B.
  test.each([
    [0, "0"],
    [-0, "0"],
    [5e-324, "5e-324"],
    [-5e-324, "-5e-324"],
    [1.7976931348623157e308, "1.7976931348623157e+308"],
    [9007199254740992, "9007199254740992"],
    [295147905179352830000, "295147905179352830000"],
    [9.999999999999997e22, "9.999999999999997e+22"],
    [1e23, "1e+23"],
    [1e21, "1e+21"],
    [9.999999999999997e-7, "9.999999999999997e-7"],
    [0.000001, "0.000001"],
    [333333333.3333332, "333333333.3333332"],
    [-0.0000033333333333333333, "-0.0000033333333333333333"],
    [1424953923781206.2, "1424953923781206.2"],
  ])("writes the number %d as %s", (number, text) => {
    expect(canonicalText(number)).toBe(text);
  });

  test("refuses what is no JSON value", () => {
    expect(() => canonicalText(undefined)).toThrow("expected a JSON value");
    expect(() => canonicalText(Number.NaN)).toThrow();
    expect(() => canonicalText([Number.POSITIVE_INFINITY])).toThrow();
  });

  type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
  const reversed = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(reversed);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, inner]) => [key, reversed(inner)]),
    );
  };
  const json = fc.jsonValue() as fc.Arbitrary<Json>;

  test("is equal for equal values whatever the order of their keys", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalText(reversed(value))).toBe(canonicalText(value));
        expect(hashOf(reversed(value))).toBe(hashOf(value));
      }),
    );
  });

  test("says the whole value, and so differs for different values", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalText(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test("keeps the order of lists", () => {
    expect(canonicalText([2, 1])).toBe("[2,1]");
  });
});

describe("hashes", () => {
  // FIPS 180-4 example, and the empty message.
  test.each([
    ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["€", "c4cc90ed3d26f12d4b08a75140970a7904035c31cbb4515a83f19b9003c00d1d"],
  ])("SHA-256 of %j is that of its UTF-8 bytes", (text, hash) => {
    expect(sha256(text)).toBe(hash);
  });
});
