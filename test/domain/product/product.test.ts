import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nameFromDescription, slugOf } from "../../../src/domain/product/product.ts";

describe("the name of a product", () => {
  test.each([
    ["its first heading", "# Marlnote\n\nProduct description.", "Marlnote"],
    ["its first heading, though not its first line", "Draft 2\n\n# Marlnote\n# Other", "Marlnote"],
    ["a heading without its marks", "# **Marlnote** `3.2`", "Marlnote 3.2"],
    ["a heading with Windows line ends", "# Marlnote\r\n\r\nText", "Marlnote"],
    ["its first short line", "Marlnote 3.2\n\nIt helps nurses.", "Marlnote 3.2"],
    ["its first short line, without a full stop", "\n\n  Marlnote.\nIt helps.", "Marlnote"],
    ["what follows the label of a name", "Product name: Marlnote\nUsers: nurses", "Marlnote"],
    ["what follows the label of a name in bold", "**Product:** Marlnote\n", "Marlnote"],
    [
      "whom a sentence is about",
      `${"So we sat there and talked about all of it for a while. ".repeat(2)}In short, Marlnote Plus is intended to help nurses.`,
      "Marlnote Plus",
    ],
    ["not a greeting", "Hi Priya,\nMarlnote is designed to help nurses.", "Marlnote"],
    ["not its purpose", "Intended use: to help nurses.\nMarlnote is a tool.", "Marlnote"],
    ["not a short sentence", "It helps nurses plan visits.", "fallback"],
    ["not a pronoun", `${"word ".repeat(20)}. It is intended to help. This is a tool.`, "fallback"],
    ["the fallback where there is nothing", "  \n ", "fallback"],
    ["the fallback where a heading says nothing", "# **", "fallback"],
  ])("is %s", (_what, text, name) => {
    expect(nameFromDescription(text, "fallback")).toBe(name);
  });

  test("has at most 100 characters, and never none", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat({ max: 300 }), (text, pad) => {
        const name = nameFromDescription(`# ${text}${"x".repeat(pad)}\n`, "fallback");
        expect(name.length).toBeGreaterThan(0);
        expect(name.length).toBeLessThanOrEqual(100);
        expect(name).toBe(name.trim());
      }),
    );
  });
});

describe("a slug", () => {
  test.each([
    ["Marlnote", "marlnote"],
    ["TARNLINE BRIDGE v1.8 – summary", "tarnline-bridge-v1-8-summary"],
    ["Café Åse", "cafe-ase"],
    ["  --Velmar--  ", "velmar"],
    ["../../etc/passwd", "etc-passwd"],
    ["Ｖｅｌｍａｒ ５", "velmar-5"],
    ["医療", "product"],
    ["", "product"],
    ["a".repeat(60), "a".repeat(48)],
    [`${"a".repeat(47)} b`, "a".repeat(47)],
  ])("of %j is %s", (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  test("of any name is lower-case words joined by hyphens, at most 48 long, and its own slug", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (name) => {
        const slug = slugOf(name);
        expect(slug).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u);
        expect(slug.length).toBeLessThanOrEqual(48);
        expect(slugOf(slug)).toBe(slug);
      }),
    );
  });
});
