/**
 * What cells do: `node evals/cells.ts SUITE-FOLDER` prints, for each product, how alike the ten nearest
 * prior hazards of two cells of one function are (mean Jaccard; above 0.5 the cells are decoration), and
 * how many of the first thirty candidates each lens gives, which no cell of another lens can.
 */
import { argv, stdout } from "node:process";
import { draftOffline, offlineDrafter } from "../src/domain/draft/offline.ts";
import { lenses } from "../src/domain/facet/kinds.ts";
import { planCells } from "../src/domain/cell/cell.ts";
import { statedIds } from "../src/domain/profile/profile.ts";
import { readKeptProfile } from "../src/domain/profile/read.ts";
import type { Hit } from "../src/domain/retrieval/hit.ts";
import { readSuite } from "../src/cli/eval/read-suite.ts";
import { localOrganisation } from "../src/infra/db/organisations.ts";
import { createWordVectorEmbedder } from "../src/infra/embed/word-vectors.ts";
import { disk } from "../src/infra/files/disk.ts";
import { loadVocabulary } from "../src/infra/files/vocabulary.ts";
import { withRecord } from "./scratch.ts";

const perCell = 10;
const listed = 30;
const embedder = createWordVectorEmbedder();
const drafter = {
  ...offlineDrafter,
  sendsTo: null,
  draft: (input: Parameters<typeof draftOffline>[0]) => Promise.resolve(draftOffline(input)),
};

/** Mean share that two cells of one function have in common; null without two that found anything. */
function meanJaccard(hits: readonly Hit[], functions: readonly string[]): number | null {
  const found = functions.map((key) => {
    const own = hits.filter(({ cell }) => cell.startsWith(`${key}/`));
    const byCell = Map.groupBy(own, ({ cell }) => cell);
    return [...byCell.values()].map((cell) => new Set(cell.map(({ entry }) => entry)));
  });
  const shares = found.flatMap((cells) =>
    cells.flatMap((one, i) =>
      cells.slice(i + 1).map((other) => one.intersection(other).size / one.union(other).size),
    ),
  );
  return shares.length === 0 ? null : shares.reduce((sum, one) => sum + one, 0) / shares.length;
}

const [folder] = argv.slice(2);
if (folder === undefined) throw new Error("Expected a suite's folder.");
const suite = await readSuite(disk, folder, undefined);
const vocabulary = await loadVocabulary();
stdout.write(
  `| product | Jaccard | ${lenses.join(" | ")} |\n| --- | ---${" | ---".repeat(lenses.length)} |\n`,
);
await withRecord({ embedder, drafter }, async (call, store) => {
  for (const { name, text } of suite.cases) {
    const profile = readKeptProfile(name, text, vocabulary);
    const cells = planCells(profile);
    const vectors = await embedder.embed(cells.map(({ query }) => query));
    const technologies = statedIds(profile, "technology");
    const { artefact } = embedder;
    const hits = await store.transaction(localOrganisation, (tx) =>
      tx.bank.retrieve({ cells, vectors, technologies, artefact, perCell, product: null }),
    );
    const product = await call("product.add", { text, name });
    const { candidates } = await call("run.identify", { product: product.id, limit: listed });
    const jaccard = meanJaccard(
      hits,
      profile.functions.map(({ key }) => key),
    );
    const counts = lenses.map((lens) => candidates.filter((one) => one.lens === lens).length);
    stdout.write(`| ${[name, jaccard?.toFixed(2) ?? "–", ...counts].join(" | ")} |\n`);
  }
});
