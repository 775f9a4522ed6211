import { stdout } from "node:process";
import { parseArgs } from "node:util";
import { compileConcepts, loadThesaurus } from "../../corpora/word-vectors/concepts.ts";
import { careStems, countGlosses, wordShares } from "../../corpora/word-vectors/glosses.ts";
import type { Dense } from "../../corpora/word-vectors/matrix.ts";
import {
  firstColumns,
  lsa,
  ppmiSvd,
  randomIndexing,
  unitRows,
} from "../../corpora/word-vectors/methods.ts";
import { packWordVectors } from "../../corpora/word-vectors/pack.ts";
import { neighboursOf, retrofit } from "../../corpora/word-vectors/retrofit.ts";
import { loadWordNet } from "../../corpora/word-vectors/wordnet.ts";
import type { Embedder } from "../../src/app/ports.ts";
import { contentStems } from "../../src/domain/text/words.ts";
import { createEncoder, sifWeight } from "../../src/infra/embed/encode.ts";
import { createHashingEmbedder } from "../../test/support/hashing-embedder.ts";
import { createWordVectorEmbedder } from "../../src/infra/embed/word-vectors.ts";
import { parseWordVectors, type WordVectors } from "../../src/infra/embed/word-vectors-file.ts";
import { boundsOf, figuresOf, loadQueries, loadSearched, rankAll, type Ranked } from "./measure.ts";

/**
 * Compares embedders by what they find: `node evals/queries/compare.ts`. Trains every method anew on
 * the development queries (minutes); `--shipped` measures the embedders of this version only, and
 * `--final` those on the final queries.
 */
const { values: flags } = parseArgs({
  options: { final: { type: "boolean" }, shipped: { type: "boolean" } },
});
const queries = loadQueries(flags.final === true ? "final" : "dev");
const bank = await loadSearched();

async function printRow(name: string, embed: Embedder["embed"]): Promise<Ranked[]> {
  const ranked = await rankAll(embed, bank, queries);
  const { recallAt5, mrr } = figuresOf(ranked);
  const cells = [recallAt5, mrr].map(
    ({ value, low, high }) => `${value.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`,
  );
  stdout.write(`| ${[name, ...cells].join(" | ")} |\n`);
  return ranked;
}

stdout.write("| embedder | recall@5 | MRR |\n| --- | --- | --- |\n");
await printRow("hashing", createHashingEmbedder().embed);
const shipped = await printRow("shipped", createWordVectorEmbedder().embed);
if (flags.final !== true) {
  if (flags.shipped !== true) await compareMethods();
  stdout.write(`\nBounds of nearness:\n${boundsOf(shipped)}\n`);
}

async function compareMethods(): Promise<void> {
  const synsets = loadWordNet();
  const glosses = countGlosses(synsets, { minTexts: 5, always: careStems(synsets) });
  const shares = wordShares(synsets);
  const neighbours = neighboursOf(synsets, glosses.numberOf);
  const { thesaurus } = loadThesaurus();
  const stems = new Set(
    [...bank.map(({ text }) => text), ...queries.map(({ query }) => query)].flatMap(contentStems),
  );
  const toVectors = (dense: Dense): WordVectors =>
    parseWordVectors(
      packWordVectors(
        {
          dimensions: dense.columns,
          stems: glosses.stems,
          shares: Float32Array.from(glosses.stems, (stem) => shares.get(stem) ?? 0),
          values: unitRows(dense).values,
        },
        "compared",
      ),
    );
  const encoding =
    (encode: (text: string) => number[]): Embedder["embed"] =>
    (texts) =>
      Promise.resolve(texts.map(encode));

  async function printMethod(name: string, dense: Dense, conceptDimensions = 256): Promise<void> {
    const words = toVectors(dense);
    const { vectors, votes } = compileConcepts(words, thesaurus, conceptDimensions, stems);
    const concepts = {
      thesaurus,
      votes,
      vectors: parseWordVectors(packWordVectors(vectors, "compared")),
    };
    await printRow(`${name}, words alone`, encoding(createEncoder(words, null)));
    await printRow(`${name}, without SIF`, encoding(createEncoder(words, null, () => 1)));
    await printRow(
      `${name} + thesaurus without votes`,
      encoding(createEncoder(words, { ...concepts, votes: {} })),
    );
    await printRow(`${name} + thesaurus`, encoding(createEncoder(words, concepts, sifWeight)));
  }

  for (const rounds of [1, 2]) {
    for (const size of [256, 512]) {
      await printMethod(
        `random indexing × ${rounds}, ${size}`,
        randomIndexing(glosses, size, rounds),
      );
    }
  }
  const widest = 512;
  const decomposed = [
    ["LSA", () => lsa(glosses, widest)],
    ["PPMI-SVD", () => ppmiSvd(glosses, widest, 0)],
    ["PPMI-SVD shifted", () => ppmiSvd(glosses, widest, Math.log(3))],
  ] as const;
  for (const [name, train] of decomposed) {
    const dense = train();
    for (const size of [256, 384, 512]) {
      const narrow = firstColumns(dense, size);
      await printMethod(`${name} ${size}`, narrow);
      await printMethod(`${name} ${size} retrofitted`, retrofit(narrow, neighbours, 1));
    }
    if (name === "PPMI-SVD shifted") {
      const chosen = retrofit(firstColumns(dense, 256), neighbours, 1);
      for (const size of [128, 192]) {
        await printMethod(`${name} 256 retrofitted, concepts ${size}`, chosen, size);
      }
    }
  }
}
