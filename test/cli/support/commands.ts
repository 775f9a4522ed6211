import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Call } from "../../../src/app/use-cases.ts";
import type { CliDeps } from "../../../src/cli/deps.ts";
import { runCli } from "../../../src/cli/program.ts";
import { compose } from "../../../src/compose.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { makeCliDeps } from "../../support/make-cli-deps.ts";

export const exampleFile = fileURLToPath(
  new URL("../../../examples/ambient-scribe.md", import.meta.url),
);

export type Printed = { readonly code: number; readonly out: string; readonly err: string };
export type Commands = {
  readonly folder: string;
  /** Runs one command over the record of this test. */
  run(...argv: string[]): Promise<Printed>;
  /** The same from words without spaces, then texts. */
  say(words: string, ...texts: string[]): Promise<Printed>;
  /** The hash that showing prints: what `--seen` takes. */
  seen(ref: string): Promise<string>;
  close(): Promise<void>;
};

const $Shown = z.object({
  suggestion: z.object({ hash: z.string() }).optional(),
  hazard: z.object({ hash: z.string() }).or(z.string()).nullable(),
});

/** Runs one command over a record. */
export async function runCommand(
  call: Call,
  argv: readonly string[],
  given: Partial<CliDeps> = {},
): Promise<Printed> {
  const out: string[] = [];
  const err: string[] = [];
  const deps = makeCliDeps({
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    withCalls: (_command, work) => work(call),
    withScratch: (work) => work(call),
    ...given,
  });
  const code = await runCli(deps, argv, (error) => `fault: ${String(error)}`);
  return { code, out: out.join("\n"), err: err.join("\n") };
}

/** The commands over a record in memory and a folder that is gone afterwards. */
export async function openCommands(): Promise<Commands> {
  const config = loadConfig({});
  const quiet = { onProgress: () => undefined, onFault: (error: unknown) => String(error) };
  const hazid = await compose(config, { kind: "memory", command: "test", ...quiet });
  const folder = await mkdtemp(join(tmpdir(), "hazid-cli-"));
  const run = (...argv: string[]): Promise<Printed> => runCommand(hazid.call, argv);
  return {
    folder,
    run,
    say: (words, ...texts) => run(...words.split(" "), ...texts),
    async seen(ref) {
      const what = ref.includes("H-") ? "hazard" : "queue";
      const shown = $Shown.parse(JSON.parse((await run(what, "show", ref, "--json")).out));
      if (shown.suggestion !== undefined) return shown.suggestion.hash.slice(0, 12);
      if (typeof shown.hazard === "object" && shown.hazard !== null) {
        return shown.hazard.hash.slice(0, 12);
      }
      throw new Error(`${ref} is not shown`);
    },
    async close() {
      await hazid.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The longest line that is no command to copy and no hash. */
export const widestLine = (text: string): number =>
  Math.max(
    ...text
      .split("\n")
      .filter((line) => !line.includes("npm run"))
      .map((line) => line.length),
  );
