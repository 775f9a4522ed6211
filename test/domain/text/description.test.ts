import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decodeDescription,
  describeRefusal,
  maxDescriptionBytes,
  refuseDescription,
  type DescriptionRefusal,
} from "../../../src/domain/text/description.ts";

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(
    parts.map((part) => (typeof part === "string" ? Buffer.from(part, "utf8") : Buffer.from(part))),
  );
const utf16 = (text: string): number[] => [...Buffer.from(`\ufeff${text}`, "utf16le")];

describe("bytes that are no description", () => {
  test.each<[string, Uint8Array, DescriptionRefusal]>([
    ["nothing", bytes(""), { kind: "empty" }],
    ["white space", bytes(" \t\r\n\n  "), { kind: "empty" }],
    ["no-break spaces", bytes("\u00a0\u2003\n"), { kind: "empty" }],
    ["a byte order mark alone", bytes([0xef, 0xbb, 0xbf]), { kind: "empty" }],
    [
      "one byte more than are read",
      bytes("a".repeat(1_000_001)),
      { kind: "too-large", bytes: 1_000_001 },
    ],
    [
      "fewer characters and more bytes than are read",
      bytes("é".repeat(500_001)),
      { kind: "too-large", bytes: 1_000_002 },
    ],
    ["UTF-16 with its mark", bytes(utf16("Velmar is a tool.")), { kind: "not-utf8" }],
    [
      "UTF-16 the other way round",
      bytes([0xfe, 0xff, 0x00, 0x56, 0x00, 0x65]),
      { kind: "not-utf8" },
    ],
    [
      "UTF-16 without its mark",
      bytes([0x56, 0x00, 0x65, 0x00]),
      { kind: "binary", looksLike: null },
    ],
    ["latin-1", bytes("caf", [0xe9], " for patients"), { kind: "not-utf8" }],
    ["Windows quotation marks", bytes([0x93], "Velmar", [0x94]), { kind: "not-utf8" }],
    ["a character cut short at the end", bytes("Velmar ", [0xe2, 0x82]), { kind: "not-utf8" }],
    ["an overlong character", bytes("Velmar ", [0xc0, 0xaf]), { kind: "not-utf8" }],
    ["NUL in the middle", bytes("Velmar", [0], "is"), { kind: "binary", looksLike: null }],
    ["a control character", bytes("Velmar", [0x1b], "[0m"), { kind: "binary", looksLike: null }],
    ["DEL", bytes("Velmar", [0x7f]), { kind: "binary", looksLike: null }],
    ["a PDF file", bytes("%PDF-1.7\n%…"), { kind: "binary", looksLike: "a PDF file" }],
    [
      "a Word file",
      bytes("PK", [3, 4, 20, 0, 6, 0]),
      { kind: "binary", looksLike: "a Word, Excel or zip file" },
    ],
    [
      "an old Word file",
      bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      { kind: "binary", looksLike: "an old Word or Excel file" },
    ],
    [
      "a PNG picture",
      bytes([0x89], "PNG\r\n", [0x1a], "\n"),
      { kind: "binary", looksLike: "a picture" },
    ],
    ["a JPEG picture", bytes([0xff, 0xd8, 0xff, 0xe0]), { kind: "binary", looksLike: "a picture" }],
  ])("%s", (_what, input, refusal) => {
    expect(decodeDescription(input)).toEqual(refusal);
  });

  test("exactly as many bytes as are read are a description", () => {
    expect(maxDescriptionBytes).toBe(1_000_000);
    const longest = "a".repeat(1_000_000);
    expect(decodeDescription(bytes(longest))).toBe(longest);
  });
});

describe("bytes that are", () => {
  test.each([
    ["with CRLF", "# Velmar\r\n\r\nIt helps nurses.\r\n"],
    ["with tabs, form feeds and lone CR", "a\tb\fc\rd"],
    ["with no line break at the end", "Velmar"],
    ["with white space around it", "\n\n  Velmar  \n"],
    ["with characters beyond the basic plane", "🩺 Velmar – “für” 𝔄\u200d"],
    ["with decomposed letters", "cafe\u0301"],
    ["which only begins like a PDF later", "A %PDF- is attached"],
    ["of letters that begin like a zip file", "PK is pharmacokinetics"],
  ])("a text %s is kept unchanged", (_how, text) => {
    expect(decodeDescription(bytes(text))).toBe(text);
  });

  test("lose a byte order mark and nothing else", () => {
    const text = "Velmar\r\n\ufeffhelps";
    expect(decodeDescription(bytes([0xef, 0xbb, 0xbf], text))).toBe(text);
  });

  test("any text without control characters comes back as it was", () => {
    const character = fc
      .string({ unit: "grapheme", minLength: 1 })
      .filter((text) => !/[\u0000-\u0008\u000b\u000e-\u001f\u007f\ufeff]/u.test(text));
    fc.assert(
      fc.property(character, (text) => {
        fc.pre(text.trim() !== "" && !text.startsWith("%PDF-"));
        expect(decodeDescription(bytes(text))).toBe(text);
      }),
    );
  });
});

describe("a text that was decoded elsewhere", () => {
  test.each([
    ["", { kind: "empty" }],
    [" \n", { kind: "empty" }],
    ["a\u0000b", { kind: "binary", looksLike: null }],
    ["é".repeat(500_001), { kind: "too-large", bytes: 1_000_002 }],
    ["It helps nurses.\r\n", null],
  ])("is refused for the same reasons", (text, refusal) => {
    expect(refuseDescription(text)).toEqual(refusal);
  });
});

describe("what a refusal says", () => {
  test.each<[DescriptionRefusal, RegExp]>([
    [{ kind: "empty" }, /^The description is empty: expected text .+\.$/u],
    [{ kind: "too-large", bytes: 2_000_000 }, /2,000,000 bytes; at most 1,000,000 are read/u],
    [{ kind: "binary", looksLike: "a PDF file" }, /is not text but a PDF file: save it as/u],
    [{ kind: "binary", looksLike: null }, /is not text: save it as plain text/u],
    [{ kind: "not-utf8" }, /is not UTF-8 text: save it with the encoding UTF-8/u],
  ])("%j", (refusal, sentence) => {
    expect(describeRefusal(refusal)).toMatch(sentence);
  });
});
