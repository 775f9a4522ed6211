import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  findPatientIdentifiers,
  isNhsNumber,
} from "../../../src/domain/text/patient-identifiers.ts";

/** The digits of a number as another alphabet writes them. */
const digitsFrom = (zero: number, digits: string): string =>
  Array.from(digits)
    .map((digit) => String.fromCodePoint(zero + Number(digit)))
    .join("");

const kinds = (text: string): string[] => findPatientIdentifiers(text).map(({ kind }) => kind);

describe("the check digit of an NHS number", () => {
  // NHS Data Dictionary, NHS NUMBER: weights 10 to 2, remainder of 11, taken from 11; 11 is 0, 10 is none.
  test.each(["9434765919", "4010232137", "9434765870", "9876543210", "4505577104"])(
    "%s holds",
    (digits) => {
      expect(isNhsNumber(digits)).toBe(true);
    },
  );

  test.each([
    ["9434765918", "another check digit"],
    ["4010232138", "another check digit"],
    ["9434756919", "two digits changed over"],
    ["943476591", "nine digits"],
    ["94347659190", "eleven digits"],
    ["943 476 5919", "spaces, which are taken out before"],
    ["0000000000", "one digit ten times"],
    ["1111111111", "one digit ten times"],
    ["", "nothing"],
    ["943476591X", "a letter"],
  ])("%s does not: %s", (digits) => {
    expect(isNhsNumber(digits)).toBe(false);
  });

  test("is 0 where 11 comes out, and none where 10 does", () => {
    // 9876543210: 9×10+8×9+7×8+6×7+5×6+4×5+3×4+2×3+1×2 = 330 = 30×11, so 11, so 0.
    expect(isNhsNumber("9876543210")).toBe(true);
    // 0000000060: 6×2 = 12, remainder 1, so 10: no check digit makes this a number.
    for (let check = 0; check <= 9; check += 1)
      expect(isNhsNumber(`000000006${check}`)).toBe(false);
  });

  test("is at most one for any nine digits, and any single slip breaks it", () => {
    const nine = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(nine, fc.nat({ max: 9 }), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
        const valid = Array.from({ length: 10 }, (_, d) => `${digits.join("")}${d}`).filter(
          isNhsNumber,
        );
        expect(valid.length).toBeLessThanOrEqual(1);
        const slip = (number: string): string =>
          Array.from(number)
            .map((d, i) => (i === at ? String((Number(d) + by) % 10) : d))
            .join("");
        for (const number of valid) expect(isNhsNumber(slip(number))).toBe(false);
      }),
    );
  });
});

describe("an NHS number in a text", () => {
  test.each([
    ["plain", "9434765919"],
    ["spaced as it is printed", "943 476 5919"],
    ["hyphenated", "943-476-5919"],
    ["with dots", "943.476.5919"],
    ["spaced and hyphenated", "943 - 476 - 5919"],
    ["with en dashes", "943–476–5919"],
    ["with non-breaking hyphens", "943‑476‑5919"],
    ["with minus signs", "943−476−5919"],
    ["digit by digit", "9 4 3 4 7 6 5 9 1 9"],
    ["with no-break and narrow spaces", "943\u00a0476\u202f5919"],
    ["full-width", "９４３４７６５９１９"],
    ["in Arabic-Indic digits", digitsFrom(0x660, "9434765919")],
    ["in Persian digits", digitsFrom(0x6f0, "9434765919")],
    ["in Devanagari digits", digitsFrom(0x966, "9434765919")],
    ["in Bengali digits", digitsFrom(0x9e6, "9434765919")],
    ["in mathematical bold digits", digitsFrom(0x1d7ce, "9434765919")],
    ["in mathematical monospace digits", digitsFrom(0x1d7f6, "9434765919")],
    ["in digits of three alphabets", `943${digitsFrom(0x660, "476")}５９１９`],
    ["with zero-width spaces", "943\u200b476\u200b5919"],
    ["with zero-width joiners between all digits", Array.from("9434765919").join("\u200d")],
    ["with soft hyphens", "943\u00ad476\u00ad5919"],
    ["with marks of writing direction", "943\u202a476\u20665919"],
    ["with a byte order mark inside", "943476\ufeff5919"],
    ["over two lines", "943 476\n5919"],
    ["over two indented lines of Windows", "943 476\r\n   5919"],
    ["in brackets", "(943 476 5919)"],
    ["ending a sentence", "Her number is 943 476 5919."],
    ["after other digits", "Seen in 2024 943 476 5919 in clinic"],
    ["after a house number", "at 7 943 476 5919"],
    ["before other digits", "943 476 5919 12 tablets"],
    ["beside letters", "NHS9434765919x"],
    ["in a table cell", "| Mr Example | 4010232137 |"],
    ["in an address", "https://example.test/patient/4010232137?tab=1"],
  ])("is found %s", (_how, text) => {
    expect(kinds(text)).toEqual(["NHS number"]);
  });

  test.each([
    ["a number whose check digit is wrong", "943 476 5918"],
    ["a telephone number", "Telephone 020 7946 0958, weekdays"],
    ["a mobile number", "07700 900123"],
    ["a freephone number", "Call 0800 123 4567 or 111"],
    ["a number abroad that would hold", "+44 943 476 5919"],
    ["a number abroad with a zero in brackets", "+44 (0)943 476 5919"],
    ["a number abroad with hyphens", "+44-943-476-5919"],
    ["a longer order number that holds one", "Order 94347659191"],
    ["a longer order number that ends in one", "Order 19434765919"],
    ["a bar code", "GTIN 05012345678900"],
    ["a UUID", "3f2504e0-4f89-11d3-9a0c-0305e82c3301"],
    ["a time stamp", "2026-10-01T09:30:00.000Z"],
    ["a SNOMED CT code", "SNOMED CT 900000000000207008"],
    ["a number of nine digits", "943 476 591"],
    ["a list of numbers", "9, 4, 3, 4, 7, 6, 5, 9, 1, 9"],
    ["numbers far apart", "943 patients, 476 beds and 5919 visits"],
    ["no number", "The NHS number is read from the banner."],
  ])("is not found in %s", (_what, text) => {
    expect(findPatientIdentifiers(text)).toEqual([]);
  });

  test.each([
    ["943 476 5919", 1, 1],
    ["No. 943 476 5919", 1, 5],
    ["one\ntwo\n\nfour: 9434765919", 4, 7],
    ["one\r\ntwo 9434765919", 2, 5],
    ["broken 943\n476 5919", 1, 8],
    ["🩺 9434765919", 1, 4],
  ])("is named by its place and not repeated: %j", (text, line, column) => {
    expect(findPatientIdentifiers(text)).toEqual([{ kind: "NHS number", line, column }]);
  });

  test("is named each time it stands there, with every other one", () => {
    const text = "A 943 476 5919\nB 401 023 2137, DOB 1/2/1960\nC 943 476 5919";
    expect(findPatientIdentifiers(text)).toEqual([
      { kind: "NHS number", line: 1, column: 3 },
      { kind: "NHS number", line: 2, column: 3 },
      { kind: "NHS number", line: 3, column: 3 },
      { kind: "date of birth", line: 2, column: 17 },
    ]);
  });

  test("is found wherever it stands between words, whatever parts its digits", () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/u);
    const gap = fc.constantFrom("", " ", "-", "\u200b", "\u2009", " - ", "\n");
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 6 }),
        fc.array(gap, { minLength: 9, maxLength: 9 }),
        (words, gaps) => {
          const number = Array.from("4010232137")
            .map((digit, i) => digit + (gaps[i] ?? ""))
            .join("");
          const before = words.map((w) => `${w}\n`).join("");
          expect(findPatientIdentifiers(`${before}id ${number} end`)).toEqual([
            { kind: "NHS number", line: words.length + 1, column: 4 },
          ]);
        },
      ),
    );
  });
});

describe("a date of birth in a text", () => {
  test.each([
    "DOB 12/03/1980",
    "DOB: 12.03.80",
    "D.O.B. 12-03-1980",
    "dob=1/2/1960",
    "Date of birth: 12 March 1980",
    "date of birth 1980-03-12",
    "date of birth is 12th March 1980",
    "**Date of birth:** 12/03/1980",
    "| Date of birth | 12/03/1980 |",
    "date of birth (12 Mar 1980)",
    "Born on 3 May 1971 in Leeds",
    "born 03/05/1971",
    "born May 3, 1971",
    "birth date 03/05/71",
  ])("is found in %j", (text) => {
    expect(kinds(text)).toEqual(["date of birth"]);
  });

  test.each([
    "Name, date of birth, NHS number and sex",
    "Release of 12/03/2026",
    "The date of birth is shown as DD/MM/YYYY.",
    "Date of birth: match 10 per 1000",
    "babies born 12 weeks early",
    "stubborn 12/03/1980",
    "Newborn screening, 1 April 2026",
  ])("is not found in %j", (text) => {
    expect(findPatientIdentifiers(text)).toEqual([]);
  });
});
