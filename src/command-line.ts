import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { AppError } from "./app/errors.ts";
import type { Credential } from "./app/credential.ts";
import type { Call } from "./app/use-cases.ts";
import type { CliDeps } from "./cli/deps.ts";
import { usageExitCode } from "./cli/exit-codes.ts";
import { runCli } from "./cli/program.ts";
import type { ComposeOptions, Hazid } from "./compose.ts";
import { loadConfig, type Config } from "./config/load.ts";
import { systemClock } from "./infra/clock.ts";
import { createFaultLog } from "./infra/faults.ts";
import { disk } from "./infra/files/disk.ts";
import { verdictFiles } from "./infra/files/verdicts.ts";
import { openTerminal } from "./infra/terminal.ts";
import { reachServer } from "./infra/forward/reach.ts";

const out = (text: string): void => void process.stdout.write(`${text}\n`);
const err = (text: string): void => void process.stderr.write(`${text}\n`);
const onFault = createFaultLog(err);
const inRepository = (path: string): string =>
  fileURLToPath(new URL(`../${path}`, import.meta.url));
const { version } = JSON.parse(readFileSync(inRepository("package.json"), "utf8")) as {
  version: string;
};

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => {
        resolve();
      });
    }
  });
}

/** Commands act by the token that is set, else as whoever has the machine. */
function actBy({ access }: Config, call: Call): Call {
  const credential: Credential =
    access.kind === "server" && access.token !== null
      ? { kind: "token", secret: access.token.reveal() }
      : { kind: "machine" };
  return (verb, input, options) => call(verb, input, { ...options, credential });
}

function createCliDeps(config: Config): CliDeps {
  // A run is told to stop and says where it stopped; a second signal ends the process at once.
  const stop = new AbortController();
  void untilStopped().then(() => {
    stop.abort();
  });
  const open = async (kind: ComposeOptions["kind"], command: string): Promise<Hazid> => {
    const { compose } = await import("./compose.ts");
    return compose(config, { kind, command, onProgress: err, onFault });
  };
  return {
    out,
    err,
    async withCalls(command, work) {
      // A running server answers without this process loading a database at all.
      const served = config.databaseUrl === null ? await reachServer(config.dataDir) : null;
      if (served !== null) return work(actBy(config, served));
      const hazid = await open("command", command);
      try {
        hazid.warnings.forEach(err);
        return await work(actBy(config, hazid.call));
      } finally {
        await hazid.close();
      }
    },
    async withScratch(work) {
      const hazid = await open("memory", "scratch");
      try {
        return await work(hazid.call);
      } finally {
        await hazid.close();
      }
    },
    files: disk,
    async serve({ port, command }, ready) {
      const stopped = untilStopped();
      const { serve } = await import("./serve.ts");
      const hazid = await open("server", command);
      try {
        hazid.warnings.forEach(err);
        const { host, access } = config;
        const { background } = hazid;
        const options = { port: port ?? config.port, host, access, version, background, onFault };
        const listening = await serve(hazid.call, options);
        try {
          const url = access.kind === "server" ? access.publicUrl.origin : listening.url;
          await ready(actBy(config, hazid.call), url);
          await stopped;
          err("Stopping.");
        } finally {
          await listening.close();
        }
      } finally {
        await hazid.close();
      }
    },
    async ask(question) {
      if (!process.stdin.isTTY) return null;
      const streams = { input: process.stdin, output: process.stderr, signal: stop.signal };
      const terminal = openTerminal(streams);
      try {
        return await terminal.ask(question);
      } finally {
        terminal.close();
      }
    },
    async openModel() {
      if (config.languageModel === null) {
        throw new AppError(
          "unavailable",
          "No language model is configured: set HAZID_LLM_URL and HAZID_LLM_MODEL, and try again.",
        );
      }
      const { createOpenAiCompatibleChat } = await import("./infra/llm/openai-compatible.ts");
      const { createQueuedChat } = await import("./infra/llm/queue.ts");
      const { loadPrompts } = await import("./infra/files/prompts.ts");
      const {
        concurrency,
        contextTokens: _,
        budgetTokens: __,
        price: ___,
        ...server
      } = config.languageModel;
      return {
        chat: createQueuedChat(createOpenAiCompatibleChat(server), concurrency),
        prompts: await loadPrompts(),
      };
    },
    judge: {
      files: verdictFiles,
      openTerminal: () =>
        openTerminal({ input: process.stdin, output: process.stdout, signal: stop.signal }),
      async serve(judging, options, ready) {
        const stopped = untilStopped();
        const { serveJudge } = await import("./serve-judge.ts");
        const listening = await serveJudge(judging, { ...options, onFault });
        try {
          ready(listening.url);
          await stopped;
        } finally {
          await listening.close();
        }
      },
    },
    signal: stop.signal,
    clock: { now: systemClock.now, seconds: () => performance.now() / 1_000 },
    repositoryFolder: inRepository,
    exampleFile: inRepository("examples/ambient-scribe.md"),
    version,
  };
}

/** Runs one command; returns the exit code of the process. */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // The reader went away (`hazid … | head`): there is nobody left to tell.
    if (error.code === "EPIPE") process.exit(0);
  });
  let config: Config;
  try {
    config = loadConfig();
  } catch (error) {
    err(error instanceof Error ? error.message : "The configuration does not hold.");
    return usageExitCode;
  }
  return runCli(createCliDeps(config), argv, onFault);
}
