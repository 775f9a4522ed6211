import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { format } from "prettier";
import { z } from "zod";
import { $EvalCandidate } from "../src/domain/evaluation/candidate.ts";
import { $GoldFile, type Gold } from "../src/domain/evaluation/case.ts";
import {
  calibrateMatcher,
  levelsOf,
  type JudgedPair,
} from "../src/domain/evaluation/fit-matcher.ts";
import { agreementOf, confusionOf } from "../src/domain/evaluation/kappa.ts";
import { causeLikenesses } from "../src/domain/evaluation/match-features.ts";
import { $MatcherModel } from "../src/domain/evaluation/trained-matcher.ts";
import { verdictLevels } from "../src/domain/evaluation/verdict.ts";
import { countWordWeights, type WordWeights } from "../src/domain/evaluation/word-weights.ts";

/**
 * Fits the automatic matcher on judged pairs: `node evals/calibrate-matcher.ts FOLDER --date DAY`. Prints its
 * agreement with the judges on each product by what was fitted on the others, and writes
 * `evals/matcher.json`. The folder has `judged-pairs.jsonl`, and for each product a folder with
 * `gold.json` and `judged-llm-alone.json` or `llm-alone.json`.
 */
const here = fileURLToPath(new URL(".", import.meta.url));

const $Candidates = z.object({ candidates: z.array($EvalCandidate.omit({ key: true })) });
const $Line = z.object({
  product: z.string(),
  gold: z.string(),
  candidateRank: z.int(),
  verdict: z.enum(verdictLevels),
  /** The known hazard's cause in the judge's words. */
  cause: z.string().nullable(),
});
const $Checklist = z.object({
  hazards: z.array(
    z.object({
      hazard: z.string(),
      effect: z.string(),
      harm: z.string(),
      causes: z.array(z.string()),
    }),
  ),
});

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

/** Sentences of the shipped descriptions and checklist: neither known hazards nor the bank. */
function neutralTexts(): string[] {
  const { hazards } = $Checklist.parse(readJson(join(here, "checklist.json")));
  const descriptions = readdirSync(join(here, "suites"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith("product.md"))
    .sort()
    .flatMap((path) =>
      readFileSync(join(here, "suites", path), "utf8").split(/\n\s*\n|(?<=[.!?])\s+/u),
    );
  return [
    ...hazards.flatMap(({ hazard, effect, harm, causes }) => [hazard, effect, harm, ...causes]),
    ...descriptions,
  ];
}

/** Number of the known cause that a judge's words are nearest to. */
function causeNumber(words: WordWeights, gold: Gold, said: string): number {
  const likenesses = causeLikenesses(words, gold, {
    hazard: said,
    effect: "",
    harm: "",
    causes: [],
  });
  return likenesses.indexOf(Math.max(...likenesses)) + 1;
}

/** The judged pairs of a folder with their texts. Throws where a line names what is not there. */
export function loadPairs(folder: string, words: WordWeights): JudgedPair[] {
  const lines = readFileSync(join(folder, "judged-pairs.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => $Line.parse(JSON.parse(line)));
  const products = new Map(
    [...new Set(lines.map(({ product }) => product))].map((product) => {
      const judged = join(folder, product, "judged-llm-alone.json");
      const path = existsSync(judged) ? judged : join(folder, product, "llm-alone.json");
      const { hazards } = $GoldFile.parse(readJson(join(folder, product, "gold.json")));
      const { candidates } = $Candidates.parse(readJson(path));
      return [product, { hazards, candidates }] as const;
    }),
  );
  return lines.map(({ product, gold: id, candidateRank, verdict, cause }) => {
    const gold = products.get(product)?.hazards.find((one) => one.id === id);
    const found = products.get(product)?.candidates.find(({ rank }) => rank === candidateRank);
    if (gold === undefined || found === undefined)
      throw new Error(`expected ${product} to hold ${id} and candidate ${candidateRank}`);
    const { hazard, effect, harm, causes } = found;
    return {
      product,
      gold,
      candidate: { hazard, effect, harm, causes },
      level: verdict,
      causes: cause === null || gold.causes.length === 0 ? [] : [causeNumber(words, gold, cause)],
    };
  });
}

/** The matcher as a file holds it, and what there is to say of it. */
export async function calibrateFrom(
  folder: string,
  date: string,
): Promise<{ readonly file: string; readonly report: string }> {
  const words = countWordWeights(neutralTexts());
  const { model, folds } = calibrateMatcher(words, loadPairs(folder, words), date);
  const guesses = folds.flatMap((fold) => fold.guesses);
  const blocks = [...folds, { product: "all", guesses }].map((fold) => {
    const levels = levelsOf(fold.guesses);
    const { pairs, kappa, kappaStrict, kappaLenient, agreed } = agreementOf(levels);
    const said = [kappa, kappaStrict, kappaLenient, agreed].map(
      (value) => value?.toFixed(3) ?? "–",
    );
    return [
      `${fold.product}: ${pairs} pairs; kappa ${said[0]}, strict ${said[1]}, lenient ${said[2]}; agreed ${said[3]}`,
      `  judge \\ matcher  ${verdictLevels.join("  ")}`,
      ...confusionOf(levels).map((row, at) => `  ${verdictLevels[at]}  ${row.join("  ")}`),
    ].join("\n");
  });
  const noted = guesses.filter(({ pair, level }) => pair.causes.length > 0 && level !== "NO");
  const named = noted.filter(({ pair, causes }) => pair.causes.some((one) => causes.includes(one)));
  blocks.push(`noted causes named where something is matched: ${named.length} of ${noted.length}`);
  const text = JSON.stringify($MatcherModel.parse(model));
  return {
    file: await format(text, { parser: "json", printWidth: 100 }),
    report: `${blocks.join("\n")}\n`,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    options: { date: { type: "string" } },
    allowPositionals: true,
  });
  const [folder] = positionals;
  if (folder === undefined || values.date === undefined)
    throw new Error("expected a folder of judged pairs and --date YYYY-MM-DD");
  const { file, report } = await calibrateFrom(folder, values.date);
  writeFileSync(join(here, "matcher.json"), file);
  process.stdout.write(report);
}
