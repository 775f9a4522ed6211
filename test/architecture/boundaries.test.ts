import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { glob } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { forbidden } from "./boundaries.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Read as files (styles and templates), not imported. */
const readAsFiles = ["nhsuk-frontend"];
const planted = "src/domain/planted-violation.ts";

async function look(): Promise<ICruiseResult> {
  const { output } = await cruise(["src"], {
    baseDir: root,
    ruleSet: { forbidden },
    validate: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      extensions: [".ts", ".js", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
    },
  });
  if (typeof output === "string") throw new TypeError("expected a result object");
  return output;
}

async function filesOf(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const path of glob(`${folder}/**/*.ts`, { cwd: root })) found.push(path);
  return found.sort();
}

const said = (result: ICruiseResult): string[] =>
  result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);

describe("the direction of imports", () => {
  let result: ICruiseResult;
  beforeAll(async () => {
    result = await look();
  }, 60_000);

  test("every file was looked at", async () => {
    const seen = new Set(result.modules.map((module) => module.source));
    const files = await filesOf("src");
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => !seen.has(file))).toEqual([]);
  });

  test("nobody crosses a boundary", () => {
    expect(said(result)).toEqual([]);
  });

  test("every dependency of package.json is imported by somebody, and the other way round", async () => {
    const { dependencies } = JSON.parse(await readFile(`${root}/package.json`, "utf8")) as {
      dependencies: Record<string, string>;
    };
    const used = new Set(
      result.modules
        .filter(({ source }) => source.startsWith("src/"))
        .flatMap(({ dependencies: found }) => found)
        .filter(({ dependencyTypes }) => dependencyTypes.some((type) => type.startsWith("npm")))
        .map(({ module }) => /^(@[^/]+\/[^/]+|[^/]+)/u.exec(module)?.[1] ?? module),
    );
    expect([...used, ...readAsFiles].sort()).toEqual(Object.keys(dependencies).sort());
  });
});

describe("a planted violation", () => {
  beforeAll(async () => {
    await mkdir(`${root}/src/domain`, { recursive: true });
    await writeFile(
      `${root}/${planted}`,
      'import { Pool } from "pg";\nimport { compose } from "../compose.ts";\nexport const planted = { Pool, compose };\n',
    );
  });
  afterAll(async () => {
    await rm(`${root}/${planted}`, { force: true });
  });

  test("is found, under the names of the rules that it breaks", async () => {
    const broken = new Set(
      (await look()).summary.violations
        .filter(({ from }) => from === planted)
        .map(({ rule }) => rule.name),
    );
    expect([...broken].sort()).toEqual([
      "adapters-stay-in-infra",
      "domain-is-pure",
      "nobody-imports-the-top",
    ]);
  }, 60_000);
});
