import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { leaseMs } from "../../src/domain/run/step.ts";
import { findBreaches, type Told } from "./find-breaches.ts";
import {
  $Line,
  type FoundRecord,
  type Line,
  type Settings,
  type Target,
  type Trap,
} from "./messages.ts";
import { makeRandom } from "./random.ts";

const script = fileURLToPath(new URL("worker-process.ts", import.meta.url));

/** Answered calls that the next process sends once more. */
const repeats = 2;

export type Worker = {
  readonly pid: number;
  /** What this process found, and what is wrong with it in sentences. */
  readonly record: FoundRecord;
  readonly breaches: readonly string[];
  /** Lets it go on: to its work, or after a fault or a trap. */
  goOn(): void;
  /** The next line; null once the process has ended. */
  nextLine(): Promise<Line | null>;
  /** Reads to the end of a process that dies by itself or was killed, and names the signal it died of. */
  readToDeath(): Promise<NodeJS.Signals | null>;
  kill(signal?: NodeJS.Signals): void;
  /** What it wrote to its standard error. */
  errors(): string;
};

export type Cycle = {
  /** Starts the next process, lets it recover, and judges the record. */
  recover(trap?: Trap): Promise<Worker>;
  /** How many calls are known, and how many of them without an answer now. */
  counts(): { announced: number; unanswered: number };
  /** Ends what still runs. */
  end(): void;
};

type CycleOptions = {
  /** Host of the language model that drafts; absent where rules do. */
  readonly sendTo?: string | undefined;
  readonly target: Target;
  readonly seed: number;
  /** What was done to the record before. */
  readonly before: readonly Told[];
  /** Hashes of what an undisturbed run queues, by rank. */
  readonly undisturbed: readonly string[];
};

/** One record, worked by one process after another, with all that each of them was told. */
export function createCycle(options: CycleOptions): Cycle {
  const { target, seed, before, undisturbed, sendTo } = options;
  const history = new Map<string, Told>(before.map((told) => [told.intent.key, told]));
  const random = makeRandom(seed);
  const running = new Set<ReturnType<typeof spawnWorker>>();
  let generation = 0;

  function hear(line: Line, broken: string[]): void {
    if (line.is === "announced") history.set(line.intent.key, { intent: line.intent, reply: null });
    if (line.is !== "acknowledged" && line.is !== "repeated") return;
    const told = history.get(line.key);
    if (told === undefined) throw new Error(`a reply to ${line.key}, which nobody announced`);
    if (told.reply !== null && told.reply.digest !== line.reply.digest) {
      broken.push(`call ${line.key} (${told.intent.verb}) sent again was answered otherwise`);
    }
    history.set(line.key, { ...told, reply: told.reply ?? line.reply });
  }

  const all = () => [...history.values()];
  return {
    counts: () => ({
      announced: history.size,
      unanswered: all().filter(({ reply }) => reply === null).length,
    }),
    end() {
      for (const child of running) child.kill("SIGKILL");
    },
    async recover(trap) {
      generation += 1;
      const answered = all().filter(({ reply }) => reply !== null);
      const child = spawnWorker({
        target,
        generation: String(generation),
        seed: Math.floor(random() * 2 ** 31),
        clockAheadMs: generation * leaseMs,
        unacknowledged: all().flatMap(({ intent, reply }) => (reply === null ? [intent] : [])),
        repeat: Array.from({ length: Math.min(repeats, answered.length) }, () => {
          const told = answered[Math.floor(random() * answered.length)];
          return told === undefined ? [] : [told.intent];
        }).flat(),
        trap: trap ?? null,
        sendTo,
      });
      running.add(child);
      const broken: string[] = [];
      const nextLine = async (): Promise<Line | null> => {
        const line = await child.nextLine();
        if (line === null) running.delete(child);
        else hear(line, broken);
        return line;
      };
      for (;;) {
        const line = await nextLine();
        if (line === null) throw new Error(`a process ended while it recovered: ${child.errors()}`);
        if (line.is === "failed") throw new Error(`a call sent again failed: ${line.fault}`);
        if (line.is !== "record") continue;
        const { record } = line;
        return {
          pid: child.pid,
          record,
          breaches: [...broken, ...findBreaches(history, record, undisturbed)],
          goOn: child.goOn,
          nextLine,
          async readToDeath() {
            while ((await nextLine()) !== null);
            return child.died();
          },
          kill: child.kill,
          errors: child.errors,
        };
      }
    },
  };
}

function spawnWorker(settings: Settings) {
  const child = spawn(process.execPath, [script, JSON.stringify(settings)]);
  const { pid } = child;
  if (pid === undefined) throw new Error("expected a process, found none");
  const closed = once(child, "close");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  child.stdin.on("error", () => undefined);
  return {
    pid,
    errors: () => errors,
    goOn: (): void => void child.stdin.write("go on\n"),
    kill: (signal: NodeJS.Signals = "SIGKILL"): void => void child.kill(signal),
    async nextLine(): Promise<Line | null> {
      const line = await lines.next();
      return line.done === true ? null : $Line.parse(JSON.parse(line.value));
    },
    async died(): Promise<NodeJS.Signals | null> {
      await closed;
      if (child.signalCode === null) throw new Error(`a process ended by itself: ${errors}`);
      return child.signalCode;
    },
  };
}
