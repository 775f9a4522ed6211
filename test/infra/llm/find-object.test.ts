import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findObject } from "../../../src/infra/llm/find-object.ts";

const tick = "```";

describe("the JSON object of an answer in words", () => {
  test.each<[string, string, unknown, "none" | "fence" | "prose"]>([
    ["stands alone", ' {"a":1}\n', { a: 1 }, "none"],
    ["is an array, which a schema refuses", "[1]", [1], "none"],
    ["stands in a fence", `${tick}json\n{"a":1}\n${tick}`, { a: 1 }, "fence"],
    ["stands in a fence without a language", `${tick}\n{\n"a":1}\n${tick}\n`, { a: 1 }, "fence"],
    ["stands in a fence of tildes", `~~~\r\n{"a":1}\r\n~~~`, { a: 1 }, "fence"],
    ["stands in a fence among words", `So:\n${tick}\n{"a":1}\n${tick}\nBye`, { a: 1 }, "prose"],
    ["stands among words", 'So: {"a":{"b":2}}, or so.', { a: { b: 2 } }, "prose"],
    ["holds braces and quotes in its words", 'So {"a":"}{\\"} "} .', { a: '}{"} ' }, "prose"],
    ["stands beside braces that are no JSON", 'For {name}: {"a":1}', { a: 1 }, "prose"],
  ])("is found where it %s", (_where, raw, value, mended) => {
    expect(findObject(raw)).toEqual({ value, mended });
  });

  test.each([
    ["there is none", "Nothing."],
    ["there are two", '{"a":1} {"a":2}'],
    ["there are two fences", `${tick}\n{"a":1}\n${tick}\n${tick}\n{"a":2}\n${tick}`],
    ["it does not end", 'So {"a":[1,2'],
    ["a second one does not end", 'So {"a":1} and {"a":'],
    ["it is part of an array", 'So [{"a":1}] there'],
    ["it is part of a longer array that is cut off", 'So [1, {"a":1}, {"a"'],
    ["it is nearly JSON", "So {'a': 1} there"],
  ])("is not taken where %s", (_what, raw) => {
    expect(findObject(raw)).toBeNull();
  });

  test("is what stands there, whatever it holds and whatever is around it", () => {
    const words = fc.string().map((text) => text.replaceAll(/[{}[\],]/gu, ""));
    const object = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(words, object, words, (before, value, after) => {
        const json = JSON.stringify(value);
        expect(findObject(`a${before}${json}${after}z`)).toEqual({
          value: JSON.parse(json) as unknown,
          mended: "prose",
        });
      }),
    );
  });

  test("is looked for in a time that grows with the text only", () => {
    for (const text of ["{".repeat(2_000_000), "{}".repeat(1_000_000), '{"'.repeat(1_000_000)]) {
      expect(findObject(`a ${text}`)).toBeNull();
    }
  });
});
