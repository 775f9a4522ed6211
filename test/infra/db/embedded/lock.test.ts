import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DataFolderError, LockedError } from "../../../../src/infra/db/embedded/errors.ts";
import { toLockMark } from "../../../../src/infra/db/embedded/lock-file.ts";
import { acquireLock, readLiveHolder } from "../../../../src/infra/db/embedded/lock.ts";
import { requirement } from "../../../support/requirement.ts";
import { makeFolder, makeHolder, startChild } from "./support.ts";

const cannotBeRefused = requirement(
  process.getuid?.() === 0 ? "this user (root) may write everywhere" : null,
);

/** Larger than any process number that Linux or macOS gives out. */
const noProcess = 2 ** 30;

function writeLock(dataDir: string, text: string): void {
  writeFileSync(join(dataDir, "lock.json"), text);
}

describe("a free folder", () => {
  test("is made when it is missing, held, and given free again", async () => {
    const dataDir = join(makeFolder(), "deep", "data");
    const holder = await makeHolder({ kind: "server", command: "serve" });
    const lock = await acquireLock(dataDir, holder);
    expect(await readLiveHolder(dataDir)).toEqual(holder);
    await lock.release();
    expect(await readLiveHolder(dataDir)).toBeNull();
    expect(readdirSync(dataDir)).toEqual([]);
  });

  test("tells others where the holder answers calls, once it does", async () => {
    const dataDir = makeFolder();
    const lock = await acquireLock(dataDir, await makeHolder());
    await lock.update({ callSocket: "/run/hazid/call.sock" });
    expect(await readLiveHolder(dataDir)).toMatchObject({ callSocket: "/run/hazid/call.sock" });
    await lock.release();
    expect(existsSync(join(dataDir, "lock.json"))).toBe(false);
  });

  test("that does not exist has no holder", async () => {
    expect(await readLiveHolder(join(makeFolder(), "missing"))).toBeNull();
  });
});

describe("a held folder", () => {
  test("is refused, with the holder's facts", async () => {
    const dataDir = makeFolder();
    const holder = await makeHolder({ kind: "server", command: "serve --port 3000" });
    await acquireLock(dataDir, holder);
    const refusal = acquireLock(dataDir, await makeHolder());
    await expect(refusal).rejects.toBeInstanceOf(LockedError);
    await expect(refusal).rejects.toMatchObject({ holder });
    await expect(refusal).rejects.toThrow(`process ${process.pid}`);
  });

  test("is still held when a former holder releases late", async () => {
    const dataDir = makeFolder();
    const former = await acquireLock(dataDir, await makeHolder({ command: "former" }));
    const current = await makeHolder({ command: "current" });
    writeLock(dataDir, JSON.stringify(current));
    await former.release();
    expect(await readLiveHolder(dataDir)).toEqual(current);
  });

  test("by a process on another host is not examined from here: it counts as live", async () => {
    const dataDir = makeFolder();
    writeLock(dataDir, JSON.stringify(await makeHolder({ pid: noProcess, host: "elsewhere" })));
    await expect(acquireLock(dataDir, await makeHolder())).rejects.toThrow(
      /on elsewhere .* delete lock\.json/,
    );
  });
});

test("a running process whose start is not known counts as the holder", async () => {
  const dataDir = makeFolder();
  writeLock(dataDir, JSON.stringify(await makeHolder({ processStartedAt: "unknown" })));
  await expect(acquireLock(dataDir, await makeHolder())).rejects.toBeInstanceOf(LockedError);
});

describe("a stale lock", () => {
  test.each([
    ["its process is gone", { pid: noProcess }],
    ["its number belongs to a later process", { processStartedAt: "another boot:1" }],
  ])("is taken when %s", async (_, stale) => {
    const dataDir = makeFolder();
    writeLock(dataDir, JSON.stringify(await makeHolder(stale)));
    expect(await readLiveHolder(dataDir)).toBeNull();
    const holder = await makeHolder({ command: "next" });
    await acquireLock(dataDir, holder);
    expect(await readLiveHolder(dataDir)).toEqual(holder);
    expect(readdirSync(dataDir)).toEqual(["lock.json"]);
  });

  test("is taken by one of many that find it together", async () => {
    const dataDir = makeFolder();
    writeLock(dataDir, JSON.stringify(await makeHolder({ pid: noProcess })));
    const holders = await Promise.all(
      Array.from({ length: 12 }, (_, n) => makeHolder({ command: `rival ${n}` })),
    );
    const outcomes = await Promise.allSettled(holders.map((each) => acquireLock(dataDir, each)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(LockedError);
    }
    expect(readdirSync(dataDir)).toEqual(["lock.json"]);
  });

  test("is left to the live process that is about to take it", async () => {
    const dataDir = makeFolder();
    const stale = JSON.stringify(await makeHolder({ pid: noProcess }));
    writeLock(dataDir, stale);
    const taker = await makeHolder({ command: "taker" });
    writeFileSync(join(dataDir, `lock.json.stale-${toLockMark(stale)}`), JSON.stringify(taker));
    const refusal = acquireLock(dataDir, await makeHolder());
    await expect(refusal).rejects.toMatchObject({ holder: taker });
    expect(readFileSync(join(dataDir, "lock.json"), "utf8")).toBe(stale);
  });

  test("is taken although a process died while taking it", async () => {
    const dataDir = makeFolder();
    const stale = JSON.stringify(await makeHolder({ pid: noProcess }));
    writeLock(dataDir, stale);
    writeFileSync(
      join(dataDir, `lock.json.stale-${toLockMark(stale)}`),
      JSON.stringify(await makeHolder({ pid: noProcess - 1 })),
    );
    await acquireLock(dataDir, await makeHolder());
    expect(readdirSync(dataDir)).toEqual(["lock.json"]);
  });
});

describe("several processes", () => {
  test("of four that want one folder, one gets it", async () => {
    const dataDir = makeFolder();
    writeLock(dataDir, JSON.stringify(await makeHolder({ pid: noProcess })));
    const rivals = Array.from({ length: 4 }, () => startChild("holder-child.ts", dataDir));
    await Promise.all(rivals.map((rival) => rival.nextLine()));
    for (const rival of rivals) rival.say("go");
    const outcomes = await Promise.all(rivals.map((rival) => rival.nextLine()));
    expect(outcomes.sort()).toEqual(["held", "locked out", "locked out", "locked out"]);
  });

  test("a holder that is killed leaves a lock that the next process takes", async () => {
    const dataDir = makeFolder();
    const holder = startChild("holder-child.ts", dataDir);
    await holder.nextLine();
    holder.say("go");
    expect(await holder.nextLine()).toBe("held");
    expect(await readLiveHolder(dataDir)).toMatchObject({ pid: holder.process.pid });
    await expect(acquireLock(dataDir, await makeHolder())).rejects.toBeInstanceOf(LockedError);

    holder.process.kill("SIGKILL");
    await holder.ended;
    expect(await readLiveHolder(dataDir)).toBeNull();
    await acquireLock(dataDir, await makeHolder());
  });
});

describe("a folder that cannot be locked", () => {
  test("is refused when a file is in its place", async () => {
    const file = join(makeFolder(), "data");
    writeFileSync(file, "");
    for (const dataDir of [file, join(file, "below")]) {
      const refusal = acquireLock(dataDir, await makeHolder());
      await expect(refusal).rejects.toBeInstanceOf(DataFolderError);
      await expect(refusal).rejects.toMatchObject({ facts: { expected: "a folder" } });
    }
  });

  test.each([
    ["empty", ""],
    ["not JSON", "{"],
    ["without a process", `{"host":"here"}`],
  ])("is refused when the lock file is %s, and the file is left", async (_, text) => {
    const dataDir = makeFolder();
    writeLock(dataDir, text);
    await expect(acquireLock(dataDir, await makeHolder())).rejects.toThrow("delete that file");
    await expect(readLiveHolder(dataDir)).rejects.toBeInstanceOf(DataFolderError);
    expect(readdirSync(dataDir)).toEqual(["lock.json"]);
  });

  test("is refused when it may not be written", cannotBeRefused, async () => {
    const dataDir = join(makeFolder(), "data");
    mkdirSync(dataDir, { mode: 0o500 });
    await expect(acquireLock(dataDir, await makeHolder())).rejects.toThrow("no permission");
  });
});
