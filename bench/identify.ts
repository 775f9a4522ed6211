import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Measures, in one run: the first start of an empty data folder, a warm `identify` as a command of
 * its own, and a warm `identify` answered by a running server. Prints seconds, peak memory, and each
 * as a ratio of starting Node alone, so that machines can be compared.
 */
const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const example = fileURLToPath(new URL("../examples/ambient-scribe.md", import.meta.url));
const repeats = 5;

type Measured = { seconds: number; peakMb: number };

const reportPeak =
  "data:text/javascript,process.on('exit',()=>process.stderr.write('\\npeak '+process.resourceUsage().maxRSS+'\\n'))";

function run(args: readonly string[], dataDir: string): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, ["--import", reportPeak, ...args], {
      env: { ...process.env, HAZID_DATA_DIR: dataDir },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.on("error", reject);
    child.on("exit", (code) => {
      const peak = /peak (\d+)/u.exec(said)?.[1];
      if (code !== 0 || peak === undefined) reject(new Error(`exit ${String(code)}: ${said}`));
      else resolve({ seconds: (performance.now() - started) / 1000, peakMb: Number(peak) / 1024 });
    });
  });
}

async function median(args: readonly string[], dataDir: string): Promise<Measured> {
  const all: Measured[] = [];
  for (let i = 0; i < repeats; i += 1) all.push(await run(args, dataDir));
  all.sort((a, b) => a.seconds - b.seconds);
  const middle = all[Math.floor(repeats / 2)];
  if (middle === undefined) throw new Error("nothing was measured");
  return middle;
}

async function withServer<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const server = spawn(process.execPath, [main, "serve", "--port", "0"], {
    env: { ...process.env, HAZID_DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.stdout.once("data", () => {
        resolve();
      });
      server.once("exit", () => {
        reject(new Error("the server stopped"));
      });
    });
    return await work();
  } finally {
    server.removeAllListeners("exit");
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    await gone;
  }
}

const dataDir = await mkdtemp(join(tmpdir(), "hazid-bench-"));
try {
  const node = await median(["-e", "0"], dataDir);
  const first = await run([main, "identify", example], dataDir);
  const warm = await median([main, "identify", example], dataDir);
  const served = await withServer(dataDir, () => median([main, "identify", example], dataDir));
  const row = (name: string, { seconds, peakMb }: Measured): string =>
    `${name.padEnd(36)} ${seconds.toFixed(2).padStart(6)} s  ${peakMb.toFixed(0).padStart(4)} MB  ${(seconds / node.seconds).toFixed(1).padStart(5)} × node`;
  process.stdout.write(
    [
      row("node alone", node),
      row("identify, first start", first),
      row("identify, warm folder", warm),
      row("identify, answered by a server", served),
      "",
    ].join("\n"),
  );
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
