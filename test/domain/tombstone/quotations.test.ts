import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/domain/diff/diff.ts";
import { createBlotter } from "../../../src/domain/tombstone/blot.ts";

const name = "record of Edith Crowther of 12 Elm Street";
const description = `The visit is shown with the ${name}, who came in spring. The record of a visit is kept.`;

function blotterOf(text = name, ...descriptions: readonly string[]) {
  const { describe: read, quoting } = createBlotter(text);
  return quoting([description, ...descriptions].map(read));
}

describe("blotting quotations that overlap what was taken out", () => {
  test.each([
    ["that end in it", "shown with the record of Edith", "shown with the ██████ ██ █████", 1],
    ["that begin in it", "Elm Street, who came", "███ ██████, who came", 1],
    ["that stand in it", "Edith Crowther", "█████ ████████", 1],
    ["of one word of it", "Crowther", "████████", 1],
    ["whatever their capitals and signs", "– with THE *Record* of", "– with THE *███████ ██", 1],
    [
      "around which it stands",
      `the ${name}, who`,
      "the ██████ ██ █████ ████████ ██ ██ ███ ██████, who",
      1,
    ],
    ["within prose", "It says “Edith Crowther of” there", "It says “█████ ████████ ██” there", 1],
    ["that leave something out", "The visit … Edith Crowther", "The visit … █████ ████████", 1],
    [
      "as JSON",
      String.raw`{"q": "with the\nrec\u006frd of"}`,
      `{"q": "with the\\n███████████ ██"}`,
      1,
    ],
    [
      "as JSON within JSON",
      String.raw`{\"q\": \"with the\\nrecord of\"}`,
      String.raw`{\"q\": \"with the\\n██████ ██\"}`,
      1,
    ],
    [
      "that are cut off in a word",
      `{"q": "shown with the record of Edi`,
      `{"q": "shown with the ██████ ██ ███`,
      1,
    ],
    [
      "or cut off before others",
      `["shown with the record of Edi", "and"]`,
      `["shown with the ██████ ██ ███", "and"]`,
      1,
    ],
    ["but not few words that stand elsewhere", "the record of", "the record of", 0],
    ["nor a field or a code", `{"street": "edith-crowther"}`, `{"street": "edith-crowther"}`, 0],
    ["nor a number", "[12, 3]", "[12, 3]", 0],
    ["nor what stands beside it", "The visit is shown with the", "The visit is shown with the", 0],
    ["nor other words", "the record of Edith Smith", "the record of Edith Smith", 0],
  ])("%s", (_which, whole, made, occurrences) => {
    const blotted = blotterOf().blot(whole);
    expect(blotted).toEqual({ made, occurrences });
    expect(blotted.made).toHaveLength(whole.length);
  });

  test("that stand in one of several descriptions", () => {
    const { blot } = blotterOf(name, "Nothing.", `Seen with the ${name}.`);
    expect(blot("Seen with the record of").made).toBe("Seen with the ██████ ██");
    expect(blot("shown with the record of").made).toBe("shown with the ██████ ██");
  });

  test("in JSON, but for codes and spans of what still stands", () => {
    const again = "Edith Crowther of 12 Elm Street came again";
    const { blotJson } = blotterOf("Edith Crowther of 12 Elm Street, who", again);
    const value: Json = {
      basis: "stated",
      label: "The visit is shown with the record of Edith …",
      kept: { start: 0, end: 14, quote: "Edith Crowther" },
      recut: { start: 35, end: 47, quote: description.slice(35, 47) },
      id: "Edith Crowther of 12 Elm",
    };
    const { made, occurrences } = blotJson(value, { names: true });
    expect(made).toEqual({
      ...value,
      label: "The visit is shown with the record of █████ …",
      recut: { start: 35, end: 47, quote: "of █████ ███" },
    });
    expect(occurrences).toBe(2);
    const { made: without } = blotJson(value, { names: false });
    expect(without).toMatchObject({ id: "█████ ████████ ██ ██ ███" });
  });
});

describe("long texts", () => {
  const size = 300_000;
  test.each([
    ["backslashes", `${"\\".repeat(1_999)}x`, "\\"],
    ["escapes", `${"\\n".repeat(999)}x`, "\\n"],
    ["spaces", `a${" ".repeat(1_998)}b`, " "],
    ["quotation marks", `${'"'.repeat(1_999)}x`, '\\"'],
    ["letters", `${"a".repeat(1_999)}b`, "a"],
    ["words", `${"a ".repeat(999)}b`, '"a a a a a", '],
    ["words of itself", `${"a b ".repeat(499)}c`, `"${"a b ".repeat(90)}", `],
  ])("of %s are read through once, whatever they hold", (_of, text, repeated) => {
    const kept = repeated.repeat(size / repeated.length);
    const { describe: read, quoting } = createBlotter(text);
    const { blot } = quoting([read(`${kept} ${text}`)]);
    expect(blot(`${kept}${text}`).occurrences).toBeGreaterThan(0);
  });
});
