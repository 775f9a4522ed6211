import fc from "fast-check";

const pieces = [
  ...Array.from("abcZ09 .,;:!?'\"()[]{}<>&\\/|_%#*~`^$£€"),
  ...["=", "+", "-", "@", "\t", "\n", "\r", "\r\n", "   ", " ", "\u00a0", "\u2028", "\u0085"],
  ...["C1 ", "C2 [data] ", "K3 ", "A1 [done] ", "Effect: ", "Harm:", "More exposed: ", "C+ "],
  ...["=HYPERLINK(1)", "'=1", "… 3 more that do not fit in one cell", "_x000D_", "_x005F_", "_x00"],
  ...[
    "&lt;",
    "&amp;amp;",
    "]]>",
    "<!--",
    "🩺",
    "👩‍⚕️",
    "é",
    "e\u0301",
    "العربية",
    "\u202e",
    "\u200f",
    "医療",
  ],
  ...["\u0000", "\u0007", "\u001f", "\u007f", "\ufffe", "\uffff", "\ud83d", "\udc00", "\ufeff"],
];

/** Texts made of what breaks lists of things, spreadsheets and XML. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constant("x".repeat(1_000)),
);

/** What programs change when they save a file again, and nobody types. */
const unkept = /[\u0000-\u0008\r\u000b-\u001f\u007f-\u009f\ufffe\uffff\ufeff]|\p{Surrogate}|_x/u;

/** Texts as people write them, with all that breaks lists of things. */
export const ordinaryText: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...pieces.filter((piece) => !unkept.test(piece))), { maxLength: 12 })
  .map((parts) => `a${parts.join("")}z`);
