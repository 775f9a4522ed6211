/**
 * What must hold of the hazard bank beyond its schema: `node corpora/lint.ts`. With `--record`, versions
 * that are new are written into the ledger first.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { argv, exit, stderr, stdout } from "node:process";
import { parse } from "yaml";
import { z } from "zod";
import type { BankEntry } from "../src/domain/bank/entry.ts";
import { facetsOfKind } from "../src/domain/facet/vocabulary.ts";
import { createWordVectorEmbedder } from "../src/infra/embed/word-vectors.ts";
import { createBankFiles } from "../src/infra/files/bank.ts";
import { loadVocabulary } from "../src/infra/files/vocabulary.ts";
import { checkConsidered } from "./lint/considered.ts";
import { checkLedger, readLedger, recordVersions, writeLedger } from "./lint/ledger.ts";
import { $NearPairs, checkNear, comparedText } from "./lint/near.ts";
import { $ReviewFile, checkReviews } from "./lint/reviews.ts";
import { checkTexts } from "./lint/texts.ts";

const at = (path: string): URL => new URL(path, import.meta.url);
const read = (path: string): Promise<string> => readFile(at(path), "utf8");
const yamlFilesIn = async (folder: string): Promise<string[]> =>
  (await readdir(at(folder))).filter((name) => name.endsWith(".yaml")).sort();

const vocabulary = await loadVocabulary();
const bank = createBankFiles(vocabulary);
const entries = await bank.load();

async function readAreas(): Promise<Map<string, BankEntry[]>> {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const $Ids = z.object({ area: z.string(), entries: z.array(z.object({ id: z.string() })) });
  const files = await yamlFilesIn("hazard-bank/");
  const areas = await Promise.all(
    files.map(async (name) => {
      const { area, entries: listed } = $Ids.parse(parse(await read(`hazard-bank/${name}`)));
      return [area, listed.flatMap(({ id }) => byId.get(id) ?? [])] as const;
    }),
  );
  return new Map(areas);
}

const reviews = await Promise.all(
  (await yamlFilesIn("bank-reviews/")).map(async (name) =>
    $ReviewFile.parse(parse(await read(`bank-reviews/${name}`)), { reportInput: true }),
  ),
);
const { pairs } = $NearPairs.parse(parse(await read("near-pairs.yaml")));
const vectors = await createWordVectorEmbedder().embed(entries.map(comparedText));
const before = readLedger(await read("bank-ledger.jsonl"));
const ledger = argv.includes("--record") ? recordVersions(entries, before) : before;
if (ledger.length > before.length) await writeFile(at("bank-ledger.jsonl"), writeLedger(ledger));

const problems = [
  ...entries.flatMap(checkTexts),
  ...checkNear(entries, vectors, pairs),
  ...checkConsidered(entries, facetsOfKind(vocabulary, "capability"), await bank.considered()),
  ...checkReviews(await readAreas(), reviews),
  ...checkLedger(entries, ledger),
];
for (const problem of problems) stderr.write(`${problem}\n`);
if (problems.length > 0) {
  stderr.write(
    `${problems.length} ${problems.length === 1 ? "thing does" : "things do"} not hold of the hazard bank.\n`,
  );
  exit(1);
}
stdout.write(
  `${entries.length} prior hazards hold, with ${ledger.length - before.length} new in the ledger.\n`,
);
