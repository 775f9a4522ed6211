import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { calibrateFrom, loadPairs } from "../../evals/calibrate-matcher.ts";
import { $MatcherModel } from "../../src/domain/evaluation/trained-matcher.ts";
import { makePairs } from "../support/judged-pairs.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const products = ["ferry", "kiln"];
const pairs = makePairs(products);
type Line = { product: string; gold: string; candidateRank: number };

/** A folder as judges leave it: the cause is told in the judge's words. */
function writeFolder(change: (line: Line) => Line = (line) => line): string {
  const folder = mkdtempSync(join(tmpdir(), "judged-"));
  folders.push(folder);
  for (const [at, product] of products.entries()) {
    const own = pairs.filter((pair) => pair.product === product);
    mkdirSync(join(folder, product));
    const hazards = own.filter(({ level }) => level === "STRICT").map(({ gold }) => gold);
    writeFileSync(join(folder, product, "gold.json"), JSON.stringify({ hazards }));
    const candidates = own.map(({ candidate }, index) => ({ rank: index + 1, ...candidate }));
    const name = at === 0 ? "judged-llm-alone.json" : "llm-alone.json";
    writeFileSync(join(folder, product, name), JSON.stringify({ candidates }));
  }
  const lines = pairs.map(({ product, gold, level, causes }, at) => ({
    ...change({ product, gold: gold.id, candidateRank: (at % (pairs.length / 2)) + 1 }),
    verdict: level,
    cause: causes.length > 0 ? `frost got into the ${gold.id}` : null,
  }));
  const text = lines.map((line) => JSON.stringify(line)).join("\n");
  writeFileSync(join(folder, "judged-pairs.jsonl"), `${text}\n`);
  return folder;
}

describe("the calibration of the matcher", () => {
  test("reads pairs with their texts, and the cause that the judge means", () => {
    expect(loadPairs(writeFolder(), { weights: {}, unlisted: 1 })).toEqual(pairs);
  });

  test("writes a model that can be read, the same each time, and tells its agreement", async () => {
    const folder = writeFolder();
    const { file, report } = await calibrateFrom(folder, "2026-03-02");
    expect($MatcherModel.parse(JSON.parse(file)).calibration.pairs).toBe(pairs.length);
    expect((await calibrateFrom(folder, "2026-03-02")).file).toBe(file);
    expect(report).toContain(`all: ${pairs.length} pairs; kappa `);
    expect(report).toContain("noted causes named where something is matched: 10 of 10");
  });

  test("refuses a line that names what is not there, and a date that is none", async () => {
    const folder = writeFolder((line) => ({ ...line, gold: "anchor" }));
    await expect(calibrateFrom(folder, "2026-03-02")).rejects.toThrow(
      "expected ferry to hold anchor and candidate 1",
    );
    await expect(calibrateFrom(writeFolder(), "yesterday")).rejects.toThrow("date");
  });
});
