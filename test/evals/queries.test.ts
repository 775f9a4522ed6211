import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { $BankEntry, $BankFile } from "../../src/domain/bank/entry.ts";
import { findPatientIdentifiers } from "../../src/domain/text/patient-identifiers.ts";
import { contentStems, countWords } from "../../src/domain/text/words.ts";

const queryFolder = new URL("../../evals/queries/", import.meta.url);
const bankFolder = new URL("../../corpora/hazard-bank/", import.meta.url);

const $Query = z.strictObject({
  query: z.string().trim(),
  entry: z.string(),
  also: z.array(z.string()),
});
type Query = z.infer<typeof $Query>;

const loadQueries = (name: string): Query[] =>
  readFileSync(new URL(name, queryFolder), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => $Query.parse(JSON.parse(line)));

/** Area and content stems of the name, situation and paraphrases of each entry, by entry id. */
const bank = new Map(
  readdirSync(fileURLToPath(bankFolder)).flatMap((file) => {
    const { area, entries } = $BankFile.parse(
      parse(readFileSync(new URL(file, bankFolder), "utf8")),
    );
    return entries.map((raw) => {
      const { id, name, situation, paraphrases } = $BankEntry.parse(raw);
      const stems = new Set(contentStems([name, situation, ...paraphrases].join("\n")));
      return [id, { area, stems }] as const;
    });
  }),
);

const dev = loadQueries("dev.jsonl");
const final = loadQueries("final.jsonl");
const all = [...dev, ...final];

/** Stems that a query has in common with a right answer; `null` for an id the bank does not hold. */
function sharedStems(query: string, id: string): string[] | null {
  const stems = bank.get(id)?.stems;
  return stems === undefined ? null : contentStems(query).filter((stem) => stems.has(stem));
}

describe("the retrieval queries", () => {
  test.each([
    ["dev", dev],
    ["final", final],
  ] as const)("%s: at least eighty, and every area of the bank is asked for", (_, queries) => {
    expect(queries.length).toBeGreaterThanOrEqual(80);
    const asked = new Set(queries.map(({ entry }) => bank.get(entry)?.area));
    expect(asked).toEqual(new Set([...bank.values()].map(({ area }) => area)));
  });

  test("name only entries of the bank, each right answer once", () => {
    const wrong = all.filter(({ entry, also }) => {
      const ids = [entry, ...also];
      return ids.some((id) => !bank.has(id)) || new Set(ids).size !== ids.length;
    });
    expect(wrong).toEqual([]);
  });

  test("share at most one content stem with each right answer", () => {
    const close = all.flatMap(({ query, entry, also }) =>
      [entry, ...also]
        .map((id) => ({ query, id, shared: sharedStems(query, id) }))
        .filter(({ shared }) => shared === null || shared.length > 1),
    );
    expect(close).toEqual([]);
  });

  test("are sentences of 8 to 25 words, each asked once, that identify no patient", () => {
    const outside = all.filter(({ query }) => countWords(query) < 8 || countWords(query) > 25);
    expect(outside).toEqual([]);
    expect(new Set(all.map(({ query }) => query)).size).toBe(all.length);
    expect(all.filter(({ query }) => findPatientIdentifiers(query).length > 0)).toEqual([]);
  });

  test("no entry is asked for in both files", () => {
    const inDev = new Set(dev.map(({ entry }) => entry));
    expect(final.filter(({ entry }) => inDev.has(entry))).toEqual([]);
  });
});
