import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const runner = fileURLToPath(new URL("../run.ts", import.meta.url));
const pass = `test("adds", () => { expect(1 + 1).toBe(2); });\n`;
const fail = `test("subtracts", () => { expect(2 - 1).toBe(0); });\n`;

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "hazid-run-fixture-"));
});
afterEach(async () => {
  await rm(root, { recursive: true });
});

type Files = Readonly<Record<string, string>>;
type Run = { readonly code: number | null; readonly text: string; readonly lastLine: string };

async function run(files: Files, args: readonly string[] = [], env: Files = {}): Promise<Run> {
  for (const [name, source] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), source);
  }
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VITEST|HAZID)/.test(name));
  const child = spawn(
    process.execPath,
    [runner, "--root", root, "--globals", "--no-fsModuleCache", ...args],
    { env: { ...Object.fromEntries(inherited), NO_COLOR: "1", ...env }, stdio: "pipe" },
  );
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, text, lastLine: text.trimEnd().split("\n").at(-1) ?? "" };
}

describe("the closing line and the exit code", () => {
  test("all pass", async () => {
    const result = await run({ "a.test.ts": pass, "b.test.ts": pass });
    expect(result).toMatchObject({ code: 0, lastLine: "2 passed, 0 failed" });
  });

  test("one fails", async () => {
    const result = await run({ "a.test.ts": pass + fail });
    expect(result).toMatchObject({ code: 1, lastLine: "1 passed, 1 failed" });
  });

  test("there is no test file", async () => {
    const result = await run({ "notes.txt": "" });
    expect(result).toMatchObject({ code: 1, lastLine: "0 passed, 1 failed" });
    expect(result.text).toContain("no test was executed");
  });

  test("a file does not load", async () => {
    const result = await run({
      "a.test.ts": pass,
      "b.test.ts": `throw new Error("broken");` + pass,
    });
    expect(result).toMatchObject({ code: 1, lastLine: "1 passed, 1 failed" });
    expect(result.text).toMatch(/Failed: .*b\.test\.ts failed outside its tests: broken/);
  });

  test("beforeAll and afterAll throw", async () => {
    const suite = (hook: string) =>
      `describe("suite", () => { ${hook}(() => { throw new Error("hook"); }); ${pass} });`;
    const result = await run({ "a.test.ts": suite("beforeAll"), "b.test.ts": suite("afterAll") });
    expect(result).toMatchObject({ code: 1, lastLine: "1 passed, 2 failed, 1 skipped" });
  });

  test("an error is thrown outside every test", async () => {
    const late = `test("returns early", () => { setTimeout(() => { throw new Error("late"); }); });
      test("waits", () => new Promise((resolve) => setTimeout(resolve, 50)));`;
    const result = await run({ "a.test.ts": late });
    expect(result).toMatchObject({ code: 1, lastLine: "2 passed, 1 failed" });
  });

  test("the process of a test file dies", async () => {
    const result = await run({
      "a.test.ts": `test("dies", () => { process.kill(process.pid, "SIGKILL"); });`,
    });
    expect(result.code).toBe(1);
    expect(result.lastLine).toMatch(/^0 passed, [1-9]\d* failed/);
  });

  test("vitest itself cannot start", async () => {
    const result = await run({
      "a.test.ts": pass,
      "vitest.config.mjs": "throw new Error('config');",
    });
    expect(result).toMatchObject({ code: 1, lastLine: "0 passed, 1 failed" });
    expect(result.text).toContain("wrote no report");
  });
});

describe("skipped tests are named with their reason", () => {
  test("from the context, from the meta, and for a test still to be written", async () => {
    const result = await run({
      "a.test.ts": `${pass}
        describe("store", () => { test("restores", (context) => { context.skip("no backup here"); }); });
        describe("store on PostgreSQL", { skip: true, meta: { skipReason: "no server" } }, () => {
          test("saves", () => {});
        });
        test.todo("writes more");
        test.skip("silent", () => {});`,
    });
    expect(result).toMatchObject({ code: 0, lastLine: "1 passed, 0 failed, 4 skipped" });
    expect(result.text).toContain("Skipped: store > restores: no backup here\n");
    expect(result.text).toContain("Skipped: store on PostgreSQL > saves: no server\n");
    expect(result.text).toContain("Skipped: writes more: still to be written\n");
    expect(result.text).toContain("Skipped: silent: no reason given\n");
  });
});

test("a required leg counts the tests that vitest reports", async () => {
  const files = {
    "a.test.ts": `describe("store on PostgreSQL", () => { ${pass} });`,
    "test/e2e/b.test.ts": pass,
  };
  const legs = ["--require-leg=browser", "--require-leg", "postgres"];
  const server = { HAZID_TEST_DATABASE_URL: "postgres://127.0.0.1:1/none" };
  await expect(run(files, legs, server)).resolves.toMatchObject({
    code: 0,
    lastLine: "2 passed, 0 failed",
  });
});

test("passes other arguments on to vitest and writes the summary it is asked for", async () => {
  const summary = join(root, "summary.json");
  const result = await run({ "a.test.ts": pass, "b.test.ts": fail }, [
    "--summary",
    summary,
    "a.test",
  ]);
  expect(result).toMatchObject({ code: 0, lastLine: "1 passed, 0 failed" });
  expect(JSON.parse(await readFile(summary, "utf8"))).toEqual({ passed: 1, failed: 0, skipped: 0 });
});
