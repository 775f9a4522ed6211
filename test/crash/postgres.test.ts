import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { onOwnPostgres, openCluster, type Cluster } from "./cluster.ts";
import { createCycle, type Cycle } from "./crash-cycle.ts";
import { killAtEach, killAtRandom, runCommits, strikeDatabase } from "./kills.ts";
import type { Trap } from "./messages.ts";
import { prepare } from "./prepare.ts";
import { makeRandom } from "./random.ts";
import { chooseSeed } from "./seed.ts";

const waitAt = (action: string, moment: Trap["moment"]): Trap => ({ action, moment, act: "wait" });

describe("a kill leaves a whole record, on PostgreSQL", onOwnPostgres, () => {
  let cluster: Cluster;
  let url: string;
  let prepared: Awaited<ReturnType<typeof prepare>>;
  beforeAll(async () => {
    cluster = await openCluster();
    url = await cluster.createDatabase("prepared");
    prepared = await prepare({ kind: "postgres", url });
  }, 120_000);
  afterAll(() => cluster.end());

  let cycles = 0;
  async function openCycle(seed: number): Promise<Cycle & { readonly url: string }> {
    cycles += 1;
    const own = await cluster.createDatabase(`record_${cycles}`, "prepared");
    const cycle = createCycle({ target: { kind: "postgres", url: own }, seed, ...prepared });
    onTestFinished(() => {
      cycle.end();
    });
    return { ...cycle, url: own };
  }

  test("of hazid before and after the commit of each step", { timeout: 600_000 }, async () => {
    const places = runCommits.flatMap((action) => [
      [action, "before the commit"] as const,
      [action, "after the commit"] as const,
    ]);
    await killAtEach(await openCycle(1), places);
  });

  test("of hazid at twenty random moments of mixed work", { timeout: 600_000 }, async () => {
    const seed = chooseSeed();
    const cycle = await openCycle(seed);
    const { unansweredAtKill } = await killAtRandom(cycle, 20, makeRandom(seed));
    expect(unansweredAtKill.filter((count) => count > 0).length).toBeGreaterThan(5);
    expect(cycle.counts().unanswered).toBe(0);
  });

  test(
    "of the process that serves a connection; hazid lives on",
    { timeout: 600_000 },
    async () => {
      const seed = chooseSeed();
      const cycle = await openCycle(seed);
      const random = makeRandom(seed);
      const { failedCalls } = await strikeDatabase(
        cycle,
        { strike: () => cluster.killBackend(cycle.url), ready: cluster.ready },
        [
          waitAt("run.start", "before the commit"),
          waitAt("run.step draft", "before the commit"),
          waitAt("run.step queue", "before the commit"),
          waitAt("run.step queue", "after the commit"),
          waitAt("suggestion.accept", "before the commit"),
          waitAt("hazard.score", "after the commit"),
          ...Array.from({ length: 4 }, () => random),
        ],
      );
      expect(failedCalls).toBeGreaterThan(3);
    },
  );

  test("of the whole server; hazid lives on once it is back", { timeout: 600_000 }, async () => {
    const seed = chooseSeed();
    const cycle = await openCycle(seed);
    const random = makeRandom(seed);
    const { failedCalls } = await strikeDatabase(
      cycle,
      { strike: cluster.killServer, ready: cluster.ready },
      [
        waitAt("run.step queue", "before the commit"),
        waitAt("suggestion.accept", "before the commit"),
        ...Array.from({ length: 3 }, () => random),
      ],
    );
    expect(failedCalls).toBeGreaterThan(1);
  });
});
