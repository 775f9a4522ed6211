import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { promisify } from "node:util";
import { hasCode } from "./errors.ts";

/** proc(5), `/proc/<pid>/stat`: field 22 is the start time in clock ticks since boot. */
const startTimeField = 22;
/** What `readProcessStart` answers when a process runs and cannot be looked at. */
export const unknownStart = "unknown";

/**
 * An opaque text, equal for the same process and different for a later one with the same number;
 * `null` when no such process runs.
 *
 * Linux: boot id and start tick from `/proc`. Elsewhere: the start time that `ps` prints, to the
 * second; where `ps` is missing too, `"unknown"`, and only the number tells processes apart.
 */
export async function readProcessStart(pid: number): Promise<string | null> {
  if (!isAlive(pid)) return null;
  return process.platform === "linux" ? readLinuxStart(pid) : readStartFromPs(pid);
}

/** The facts by which another process recognises this one in a lock file. */
export async function readThisProcess(): Promise<{
  pid: number;
  processStartedAt: string;
  host: string;
}> {
  const processStartedAt = (await readProcessStart(process.pid)) ?? unknownStart;
  return { pid: process.pid, processStartedAt, host: hostname() };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}

async function readLinuxStart(pid: number): Promise<string | null> {
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, "utf8"),
      readFile("/proc/sys/kernel/random/boot_id", "utf8"),
    ]);
    const afterName = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const state = afterName[0];
    const tick = afterName[startTimeField - 3];
    if (state === "Z" || state === "X" || tick === undefined) return null;
    return `${boot.trim()}:${tick}`;
  } catch (error) {
    // A live process of another user may be hidden (proc(5), hidepid).
    return hasCode(error, "ENOENT", "ESRCH") && !isAlive(pid) ? null : unknownStart;
  }
}

async function readStartFromPs(pid: number): Promise<string | null> {
  try {
    const answer = await promisify(execFile)("ps", ["-o", "lstart=", "-p", String(pid)], {
      env: { LC_ALL: "C" },
    });
    const started = answer.stdout.trim();
    return started === "" ? null : started;
  } catch {
    return unknownStart;
  }
}
