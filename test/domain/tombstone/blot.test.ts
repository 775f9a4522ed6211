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
    [
      "with curly apostrophes for straight ones",
      "O'Brien",
      "O’Brien, oʼbrien",
      "███████, ███████",
      2,
    ],
    [
      "with straight apostrophes for curly ones",
      "O’Brien",
      "O'Brien, O`Brien",
      "███████, ███████",
      2,
    ],
    [
      "with curly quotation marks",
      'Ann "Bo" Lee',
      "Ann “Bo” Lee, Ann ‘Bo’ Lee",
      "███ ████ ███, ███ ████ ███",
      2,
    ],
    [
      "with a hyphen for a dash",
      "1961–63",
      "1961-63, 1961—63, 1961‑63",
      "███████, ███████, ███████",
      3,
    ],
    ["with a dash for a hyphen", "Lee-Ashe", "Lee–Ashe, Lee−Ashe", "████████, ████████", 2],
    ["with escapes for them", "O'Brien", String.raw`O\u2019Brien`, "█".repeat(12), 1],
    [
      "over spaces that do not break",
      "Ann Lee",
      "Ann\u00a0Lee, Ann\u202fLee",
      "███\u00a0███, ███\u202f███",
      2,
    ],
    ["over what is not seen", "Ann Lee", "A\u00adnn L\u200bee", "████ ████", 1],
    ["without what is not seen", "A\u00adnn Le\u200be", "Ann Lee", "███ ███", 1],
    ["whatever its accents are made of", "Zoë Lee", "Zoe\u0308 Lee", "████ ███", 1],
    ["but not half a letter of it", "Ann Zoe", "Ann Zoë", "Ann Zoë", 0],
    ["in ligatures", "Griffin", "Gri\ufb03n", "█████", 1],
    [
      "with backslashes",
      String.raw`C:\new\Ann`,
      String.raw`C:\new\Ann, C:\\new\\Ann`,
      "██████████, ████████████",
      2,
    ],
    [
      "before a letter that may be escaped",
      "rita",
      String.raw`C:\rita, \u0072ita`,
      String.raw`C:\████, █████████`,
      2,
    ],
    ["of backslashes", "\\".repeat(14), "\\".repeat(40), "█".repeat(40), 1],
    ["after backslashes", `${"\\".repeat(14)}x`, `${"\\".repeat(28)}x`, "█".repeat(29), 1],
    ["nowhere", "Ann Lee", "Annalee", "Annalee", 0],
  ])("%s", (_how, text, whole, made, occurrences) => {
    const blotted = createBlotter(text).blot(whole);
    expect(blotted).toEqual({ made, occurrences });
    expect(blotted.made).toHaveLength(whole.length);
  });
});
