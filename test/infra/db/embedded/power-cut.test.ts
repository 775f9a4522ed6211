import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { openEngine } from "../../../../src/infra/db/embedded/engine.ts";
import type { SharedSession } from "../../../../src/infra/db/embedded/shared-session.ts";
import { findShippedTemplate, loadTemplate } from "../../../../src/infra/db/embedded/template.ts";
import { recordDisk, type DiskRecorder } from "./disk-recorder.ts";
import { makeFolder } from "./support.ts";

let recorder: DiskRecorder | null = null;
afterEach(() => {
  recorder?.stop();
  recorder = null;
});

const open = (dataDir: string): Promise<SharedSession> =>
  openEngine({
    dataDir,
    loadTemplate: () => loadTemplate(findShippedTemplate()),
    onFault: (message) => {
      throw new Error(message);
    },
  });

async function readIds(session: SharedSession): Promise<number[]> {
  return (await session.query<{ id: number }>("SELECT id FROM kept ORDER BY id")).rows.map(
    ({ id }) => id,
  );
}

const survivals: [string, (index: number) => boolean][] = [
  ["nothing", () => false],
  ["every second file", (index) => index % 2 === 0],
];

describe("a power cut", () => {
  test("loses no acknowledged row, whatever of the unsynced writes survives", async () => {
    const dataDir = makeFolder();
    recorder = recordDisk(dataDir);
    const session = await open(dataDir);
    await session.exec("CREATE TABLE kept (id int PRIMARY KEY, filler text)");
    const acknowledged: number[] = [];
    for (let id = 1; id <= 20; id += 1) {
      await session.query("INSERT INTO kept VALUES ($1::int, repeat(md5($1::int::text), 40))", [
        id,
      ]);
      acknowledged.push(id);
      if (id === 8) await session.exec("CHECKPOINT");
      if (id === 10) await session.exec("UPDATE kept SET filler = upper(filler)");
      if (id !== 12 && id !== 20) continue;
      for (const [survivor, survives] of survivals) {
        const image = join(makeFolder(), "image");
        recorder.copyAfterPowerCut(image, survives);
        const after = await open(image);
        expect(await readIds(after), `after ${id}, ${survivor} survived`).toEqual(acknowledged);
        await after.close();
      }
    }
    await session.close();
  }, 60_000);

  test("right after the first open leaves a whole database", async () => {
    const dataDir = makeFolder();
    recorder = recordDisk(dataDir);
    const session = await open(dataDir);
    const image = join(makeFolder(), "image");
    recorder.copyAfterPowerCut(image, () => false);
    const after = await open(image);
    await after.exec("CREATE TABLE kept (id int)");
    expect(await readIds(after)).toEqual([]);
    await after.close();
    await session.close();
  });
});

test("every commit is synced before it is answered", async () => {
  const dataDir = makeFolder();
  recorder = recordDisk(dataDir);
  const session = await open(dataDir);
  await session.exec("CREATE TABLE kept (id int)");
  for (let id = 1; id <= 5; id += 1) {
    const before = recorder.syncs();
    await session.query("INSERT INTO kept VALUES ($1)", [id]);
    expect(recorder.syncs()).toBeGreaterThan(before);
  }
  await session.close();
});
