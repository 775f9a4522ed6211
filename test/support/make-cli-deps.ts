import { fileURLToPath } from "node:url";
import type { CliDeps } from "../../src/cli/deps.ts";
import { verdictFiles } from "../../src/infra/files/verdicts.ts";
import { disk } from "../../src/infra/files/disk.ts";

const inRepository = (path: string): string =>
  fileURLToPath(new URL(`../../${path}`, import.meta.url));
const no = (what: string) => () => Promise.reject(new Error(`no ${what} in this test`));

/** What commands need: files of the disk, and nothing else unless it is given. */
export const makeCliDeps = (overrides: Partial<CliDeps>): CliDeps => ({
  out: () => undefined,
  err: () => undefined,
  withCalls: no("record"),
  withScratch: no("scratch record"),
  serve: no("server"),
  files: disk,
  ask: () => Promise.resolve(null),
  openModel: no("language model"),
  judge: {
    files: verdictFiles,
    openTerminal: () => {
      throw new Error("no terminal in this test");
    },
    serve: no("page"),
  },
  signal: new AbortController().signal,
  clock: { now: () => "2026-11-22T09:00:00.000Z", seconds: () => 0 },
  repositoryFolder: inRepository,
  exampleFile: inRepository("examples/ambient-scribe.md"),
  version: "0.0.0",
  ...overrides,
});
