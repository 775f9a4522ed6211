import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { AppError } from "../../../src/app/errors.ts";
import type { BankEntry } from "../../../src/domain/bank/entry.ts";
import { createBankFiles } from "../../../src/infra/files/bank.ts";
import { loadVocabulary } from "../../../src/infra/files/vocabulary.ts";
import { makeBankEntry } from "../../support/make-bank.ts";

const vocabulary = await loadVocabulary();
let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hazid-bank-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const put = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
const fileOf = (...entries: object[]): string => stringify({ area: "made-up", entries });
const load = (): Promise<readonly BankEntry[]> => createBankFiles(vocabulary, folder).load();

/** The sentences in which a bank is refused, without the frame around them. */
async function problems(): Promise<string[]> {
  const error: unknown = await load().then(
    () => null,
    (found: unknown) => found,
  );
  if (!(error instanceof AppError))
    throw new Error("expected the bank to be refused in a sentence");
  expect(error.code).toBe("invalid-input");
  const lines = error.message.split("\n");
  expect(lines[0]).toBe("The hazard bank does not hold:");
  expect(lines.at(-1)).toBe("Mend the file and run: hazid bank validate");
  return lines.slice(1, -1);
}

/** Line, counted from 1, on which a file first has some words. */
const lineOf = (text: string, words: string): number =>
  text.slice(0, text.indexOf(words)).split("\n").length;

describe("a bank that holds", () => {
  test("is every entry of every YAML file, in order of ids", async () => {
    await put("b.yaml", fileOf(makeBankEntry({ id: "m" }), makeBankEntry({ id: "a" })));
    await put("a.yaml", fileOf(makeBankEntry({ id: "z" })));
    await put("notes.md", "not: [yaml");
    expect((await load()).map(({ id }) => id)).toEqual(["a", "m", "z"]);
  });

  test("has a hash that changes with any file, and not by itself", async () => {
    const source = createBankFiles(vocabulary, folder);
    await put("a.yaml", fileOf(makeBankEntry({ id: "a" })));
    const first = await source.hash();
    expect(first).toMatch(/^[0-9a-f]{64}$/u);
    expect(await source.hash()).toBe(first);
    await put("a.yaml", fileOf(makeBankEntry({ id: "a", version: 2 })));
    expect(await source.hash()).not.toBe(first);
  });

  test("is the shipped one", async () => {
    const entries = await createBankFiles(vocabulary).load();
    expect(entries.length).toBeGreaterThanOrEqual(40);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  });
});

describe("a bank that does not is refused with file, line and field", () => {
  test("for invalid YAML", async () => {
    await put("a.yaml", fileOf(makeBankEntry({ id: "a" })));
    await put("b.yaml", "area: made-up\nentries:\n  - id: [a, b\n    version: 1\n");
    const found = await problems();
    expect(found.length).toBeGreaterThan(0);
    for (const sentence of found) expect(sentence).toMatch(/^b\.yaml, line [345]: \S/u);
  });

  test.each<[string, string, RegExp]>([
    ["a key given twice", "area: a\narea: b\nentries: [1]\n", /^b\.yaml, line 2: .*unique/u],
    ["a tab for indentation", "area: a\nentries:\n\t- id: a\n", /^b\.yaml, line 3: .*[Tt]ab/u],
    ["an anchor that is not there", "area: a\nentries:\n  - *gone\n", /^b\.yaml, line \d+.*gone/u],
    ["no entries", "area: a\n", /^b\.yaml, line 1, entries: /u],
    ["an empty file", "", /^b\.yaml, line 1: /u],
    ["an area with a space", "entries: [1]\narea: a b\n", /^b\.yaml, line 2, area: /u],
    [
      "an entry that is a word",
      "area: a\nentries:\n\n  - word\n",
      /^b\.yaml, line 4, entries\.0: /u,
    ],
  ])("for %s", async (_what, text, sentence) => {
    await put("b.yaml", text);
    const [found = ""] = await problems();
    expect(found).toMatch(sentence);
  });

  test.each<[string, object, string, string]>([
    [
      "an unknown capability",
      { facets: { capabilities: ["magic"] } },
      "facets.capabilities.0",
      "- magic",
    ],
    [
      "a technology filed as a capability",
      { facets: { capabilities: ["ambient-note", "barcode"] } },
      "facets.capabilities.1",
      "- barcode",
    ],
    [
      "an unknown population",
      { facets: { moreExposed: ["martians"] } },
      "facets.moreExposed.0",
      "- martians",
    ],
    [
      "an unknown condition of a cause",
      {
        causes: [
          { id: "c1", kind: "data", text: "A mechanism of it.", when: ["barcode", "magic"] },
          { id: "c2", kind: "data", text: "Another of them." },
        ],
      },
      "causes.0.when.1",
      "- magic",
    ],
    [
      "an unknown condition of a variant",
      { variants: [{ when: ["barcode", "magic"], situation: "A label is read for another one." }] },
      "variants.0.when.1",
      "- magic",
    ],
  ])("for %s", async (_what, change, field, words) => {
    const text = fileOf(makeBankEntry({ id: "a" }), makeBankEntry({ id: "b", ...change }));
    await put("b.yaml", text);
    const id = words.slice(2);
    expect(await problems()).toEqual([
      `b.yaml, line ${lineOf(text, words)}, entries.1.${field}: no facet “${id}” in the vocabulary`,
    ]);
  });

  test("for a field that is bad, missing or unknown", async () => {
    const { harms: _left, ...lacking } = makeBankEntry({ id: "b" });
    const text = fileOf({ ...makeBankEntry({ id: "a" }), licence: "MIT" }, lacking, {
      ...makeBankEntry({ id: "c" }),
      severity: "Major",
    });
    await put("b.yaml", text);
    const found = await problems();
    expect(found).toHaveLength(3);
    expect(found[0]).toMatch(
      new RegExp(
        `^b\\.yaml, line ${lineOf(text, "MIT")}, entries\\.0\\.licence: .*CC-BY-4\\.0`,
        "u",
      ),
    );
    expect(found[1]).toMatch(
      new RegExp(`^b\\.yaml, line ${lineOf(text, "id: b")}, entries\\.1\\.harms: `, "u"),
    );
    expect(found[2]).toMatch(
      new RegExp(`^b\\.yaml, line ${lineOf(text, "id: c\n")}, entries\\.2: .*severity`, "u"),
    );
  });

  test("for an id that another file, or the same one, has already", async () => {
    await put("a.yaml", fileOf(makeBankEntry({ id: "twice" })));
    const text = fileOf(makeBankEntry({ id: "twice" }), makeBankEntry({ id: "own" }));
    await put("b.yaml", text);
    await put("c.yaml", fileOf(makeBankEntry({ id: "own" })));
    expect(await problems()).toEqual([
      `b.yaml, line ${lineOf(text, "id: twice")}, twice: this id is used in a.yaml already`,
      "c.yaml, line 3, own: this id is used in b.yaml already",
    ]);
  });

  test("for another row that is the entry itself, or in no file", async () => {
    await put("a.yaml", fileOf(makeBankEntry({ id: "a", sameRowAs: ["b"] })));
    const text = fileOf(makeBankEntry({ id: "b", sameRowAs: ["b", "gone"] }));
    await put("b.yaml", text);
    const at = `b.yaml, line ${lineOf(text, "id: b")}, b.sameRowAs`;
    expect(await problems()).toEqual([
      `${at}: an entry is no other row`,
      `${at}: no entry “gone” in the bank`,
    ]);
  });

  test("with all that is wrong in all files at once", async () => {
    await put("a.yaml", "area: [");
    await put("b.yaml", fileOf({ ...makeBankEntry({ id: "b" }), lens: "hunch", version: 0 }));
    await put("c.yaml", fileOf(makeBankEntry({ facets: { users: ["magic"] } })));
    const found = await problems();
    expect(new Set(found.map((sentence) => sentence.slice(0, 6)))).toEqual(
      new Set(["a.yaml", "b.yaml", "c.yaml"]),
    );
    expect(found.filter((sentence) => sentence.startsWith("b.yaml"))).toHaveLength(2);
  });

  test("with ten sentences and the number of the others", async () => {
    const entries = Array.from({ length: 14 }, (_, i) => ({
      ...makeBankEntry({ id: `e${i}` }),
      lens: "hunch",
    }));
    await put("b.yaml", fileOf(...entries));
    const found = await problems();
    expect(found).toHaveLength(11);
    expect(found.at(-1)).toBe("and 4 more");
  });
});

describe("a bank that is not there", () => {
  test("has no entry, and that is said", async () => {
    await expect(load()).rejects.toThrow(`The hazard bank in ${folder} has no entry.`);
  });

  test("has no folder, and that is said", async () => {
    const nowhere = join(folder, "nowhere");
    const error: unknown = await createBankFiles(vocabulary, nowhere)
      .load()
      .catch((found: unknown) => found);
    expect(error).toBeInstanceOf(AppError);
    expect(String(error)).toContain(nowhere);
  });
});
