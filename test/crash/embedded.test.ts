import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createCycle, type Cycle } from "./crash-cycle.ts";
import { killAtEach, killAtRandom, runCommits } from "./kills.ts";
import type { Moment } from "./messages.ts";
import { prepare } from "./prepare.ts";
import { makeRandom } from "./random.ts";
import { chooseSeed } from "./seed.ts";

/** Here the database dies with the process: it is a thread of it. */
describe("a process that is killed leaves a whole record, embedded", () => {
  const folder = mkdtempSync(join(tmpdir(), "hazid-crash-"));
  let prepared: Awaited<ReturnType<typeof prepare>>;
  beforeAll(async () => {
    prepared = await prepare({ kind: "embedded", dataDir: join(folder, "prepared") });
  }, 120_000);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  let cycles = 0;
  function openCycle(seed: number): Cycle {
    cycles += 1;
    const dataDir = join(folder, `record-${cycles}`);
    cpSync(join(folder, "prepared"), dataDir, { recursive: true });
    const cycle = createCycle({ target: { kind: "embedded", dataDir }, seed, ...prepared });
    onTestFinished(() => {
      cycle.end();
    });
    return cycle;
  }

  test("before and after the commit of each step of a run", { timeout: 600_000 }, async () => {
    const cycle = openCycle(1);
    const places = runCommits.flatMap((action) => [
      [action, "before the commit"] as const,
      [action, "after the commit"] as const,
    ]);
    await killAtEach(cycle, places);
  });

  test("within a commit, at each call of the disk", { timeout: 600_000 }, async () => {
    const cycle = openCycle(2);
    const disk: readonly Moment[] = [
      "WAL not written",
      "WAL half written",
      "WAL not synced",
      "WAL synced, not answered",
      "journal not written",
      "journal half written",
      "journal not synced",
    ];
    const places = disk.map(
      (moment, i) =>
        [["run.step queue", "suggestion.accept", "hazard.score"][i % 3] ?? "", moment] as const,
    );
    await killAtEach(
      cycle,
      places,
      (breach, before) =>
        before === "journal half written" && breach.includes("ended in the middle of a line"),
    );
  });

  test("at twenty random moments of mixed work", { timeout: 600_000 }, async () => {
    const seed = chooseSeed();
    const cycle = openCycle(seed);
    const { unansweredAtKill } = await killAtRandom(cycle, 20, makeRandom(seed));
    const { announced, unanswered } = cycle.counts();
    // A kill that interrupts nothing proves little.
    expect(unansweredAtKill.filter((count) => count > 0).length).toBeGreaterThan(5);
    expect([announced > 100, unanswered]).toEqual([true, 0]);
  });
});
