import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { $Profile, statedIds, type Profile } from "../../../src/domain/profile/profile.ts";
import { findIntendedUse } from "../../../src/domain/profile/intended-use.ts";
import { readProfile } from "../../../src/domain/profile/read.ts";
import { segmentsOf } from "../../../src/domain/text/segments.ts";
import { spanResolves } from "../../../src/domain/text/span.ts";
import { loadVocabulary } from "../../../src/infra/files/vocabulary.ts";
import { makeVocabulary } from "../facet/make-vocabulary.ts";
import { keysOf } from "./make-profile.ts";

const shipped = await loadVocabulary();
const open = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

function requireProfile(text: string, vocabulary = shipped): Profile {
  const profile = readProfile("Velmar", text, vocabulary);
  if (profile === null) throw new Error("expected a description with its intended use");
  return profile;
}

/** Every place that a profile names. */
const spansOf = (profile: Profile) => [
  profile.intendedUse,
  ...profile.functions.map(({ span }) => span),
  ...[...profile.facets, ...profile.excluded].flatMap(({ spans }) => spans),
];

const real = [
  "examples/ambient-scribe.md",
  "test/fixtures/descriptions/bullets.md",
  "test/fixtures/descriptions/rambling.md",
];

describe.each(real)("%s", (path) => {
  const text = open(path);
  const profile = requireProfile(text);

  test("is read into a profile that its schema takes", () => {
    expect($Profile.parse(profile)).toEqual(profile);
  });

  test("has each of its points where it says", () => {
    expect(spansOf(profile).length).toBeGreaterThan(20);
    for (const span of spansOf(profile)) expect(spanResolves(text, span)).toBe(true);
  });

  test("has its functions numbered in order", () => {
    expect(profile.functions.length).toBeGreaterThanOrEqual(5);
    expect(profile.functions.map(({ key }) => key)).toEqual(
      profile.functions.map((_fn, i) => `F${i + 1}`),
    );
  });

  test("states nothing that it excludes", () => {
    const stated = new Set(keysOf(profile.facets));
    expect(keysOf(profile.excluded).filter((key) => stated.has(key))).toEqual([]);
    expect(new Set(keysOf(profile.facets)).size).toBe(profile.facets.length);
  });

  test("is read alike twice, and with Windows line ends", () => {
    expect(requireProfile(text)).toEqual(profile);
    const windows = requireProfile(text.replaceAll("\n", "\r\n"));
    expect(keysOf(windows.facets)).toEqual(keysOf(profile.facets));
    expect(keysOf(windows.excluded)).toEqual(keysOf(profile.excluded));
    expect(windows.questions).toEqual(profile.questions);
    expect(windows.functions.map(({ capabilities }) => capabilities)).toEqual(
      profile.functions.map(({ capabilities }) => capabilities),
    );
  });
});

describe("the shipped example", () => {
  const profile = requireProfile(open("examples/ambient-scribe.md"));

  test("says what it is for", () => {
    expect(profile.intendedUse.quote).toBe(
      "to help clinicians document face-to-face, telephone and video consultations by drafting notes, letters and SNOMED CT codes from the conversation.",
    );
  });

  test("has what it says that it has", () => {
    expect(keysOf(profile.facets)).toEqual(
      expect.arrayContaining([
        "capability:ambient-note",
        "capability:letter",
        "capability:coding",
        "capability:record-write-back",
        "technology:speech-recognition",
        "technology:language-model",
        "user:gp",
        "setting:general-practice",
        "population:limited-english",
      ]),
    );
  });

  test("has not what stands outside its scope or is denied", () => {
    expect(keysOf(profile.excluded)).toEqual(
      expect.arrayContaining([
        "capability:prescribing",
        "capability:order",
        "capability:triage",
        "capability:decision-support",
        "setting:emergency-department",
        "setting:mental-health",
        "user:patient",
      ]),
    );
  });

  test("leaves children and device status unsaid, and languages not", () => {
    const asked = profile.questions.map(({ id }) => id);
    expect(asked).toEqual(expect.arrayContaining(["children", "device-status"]));
    expect(asked).not.toContain("languages");
    expect(asked).not.toContain("write-back");
  });
});

describe("the descriptions written without sight of the code", () => {
  test("in bullets: purpose, devices and identification are found", () => {
    const profile = requireProfile(open("test/fixtures/descriptions/bullets.md"));
    expect(profile.intendedUse.quote).toMatch(/^intended use: transfer of prescribed IV infusion/u);
    expect(statedIds(profile, "capability")).toEqual(
      expect.arrayContaining(["device-control", "patient-identity", "offline-use", "alert"]),
    );
    expect(statedIds(profile, "technology")).toContain("barcode");
  });

  test("rambling: the purpose is found where it is stated, and what is denied is left out", () => {
    const profile = requireProfile(open("test/fixtures/descriptions/rambling.md"));
    expect(profile.intendedUse.quote).toMatch(
      /^Roundhaven is intended to help community nursing teams plan and allocate home visits/u,
    );
    expect(statedIds(profile, "capability")).toEqual(
      expect.arrayContaining(["scheduling", "referral", "offline-use"]),
    );
    expect(keysOf(profile.excluded)).toEqual(
      expect.arrayContaining(["capability:prescribing", "population:children"]),
    );
  });

  test("without its intended use: there is no profile", () => {
    const text = open("test/fixtures/descriptions/no-intended-use.md");
    expect(readProfile("Velbrook 5", text, shipped)).toBeNull();
    const mended = `${text}\nIntended use: to help ward clerks book beds.\n`;
    expect(readProfile("Velbrook 5", mended, shipped)).not.toBeNull();
  });
});

describe("the intended use", () => {
  test.each<[string, string, string | null]>([
    [
      "under a heading",
      "# V\n\nA tool.\n\n## Intended use\n\nTo help nurses plan visits.",
      "To help nurses plan visits.",
    ],
    ["after a label", "A tool.\n\n**Intended use:** to help nurses plan.", "to help nurses plan."],
    ["after a plain label", "Intended purpose: to help nurses plan.", "to help nurses plan."],
    [
      "after a label, with other labels under it",
      "Intended use: to help nurses plan\nUsers: nurses\nSettings: wards",
      "to help nurses plan",
    ],
    [
      "in a sentence that states it",
      "It is blue. It is intended to help nurses plan.",
      "It is intended to help nurses plan.",
    ],
    [
      "as an aim",
      "Its screens are dark. It aims to let patients book.",
      "It aims to let patients book.",
    ],
    [
      "in what it does for somebody",
      "It has screens. It helps nurses plan visits.",
      "It helps nurses plan visits.",
    ],
    [
      "before what it does for somebody, when both are said",
      "It helps nurses plan visits. It is designed to prevent missed care.",
      "It is designed to prevent missed care.",
    ],
    ["not in what is out of scope", "## Out of scope\n\nIt helps nurses plan visits.", null],
    ["not in what has nothing to do with care", "It is designed to print labels.", null],
    ["not in a heading alone", "## Intended use\n\n## Users", null],
    ["not in nothing", "", null],
  ])("is found %s", (_where, text, expected) => {
    expect(findIntendedUse(text, segmentsOf(text))?.quote ?? null).toBe(expected);
  });

  test("is quoted in at most 25 words, from where a long sentence states it", () => {
    const talk = "we met in a hall and had some tea and then a walk with the dog,".repeat(2);
    const text = `So ${talk} and Velmar is intended to help nurses plan ${"many home visits ".repeat(20)}.`;
    const found = findIntendedUse(text, segmentsOf(text));
    expect(found?.quote).toMatch(/^and Velmar is intended to help nurses plan many home visits/u);
    expect(found === null ? false : spanResolves(text, found)).toBe(true);
  });
});

describe("parts that others make", () => {
  const isDependent = (sentence: string): boolean[] => {
    const text = `Intended use: to help nurses.\n\n${sentence}\n`;
    const { facets, excluded } = requireProfile(text);
    return [facets, excluded].map((list) =>
      keysOf(list).includes("technology:third-party-service"),
    );
  };

  test.each([
    "Speech recognition is provided by a third party, Rook Ltd.",
    "Transcription uses an external provider.",
    "The measuring part is not ours: we license it from Rook.",
    "The drug database is licensed from Rook.",
    "Text messages go through a supplier's gateway.",
    "- Maps: bought in",
    "| Interaction checker | third-party |",
  ])("are read: %j", (sentence) => {
    expect(isDependent(sentence)).toEqual([true, false]);
  });

  test.each([
    "No third-party services are used.",
    "It does not rely on third-party components.",
    "| Third-party components | None |",
  ])("are denied: %j", (sentence) => {
    expect(isDependent(sentence)).toEqual([false, true]);
  });
});

describe("functions", () => {
  const vocabulary = makeVocabulary();
  const functionsOf = (text: string): [string, string[]][] =>
    requireProfile(`${text}\n\nIntended use: to help nurses.`, vocabulary).functions.map(
      ({ label, capabilities }) => [label, capabilities],
    );

  test("are the items of a list of functions, in order, with what each shows", () => {
    expect(
      functionsOf("## Functions\n- **Letters** with a note\n- Triage\n- Never prescribes\n- Saves"),
    ).toEqual([
      ["Letters with a note", ["letter", "note"]],
      ["Triage", ["triage"]],
      ["Saves", []],
    ]);
  });

  test("are read from prose where nothing is listed", () => {
    expect(functionsOf("It drafts letters. It is blue. Nurses triage.")).toEqual([
      ["It drafts letters.", ["letter"]],
      ["Nurses triage.", ["triage"]],
    ]);
  });

  test("are read from prose after a labelled paragraph too", () => {
    expect(functionsOf("Users: nurses\n\nIt drafts letters.")).toEqual([
      ["It drafts letters.", ["letter"]],
    ]);
  });

  test("are told by the prose where a list leaves them out", () => {
    expect(functionsOf("It does triage.\n\n- letters\n- notes")).toEqual([
      ["It does triage.", ["triage"]],
      ["letters", ["letter"]],
      ["notes", ["note"]],
    ]);
  });

  test("are at most 24, one of each kind where there are more", () => {
    const many = "- letters\n- notes\n".repeat(20);
    expect(functionsOf(many)).toHaveLength(2);
  });

  test("are not read from what is out of scope, users or data", () => {
    expect(
      functionsOf(
        "## Out of scope\n- Triage\n## Users\n- Nurses who write letters\n## Data in\n- notes",
      ),
    ).toEqual([]);
  });
});

describe("salience", () => {
  const vocabulary = makeVocabulary();
  const salienceOf = (text: string, id: string): number =>
    requireProfile(text, vocabulary).facets.find((facet) => facet.id === id)?.salience ?? 0;

  test("is more for what is said often, and most for what the purpose says; never over 1", () => {
    const text = `Intended use: to help nurses write letters.\n\n## More\n\nTriage. Notes. Notes. ${"Audio. ".repeat(30)}`;
    expect(salienceOf(text, "note")).toBeGreaterThan(salienceOf(text, "triage"));
    expect(salienceOf(text, "letter")).toBeGreaterThan(salienceOf(text, "note"));
    expect(salienceOf(text, "audio")).toBe(1);
  });

  test("names at most five places of a facet", () => {
    const text = `Intended use: to help nurses.\n\n${"Audio. ".repeat(30)}`;
    const audio = requireProfile(text, vocabulary).facets.find(({ id }) => id === "audio");
    expect(audio?.spans).toHaveLength(5);
  });
});

describe("a thing that is both said and denied", () => {
  test("is stated, at the places that say so", () => {
    const text = "Intended use: to help nurses triage.\n\nIt does not triage children.";
    const profile = requireProfile(text, makeVocabulary());
    const triage = profile.facets.find(({ id }) => id === "triage");
    expect(triage?.spans).toHaveLength(1);
    expect(keysOf(profile.excluded)).toEqual(["population:children"]);
  });
});

describe("any description with its intended use", () => {
  const vocabulary = makeVocabulary();
  const part = fc.constantFrom(
    "letters",
    "triage",
    "- not for children",
    "## Out of scope",
    "## Functions",
    "**Note.** audio",
    "nurses 🩺",
    "| order tests | no |",
    "a new version.",
    "word ".repeat(40),
  );
  test("is read into places that resolve", () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 15 }), (parts) => {
        const text = `Intended use: to help nurses.\n\n${parts.join("\n")}`;
        for (const span of spansOf(requireProfile(text, vocabulary))) {
          expect(spanResolves(text, span)).toBe(true);
        }
      }),
    );
  });
});
