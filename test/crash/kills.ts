import { setTimeout as wait } from "node:timers/promises";
import { runSteps } from "../../src/domain/run/step.ts";
import { expect } from "vitest";
import type { Cycle } from "./crash-cycle.ts";
import type { Moment, Trap } from "./messages.ts";

/** Every commit of a run, in order: its start and its steps. */
export const runCommits: readonly string[] = [
  "run.start",
  ...runSteps.map((step) => `run.step ${step}`),
];

/** Commits of calls to a language model, one of each kind, in order. */
export const callCommits: readonly string[] = [
  "run.call profile",
  "run.call draft-function F1",
  "run.call draft-interactions",
  "run.call gaps",
  "run.call check 1",
  "run.call merge",
  "run.call rank",
];

/** Kills a worker at each of these places, one process after the other; each next one resumes and goes on. */
export async function killAtEach(
  cycle: Cycle,
  places: readonly (readonly [action: string, moment: Moment])[],
  isFaultOfThePlace: (breach: string, before: Moment | null) => boolean = () => false,
): Promise<void> {
  let last: Moment | null = null;
  for (const [action, moment] of [...places, [null, null] as const]) {
    const trap: Trap | null = action === null ? null : { action, moment, act: "die" };
    const worker = await cycle.recover(trap ?? undefined);
    const breaches = worker.breaches.filter((breach) => !isFaultOfThePlace(breach, last));
    expect(breaches, `before ${String(action)} ${String(moment)}`).toEqual([]);
    last = moment;
    if (trap === null) {
      worker.kill();
      await worker.readToDeath();
      return;
    }
    worker.goOn();
    let at = "";
    for (let line = await worker.nextLine(); line !== null; line = await worker.nextLine()) {
      if (line.is === "failed") throw new Error(`a call failed at ${action}: ${line.fault}`);
      if (line.is === "trapped") ({ at } = line);
    }
    expect([action, at, await worker.readToDeath()]).toEqual([action, moment, "SIGKILL"]);
  }
}

/** A round of the mixed work says some forty lines; a run is at work for a quarter of a second. */
const [mostLines, longestRunMs, longestCallMs] = [44, 250, 12];

/** Kills a worker after a number of its lines and a while, both random; the next one resumes and goes on. */
export async function killAtRandom(
  cycle: Cycle,
  kills: number,
  random: () => number,
): Promise<{ unansweredAtKill: number[] }> {
  const unansweredAtKill: number[] = [];
  for (let kill = 1; kill <= kills + 1; kill += 1) {
    const worker = await cycle.recover();
    expect(worker.breaches, `after kill ${kill - 1}`).toEqual([]);
    if (kill <= kills) {
      worker.goOn();
      let isRunning = false;
      for (let lines = Math.ceil(random() * mostLines); lines > 0; lines -= 1) {
        const line = await worker.nextLine();
        if (line?.is === "failed") throw new Error(`call ${line.key} failed: ${line.fault}`);
        if (line === null) throw new Error(`a worker died by itself: ${worker.errors()}`);
        isRunning = line.is === "announced" && line.intent.verb === "run.identify";
      }
      // Not to wait for something, but to come at a moment that nothing announces.
      await wait(random() * (isRunning ? longestRunMs : longestCallMs));
    }
    worker.kill();
    expect(await worker.readToDeath()).toBe("SIGKILL");
    if (kill <= kills) unansweredAtKill.push(cycle.counts().unanswered);
  }
  return { unansweredAtKill };
}

/** Answers that a worker is to get after the database was struck, before it is killed itself. */
const answersAfterStrike = 12;

/**
 * Strikes the database while a worker is at work: at a trap, or at a random moment. The worker lives on,
 * sends again what failed, and is killed later; the next one finds the record whole.
 */
export async function strikeDatabase(
  cycle: Cycle,
  { strike, ready }: { strike(): Promise<unknown>; ready(): Promise<unknown> },
  at: readonly (Trap | (() => number))[],
): Promise<{ failedCalls: number }> {
  let failedCalls = 0;
  for (const moment of at) {
    const trap = typeof moment === "function" ? null : moment;
    const worker = await cycle.recover(trap ?? undefined);
    const place = trap === null ? "at random" : `${trap.action}, ${trap.moment}`;
    expect(worker.breaches, `before a strike ${place}`).toEqual([]);
    worker.goOn();
    if (typeof moment === "function") {
      for (let lines = Math.ceil(moment() * mostLines); lines > 0; lines -= 1) {
        await worker.nextLine();
      }
      await wait(moment() * longestCallMs);
    } else {
      for (let line = await worker.nextLine(); line?.is !== "trapped";) {
        if (line === null) throw new Error(`the worker died ${place}`);
        line = await worker.nextLine();
      }
    }
    await strike();
    worker.goOn();
    for (let answers = 0; answers < answersAfterStrike;) {
      const line = await worker.nextLine();
      if (line === null)
        throw new Error(`the worker died of a strike ${place}: ${worker.errors()}`);
      if (line.is === "acknowledged") answers += 1;
      if (line.is !== "failed") continue;
      failedCalls += 1;
      await ready();
      worker.goOn();
    }
    worker.kill();
    await worker.readToDeath();
  }
  const last = await cycle.recover();
  expect(last.breaches).toEqual([]);
  last.kill();
  await last.readToDeath();
  return { failedCalls };
}
