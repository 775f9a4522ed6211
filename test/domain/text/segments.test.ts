import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sectionRole, segmentsOf } from "../../../src/domain/text/segments.ts";

const read = (text: string): string[] =>
  segmentsOf(text).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
const sections = (text: string): Record<string, string> =>
  Object.fromEntries(
    segmentsOf(text).map(({ start, end, section }) => [text.slice(start, end), section]),
  );

describe("what a text is cut into", () => {
  test.each<[string, string, string[]]>([
    ["nothing", "", []],
    ["white space", " \n\t\n", []],
    [
      "sentences",
      "It drafts letters. It sends them! Does it?  Yes",
      [
        "sentence: It drafts letters.",
        "sentence: It sends them!",
        "sentence: Does it?",
        "sentence: Yes",
      ],
    ],
    [
      "sentences over wrapped lines",
      "It drafts\nletters. It sends\nthem.",
      ["sentence: It drafts\nletters.", "sentence: It sends\nthem."],
    ],
    ["paragraphs without a full stop", "One\n\nTwo", ["sentence: One", "sentence: Two"]],
    [
      "sentences that end in quotation marks and brackets",
      'It says "done." Then (it stops.) It ends.',
      ['sentence: It says "done."', "sentence: Then (it stops.)", "sentence: It ends."],
    ],
    [
      "no sentence after e.g., i.e., Dr, St, approx., version numbers and decimals",
      "Letters, e.g. to Dr. Fenn at St. Ann's, i.e. approx. 2.5 a day in v. 3.2 run. End.",
      [
        "sentence: Letters, e.g. to Dr. Fenn at St. Ann's, i.e. approx. 2.5 a day in v. 3.2 run.",
        "sentence: End.",
      ],
    ],
    [
      "headings of every depth, closed or not",
      "# Velmar\n## How it works ##\n###### Deep\n#tag",
      [
        "heading: # Velmar",
        "heading: ## How it works ##",
        "heading: ###### Deep",
        "sentence: #tag",
      ],
    ],
    [
      "bullets of every mark",
      "- a\n* b\n+ c\n• d\n– e\n‣ f",
      ["bullet: a", "bullet: b", "bullet: c", "bullet: d", "bullet: e", "bullet: f"],
    ],
    [
      "numbered and lettered lists",
      "1. Start.\n2) Record.\n10. Approve.\na) one\nb. two",
      ["bullet: Start.", "bullet: Record.", "bullet: Approve.", "bullet: one", "bullet: two"],
    ],
    [
      "one bullet of several sentences",
      "- It drafts. It sends.\n  - It files.",
      ["bullet: It drafts. It sends.", "bullet: It files."],
    ],
    [
      "bullets wrapped over indented lines",
      "- does not prescribe,\n  triage or order tests\n- drafts letters\n\n  Then prose.",
      [
        "bullet: does not prescribe,\n  triage or order tests",
        "bullet: drafts letters",
        "sentence: Then prose.",
      ],
    ],
    ["no empty bullets", "-  \n- a", ["bullet: a"]],
    [
      "table cells without their rules",
      "| Item | From |\n|---|:-:|\n| order | ePMA |\n| | – |",
      ["cell: Item", "cell: From", "cell: order", "cell: ePMA"],
    ],
    [
      "a paragraph and the table under it",
      "Flows.\n| a | b |\nEnd.",
      ["sentence: Flows.", "cell: a", "cell: b", "sentence: End."],
    ],
    [
      "lines with CRLF",
      "# A\r\n\r\nOne. Two.\r\n- b\r\n  c\r\n| d |\r\n",
      ["heading: # A", "sentence: One.", "sentence: Two.", "bullet: b\r\n  c", "cell: d"],
    ],
    [
      "text around rules and underlines, which say nothing",
      "Users\n=====\n\nNurses.\n\n---\n\nDoctors.",
      ["heading: Users", "sentence: Nurses.", "sentence: Doctors."],
    ],
    [
      "text after a label with a part of its own",
      "**Users.** Nurses.\n\nSettings: wards",
      ["sentence: Nurses.", "sentence: wards"],
    ],
    [
      "text with a label that announces no part, which is kept",
      "**Dictation.** Doctors speak.\n\nNote: it stops.",
      ["sentence: **Dictation.** Doctors speak.", "sentence: Note: it stops."],
    ],
    [
      "labelled lines that follow each other",
      "Intended use: to help nurses\nUsers: nurses\nCare settings: wards",
      ["sentence: to help nurses", "sentence: nurses", "sentence: wards"],
    ],
  ])("%s", (_what, text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe("the section that a segment stands under", () => {
  test("is its heading, until the next", () => {
    const text = "Lead.\n\n# Users\n\nNurses.\n\nDoctors.\n\n## Care settings\n- wards";
    expect(sections(text)).toMatchObject({
      "Lead.": "",
      "Nurses.": "Users",
      "Doctors.": "Users",
      wards: "Care settings",
    });
  });

  test.each([
    "**Users.** Nurses.",
    "**Users:** Nurses.",
    "**Users**: Nurses.",
    "__Users__ – Nurses.",
    "Users: Nurses.",
  ])("is the label before it: %s", (text) => {
    expect(sections(text)).toEqual({ "Nurses.": "Users" });
  });

  test("is the label before it for its paragraph and the list under it only", () => {
    const text =
      "# Velmar\n\n**Out of scope:** the following.\n\n- triage\n\nIt drafts letters.\n\n- letters";
    expect(sections(text)).toMatchObject({
      "the following.": "Out of scope",
      triage: "Out of scope",
      "It drafts letters.": "Velmar",
      letters: "Velmar",
    });
  });

  test("is a label alone on its line, until the next", () => {
    const text = "**Outside the scope**\n- triage\n\nPrescribing.\n\nUsers:\n- nurses";
    expect(sections(text)).toMatchObject({
      triage: "Outside the scope",
      "Prescribing.": "Outside the scope",
      nurses: "Users",
    });
  });

  test("is its heading still after a label that announces no part", () => {
    const text = "## Outside the scope\n\nPlease note: see below.\n\n- triage";
    expect(sections(text)).toMatchObject({ triage: "Outside the scope" });
  });

  test("is the line that leads into its list, when that says what is left out", () => {
    const text =
      "The following functions are not supported in this release of the product, version 3:\n- triage\n\nIt drafts:\n- letters";
    expect(sectionRole(sections(text)["triage"] ?? "")).toBe("limits");
    expect(sectionRole(sections(text)["letters"] ?? "")).toBe("other");
  });

  test("is the bullet it is indented under, when that says what is left out", () => {
    const found = sections("- out of scope:\n  - triage\n    - by phone\n- letters");
    expect(found).toEqual({
      "out of scope:": "",
      triage: "out of scope:",
      "by phone": "out of scope:",
      letters: "",
    });
  });

  test("is its own label, when that announces a part", () => {
    expect(sections("# Velmar\n- users: nurses\n- maker: Fenn Ltd")).toMatchObject({
      "users: nurses": "users",
      "maker: Fenn Ltd": "Velmar",
    });
  });

  test("is no sentence, though it stands alone and without a full stop", () => {
    const text = "It is not a medical device\n\nIt drafts letters.";
    expect(sections(text)).toMatchObject({ "It drafts letters.": "" });
  });
});

describe("what a heading announces", () => {
  test.each([
    ["Intended use", "intended-use"],
    ["Intended purpose", "intended-use"],
    ["What it is for", "intended-use"],
    ["Users", "users"],
    ["Who uses it", "users"],
    ["Care settings", "settings"],
    ["Where it is used", "settings"],
    ["How it works", "functions"],
    ["Features", "functions"],
    ["What it does", "functions"],
    ["Workflow", "functions"],
    ["Outside the scope", "limits"],
    ["Out of scope", "limits"],
    ["Not in scope", "limits"],
    ["Exclusions", "limits"],
    ["Excluded", "limits"],
    ["Limitations", "limits"],
    ["What it does not do", "limits"],
    ["What Velmar doesn’t do", "limits"],
    ["Not intended for", "limits"],
    ["Not supported", "limits"],
    ["Velmar will not", "limits"],
    ["It cannot", "limits"],
    ["Data in", "data"],
    ["Outputs", "data"],
    ["Deployment and support", "deployment"],
    ["Decision support", "other"],
    ["Integrations", "other"],
    ["", "other"],
  ])("%j is %s", (label, role) => {
    expect(sectionRole(label)).toBe(role);
  });
});

describe("every segment of any text", () => {
  const line = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom(
      "# Users",
      "Users: nurses. And doctors.",
      "**Scope.** None.",
      "- bullet",
      "  more of it",
      "   - out of scope:",
      "| a | | b c |",
      "|---|---|",
      "",
      "  ",
      "====",
      "Out of scope",
      "One. Two e.g. three.  Four",
      "\u00a0",
      "…",
    ),
  );
  const text = fc
    .array(fc.tuple(line, fc.constantFrom("\n", "\r\n", "\n\n")), { maxLength: 12 })
    .map((lines) => lines.flat().join(""));

  test("lies in it, in order, without overlap, and has no white space around it", () => {
    fc.assert(
      fc.property(text, (whole) => {
        let from = 0;
        for (const { start, end } of segmentsOf(whole)) {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(whole.length);
          expect(whole.slice(start, end)).not.toMatch(/^\s|\s$/u);
          from = end;
        }
      }),
      { numRuns: 400 },
    );
  });

  test("and together they leave out no word but those of labels", () => {
    const word = fc.stringMatching(/^[a-z]{3,7}$/u).filter((w) => !["etc", "incl"].includes(w));
    const prose = fc.array(
      fc.tuple(word, fc.constantFrom(" ", ". ", "\n", "\n\n", "\n- ", "\n  ")),
      {
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(prose, (pairs) => {
        const whole = pairs.flat().join("");
        const found = segmentsOf(whole).map(({ start, end }) => whole.slice(start, end));
        expect(found.join(" ").match(/[a-z]+/gu)).toEqual(whole.match(/[a-z]+/gu));
      }),
    );
  });

  test("reads a long text without a line break in a moment", () => {
    const long = "letters ".repeat(20_000) + ".".repeat(50_000) + "x".repeat(1000);
    expect(segmentsOf(long).length).toBe(1);
  });
});
