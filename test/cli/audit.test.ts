import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../../src/cli/program.ts";
import { makeCliDeps } from "../support/make-cli-deps.ts";
import { makeQueue } from "../support/make-queue.ts";
import { useRecord, type Desk } from "../support/record.ts";

describe("audit verify and audit export", () => {
  const record = useRecord({ engine: "PGlite" });
  let desk: Desk;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "hazid-cli-audit-"));
    desk = await record().desk();
    await makeQueue(desk);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function audit(...argv: string[]) {
    const out: string[] = [];
    const err: string[] = [];
    const deps = makeCliDeps({
      out: (text) => void out.push(text),
      err: (text) => void err.push(text),
      withCalls: (_command, work) => work(desk.call),
    });
    const code = await runCli(deps, ["audit", ...argv], (error) => `fault: ${String(error)}`);
    return { code, out: out.join("\n"), err: err.join("\n") };
  }

  test("print the head that verifying takes, of the record and of both forms of an export", async () => {
    const [json, lines] = [join(folder, "audit.json"), join(folder, "audit.jsonl")];
    const exported = await audit("export", "--json", json, "--lines", lines);
    const [head = ""] = /\d+:[0-9a-f]{64}$/u.exec(exported.out) ?? [];
    const earlier = `3:${(await desk.call("audit.export", {})).events[2]?.hash ?? ""}`;
    for (const named of [[], [json], [lines], ["--file", lines]]) {
      const heads = ["--head", earlier, "--head", head, "--against", json, "--against", lines];
      const held = await audit("verify", ...named, ...heads);
      expect(held).toEqual({ code: 0, out: `The chain holds: 12 events, head ${head}`, err: "" });
      const other = await audit(
        "verify",
        ...named,
        "--head",
        `3:${"f".repeat(64)}`,
        "--head",
        head,
      );
      expect(other.code).toBe(4);
      expect(other.out).toBe("Event 3: differs from what was recorded elsewhere");
    }
  });

  test("take the head of a log that was exported", async () => {
    const file = join(folder, "log.json");
    const { text } = await desk.call("log.export", { product: "sablewick", format: "json" });
    await writeFile(file, text);
    expect((await audit("verify", "--against", file)).code).toBe(0);
    await writeFile(file, text.replace(/"hash": "[0-9a-f]{64}"/u, `"hash": "${"f".repeat(64)}"`));
    expect((await audit("verify", "--against", file)).code).toBe(4);
  });

  test.each([
    ["a head without its hash", ["verify", "--head", "3"], "with all 64 digits"],
    ["part of a hash", ["verify", "--head", "3:abcdef012345"], "with all 64 digits"],
    ["an export with no place to go", ["export"], "--json <out> or --lines <out>"],
  ])("refuse %s", async (_what, argv, says) => {
    const { code, err } = await audit(...argv);
    expect(code).toBe(2);
    expect(err).toContain(says);
  });

  test("say in a sentence that a file is not there, and let none steer the terminal", async () => {
    const gone = await audit("verify", join(folder, "gone"));
    expect([gone.code, gone.err]).toEqual([
      3,
      expect.stringMatching(/^The file .* cannot be read \(ENOENT\)\./u),
    ]);
    const lines = join(folder, "steering.jsonl");
    await audit("export", "--lines", lines);
    const text = await readFile(lines, "utf8");
    await writeFile(lines, text.replace(/"organisation":"[^"]*"/u, '"organisation":"\\u001b[2J"'));
    const found = await audit("verify", lines, "--against", join(folder, "audit.json"));
    expect(found.code).toBe(4);
    expect(found.out).not.toContain("\u001b");
  });
});
