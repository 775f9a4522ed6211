import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { verifyFile } from "../src/app/audit/verify-file.ts";
import { genesisHash, sealEvent, type AuditEvent } from "../src/domain/audit/event.ts";
import { toExportLines, type AuditExport } from "../src/domain/audit/export-file.ts";
import { disk } from "../src/infra/files/disk.ts";

/**
 * Measures `audit verify` of an export, from the file on disk to the answer: one JSON object and
 * lines, each as a process of its own that reports its best and median of several rounds. The
 * baseline is SHA-256 over the same file. Processor time is told too, for a machine with other work. Argument: how many events (100000).
 */
const rounds = 5;
const organisation = "0199a000-0000-7000-8000-000000000002";
const id = (n: number): string => `0199a000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;

/** Acceptances as `queue.accept` records them, some with text beyond ASCII. */
function makeExport(length: number): AuditExport {
  const events: AuditEvent[] = [];
  let previous = genesisHash;
  for (let sequence = 1; sequence <= length; sequence += 1) {
    const event = sealEvent(
      {
        organisation,
        sequence,
        at: "2026-03-02T09:00:00.000Z",
        actor: {
          kind: "person",
          account: id(7),
          name: sequence % 2 === 0 ? "Zoë Fenn" : "Asha Kinloch",
          role: "cso",
          registration: "GMC 1234567",
        },
        action: "suggestion.accept",
        subject: { kind: "suggestion", id: id(sequence), ref: `S-${sequence}` },
        product: id(9),
        details: {
          seen: previous,
          decision: id(sequence + length),
          causes: [1, 3],
          controls: [2],
          hazard: `H-${sequence}`,
        },
      },
      previous,
    );
    events.push(event);
    previous = event.hash;
  }
  const head = { sequence: length, hash: previous };
  const exportedAt = "2026-03-02T09:00:00.000Z";
  return { format: "hazid-audit-1", organisation, exportedAt, head, events };
}

type Measured = { bestMs: number; medianMs: number; cpuMs: number };

async function measure(work: () => Promise<void>): Promise<Measured> {
  const all: number[] = [];
  const cpu = process.cpuUsage();
  for (let i = 0; i < rounds; i += 1) {
    const started = performance.now();
    await work();
    all.push(performance.now() - started);
  }
  const { user, system } = process.cpuUsage(cpu);
  all.sort((a, b) => a - b);
  return {
    bestMs: all[0] ?? 0,
    medianMs: all[Math.floor(rounds / 2)] ?? 0,
    cpuMs: (user + system) / 1000 / rounds,
  };
}

async function hashFile(file: string): Promise<void> {
  const whole = createHash("sha256");
  for await (const piece of disk.readPieces(file)) whole.update(piece);
  whole.digest("hex");
}

/** One file in this process: prints what `report` reads. */
async function work(file: string, expected: number): Promise<void> {
  let first = 0;
  const verified = await measure(async () => {
    const started = performance.now();
    const found = await verifyFile({ name: file, pieces: disk.readPieces(file) });
    if (first === 0) first = performance.now() - started;
    if (found.events !== expected || found.breaches.length + found.remarks.length > 0) {
      throw new Error(`expected ${expected} events that hold`);
    }
  });
  const peakMb = process.resourceUsage().maxRSS / 1024;
  const baseline = await measure(() => hashFile(file));
  const rate = (ms: number): string => Math.round((expected / ms) * 1000).toLocaleString("en-GB");
  process.stdout.write(
    [
      `  file ${(statSync(file).size / 1e6).toFixed(1)} MB, peak memory ${peakMb.toFixed(0)} MB`,
      `  events a second: first ${rate(first)}, median ${rate(verified.medianMs)}, best ${rate(verified.bestMs)}`,
      `  events a second of processor time, collector included: ${rate(verified.cpuMs)}`,
      `  SHA-256 of the file ${baseline.medianMs.toFixed(0)} ms; verifying takes ${(verified.medianMs / baseline.medianMs).toFixed(1)} times that`,
      "",
    ].join("\n"),
  );
}

async function report(length: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "hazid-bench-"));
  try {
    const json = join(folder, "audit.json");
    const lines = join(folder, "audit.jsonl");
    const exported = makeExport(length);
    await writeFile(json, `${JSON.stringify(exported, null, 2)}\n`);
    await disk.writeText(lines, toExportLines(exported));
    process.stdout.write(`${length} events, ${availableParallelism()} cores\n`);
    for (const [name, file] of [
      ["one JSON object", json],
      ["lines", lines],
    ] as const) {
      process.stdout.write(`${name}\n`);
      const script = fileURLToPath(import.meta.url);
      const { status } = spawnSync(process.execPath, [script, "--file", file, String(length)], {
        stdio: "inherit",
      });
      if (status !== 0) throw new Error(`measuring ${name} failed`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const [first, file, length] = process.argv.slice(2);
if (first === "--file" && file !== undefined) await work(file, Number(length));
else await report(Number(first ?? 100_000));
