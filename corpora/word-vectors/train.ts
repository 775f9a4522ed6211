import { writeFileSync } from "node:fs";
import { stdout } from "node:process";
import { parseWordVectors } from "../../src/infra/embed/word-vectors-file.ts";
import { careStems, countGlosses, wordShares } from "./glosses.ts";
import { ppmiSvd } from "./methods.ts";
import { packWordVectors } from "./pack.ts";
import { neighboursOf, retrofit } from "./retrofit.ts";
import { loadWordNet } from "./wordnet.ts";
import { writeConcepts } from "./write-concepts.ts";

/**
 * Trains the shipped word vectors: `npm run vectors`. Reads WordNet alone, then joins the thesaurus;
 * the hazard bank is not read. The same bytes each time. Prints the hashes that
 * `src/infra/embed/word-vectors.ts` names.
 */
const dimensions = 256;
const minTexts = 5;
/** log k of k negative samples (Levy, Goldberg, Dagan 2015, §3.1). */
const shift = Math.log(3);
const pull = 1;

const synsets = loadWordNet();
const glosses = countGlosses(synsets, { minTexts, always: careStems(synsets) });
const shares = wordShares(synsets);
const trained = retrofit(
  ppmiSvd(glosses, dimensions, shift),
  neighboursOf(synsets, glosses.numberOf),
  pull,
);
const bytes = packWordVectors(
  {
    dimensions,
    stems: glosses.stems,
    shares: Float32Array.from(glosses.stems, (stem) => shares.get(stem) ?? 0),
    values: trained.values,
  },
  `WordNet 3.1 glosses, PPMI shifted by log 3, SVD ${dimensions}, retrofitted to relations`,
);
writeFileSync(new URL("words.bin", import.meta.url), bytes);
stdout.write(`${glosses.stems.length} stems, ${bytes.length} bytes\n`);
writeConcepts(parseWordVectors(bytes));
