import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { $GoldFile } from "../../src/domain/evaluation/case.ts";
import { refuseDescription } from "../../src/domain/text/description.ts";
import { findPatientIdentifiers } from "../../src/domain/text/patient-identifiers.ts";

const root = fileURLToPath(new URL("../../evals/suites/", import.meta.url));
const foldersIn = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
const suites = foldersIn(root).map((suite) => [suite, foldersIn(join(root, suite))] as const);

describe("the shipped suites", () => {
  test("are five, and the headline has at least twenty incidents", () => {
    expect(suites.map(([suite]) => suite)).toEqual([
      "adversarial",
      "few",
      "incidents-a",
      "incidents-b",
      "methods",
    ]);
    expect(new Map(suites).get("incidents-b")?.length).toBeGreaterThanOrEqual(20);
  });

  test.each(suites)(
    "%s: each case has a description that is taken, and known hazards",
    (suite, cases) => {
      for (const name of cases) {
        const folder = join(root, suite, name);
        const text = readFileSync(join(folder, "product.md"), "utf8");
        expect([name, refuseDescription(text), findPatientIdentifiers(text)]).toEqual([
          name,
          null,
          [],
        ]);
        const gold = $GoldFile.parse(JSON.parse(readFileSync(join(folder, "gold.json"), "utf8")));
        const ids = gold.hazards.map(({ id }) => id);
        expect(new Set(ids).size, name).toBe(ids.length);
        expect(
          gold.hazards.some(({ core }) => core),
          name,
        ).toBe(true);
      }
    },
  );
});
