import { describe, expect, test } from "vitest";
import { createBlotter } from "../../../src/domain/tombstone/blot.ts";

describe("blotting a text out", () => {
  test.each([
    ["every time that it stands there", "Ann Lee", "Ann Lee and Ann Lee", "███ ███ and ███ ███", 2],
    ["whatever its capitals", "Ann Lee", "ANN lee", "███ ███", 1],
    ["over a line break", "Ann Lee", "Ann\n  Lee", "███\n  ███", 1],
    ["as it is written: a dot is a dot", "A.B.C", "AxBxC and A.B.C", "AxBxC and █████", 1],
    ["with brackets that are brackets", "Lee (aunt", "Lee (aunt) came", "███ █████) came", 1],
    ["one mark a code unit", "😀 Lee", "😀 Lee", "██ ███", 1],
    ["between the escapes of JSON", "Ann Lee", String.raw`"Ann\nLee"`, `"${"█".repeat(8)}"`, 1],
    ["escaped as JSON", "Zoë/Lee", String.raw`zo\u00cb\/lee`, "█".repeat(13), 1],
    ["with quotation marks", 'Ann "Lee"', String.raw`Ann \"Lee\"`, "███ ███████", 1],
    [
      "in JSON within JSON",
      "Ann Zoë",
      String.raw`\"Ann\\nZo\\u00eb\"`,
      `\\"${"█".repeat(15)}\\"`,
      1,
    ],
    ["quoted in JSON within JSON", 'Ann "Lee"', String.raw`Ann \\\"Lee\\\"`, "███ ███████████", 1],
    ["nowhere", "Ann Lee", "Annalee", "Annalee", 0],
  ])("%s", (_how, text, whole, made, occurrences) => {
    const blotted = createBlotter(text).blot(whole);
    expect(blotted).toEqual({ made, occurrences });
    expect(blotted.made).toHaveLength(whole.length);
  });
});
