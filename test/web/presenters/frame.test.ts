import { describe, expect, test } from "vitest";
import { toReturn } from "../../../src/web/presenters/addresses.ts";
import { toPageTitle } from "../../../src/web/presenters/frame.ts";
import { toReadable } from "../../../src/web/presenters/readable.ts";
import { listWords, nameNumbers } from "../../../src/web/presenters/words.ts";

describe("the title of a page", () => {
  test("begins with Error: when something is to be mended", () => {
    const problems = [{ field: null, text: "x" }];
    expect(toPageTitle({ title: "Queue", problems })).toBe("Error: Queue – hazid");
    expect(toPageTitle({ title: "Queue", problems: [] })).toBe("Queue – hazid");
  });

  test("loses what would turn the tab's text round, and what is too long", () => {
    expect(toPageTitle({ title: "a\u202eb\u200bc", problems: [] })).toBe("abc – hazid");
    expect(toPageTitle({ title: "x".repeat(10_000), problems: [] }).length).toBeLessThan(110);
  });
});

test.each([
  ["/products/marlnote/suggestions/S-7", "/products/marlnote/suggestions/S-7"],
  ["/products/marlnote/queue", "/products/marlnote/queue"],
  ["/products", "/products"],
  ["/products/marlnote/runs/R-12", "/products/marlnote/runs/R-12"],
  ["/products/marlnote/identify", "/products/marlnote/identify"],
  ["//evil.example", "/"],
  ["https://evil.example", "/"],
  ["/products/../audit", "/"],
  ["javascript:alert(1)", "/"],
  ["", "/"],
])("after naming oneself %s leads to %s", (asked, expected) => {
  expect(toReturn(asked)).toBe(expected);
});

test.each([
  ["**Draft.** On *Finish*, a note", "Draft. On Finish, a note"],
  ["- item `x`", "item x"],
  ["## Heading", "Heading"],
  ["a*b and snake_case stay", "a*b and snake_case stay"],
  ["**", "**"],
])("%s reads as %s", (quote, expected) => {
  expect(toReadable(quote)).toBe(expected);
});

test("numbers are listed as one says them", () => {
  expect(listWords([])).toBe("");
  expect(nameNumbers("cause", [2])).toBe("cause 2");
  expect(nameNumbers("cause", [1, 2, 5])).toBe("causes 1, 2 and 5");
});
