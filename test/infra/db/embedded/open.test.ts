import { once } from "node:events";
import { existsSync, readdirSync, statSync, watch, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { DataFolderError } from "../../../../src/infra/db/embedded/errors.ts";
import { openEmbeddedDatabase } from "../../../../src/infra/db/embedded/open.ts";
import { findShippedTemplate } from "../../../../src/infra/db/embedded/template.ts";
import { makeFolder, makeHolder, openWithPool, startChild } from "./support.ts";
import { acquireLock } from "../../../../src/infra/db/embedded/lock.ts";

const toolsOfAllQueries = `
  SELECT '[1,2]'::vector <-> '[1,4]' AS distance,
         to_tsvector('english', 'hazards') @@ to_tsquery('english', 'hazard') AS stems`;

describe("a data folder", () => {
  test("is filled at its first open and keeps what was committed", async () => {
    const dataDir = join(makeFolder(), "a long name ".repeat(12).trim(), "data");
    const first = await openWithPool({ dataDir });
    await first.pool.query("CREATE TABLE kept (id int)");
    await first.pool.query("INSERT INTO kept VALUES (1)");
    expect((await first.pool.query(toolsOfAllQueries)).rows).toEqual([
      { distance: 2, stems: true },
    ]);
    await first.close();
    expect(readdirSync(dataDir)).toEqual(["database"]);
    for (const folder of [dataDir, join(dataDir, "database")]) {
      expect(statSync(folder).mode & 0o077, "only its user may look inside").toBe(0);
    }

    const second = await openWithPool({ dataDir });
    expect((await second.pool.query("SELECT id FROM kept")).rows).toEqual([{ id: 1 }]);
    await second.close();
  });

  test("is initialised without a template when the template is another PGlite's", async () => {
    const other = join(makeFolder(), "pgdata-0.0.1.tar.br");
    writeFileSync(other, "not even an archive");
    const opened = await openWithPool({ dataDir: makeFolder(), templateFile: other });
    expect((await opened.pool.query(toolsOfAllQueries)).rows).toHaveLength(1);
    await opened.close();
  }, 60_000);

  test("is opened only by the process that holds its lock", async () => {
    const dataDir = makeFolder();
    await expect(openEmbeddedDatabase({ dataDir })).rejects.toThrow("found none");
    writeFileSync(join(dataDir, "lock.json"), JSON.stringify(await makeHolder({ pid: 1 })));
    const refusal = openEmbeddedDatabase({ dataDir });
    await expect(refusal).rejects.toThrow("found one of process 1");
    await expect(refusal).rejects.toBeInstanceOf(DataFolderError);
    expect(readdirSync(dataDir)).toEqual(["lock.json"]);
  });

  test("has lost nothing after its process was killed", async () => {
    const dataDir = makeFolder();
    const child = startChild("holder-child.ts", dataDir, "open");
    await child.nextLine();
    child.say("go");
    expect([await child.nextLine(), await child.nextLine()]).toEqual(["held", "wrote"]);
    child.process.kill("SIGKILL");
    await child.ended;
    const opened = await openWithPool({ dataDir });
    expect((await opened.pool.query("SELECT id FROM kept")).rows).toEqual([{ id: 1 }]);
    await opened.close();
  });

  test("never looks complete while it is being filled", async () => {
    const dataDir = makeFolder();
    const child = startChild("holder-child.ts", dataDir, "open");
    await child.nextLine();
    const watcher = watch(dataDir);
    child.say("go");
    while (!existsSync(join(dataDir, "database.unfinished"))) await once(watcher, "change");
    child.process.kill("SIGKILL");
    await child.ended;
    watcher.close();
    expect(readdirSync(dataDir)).not.toContain("database");

    const opened = await openWithPool({ dataDir });
    expect((await opened.pool.query(toolsOfAllQueries)).rows).toHaveLength(1);
    await opened.close();
    expect(readdirSync(dataDir)).toEqual(["database"]);
  });
});

describe("the socket", () => {
  test("is in a folder of this user only, and is gone after the close", async () => {
    const { database, close } = await openWithPool({ dataDir: "memory" });
    const folder = database.poolConfig.host;
    expect(dirname(folder)).toBe(tmpdir());
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).toEqual([".s.PGSQL.5432"]);
    await close();
    await database.close();
    expect(existsSync(folder)).toBe(false);
  });

  test("is not left behind by an open that fails", async () => {
    const dataDir = makeFolder();
    const temporary = makeFolder();
    vi.stubEnv("TMPDIR", temporary);
    await acquireLock(dataDir, await makeHolder());
    writeFileSync(join(dataDir, "database"), "");
    await expect(openEmbeddedDatabase({ dataDir })).rejects.toThrow("expected a folder");
    vi.unstubAllEnvs();
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe("the engine", () => {
  test("leaves the event loop free while it works", async () => {
    const opened = await openWithPool({ dataDir: "memory" });
    let turns = 0;
    let working = true;
    const turn = (): void => {
      turns += 1;
      if (working) setImmediate(turn);
    };
    setImmediate(turn);
    await opened.pool.query("SELECT sum(length(md5(g::text))) FROM generate_series(1, 20000) AS g");
    working = false;
    expect(turns).toBeGreaterThan(100);
    await opened.close();
  });

  test("that crashes is heard of, fails queries and can be closed", async () => {
    const opened = await openWithPool({ dataDir: makeFolder() });
    opened.pool.on("error", () => undefined);
    const fault = new Promise<Error>((resolve) => {
      opened.database.onFault(resolve);
    });
    // COPY from a client is what PGlite cannot do: it ends the engine.
    await opened.pool.query("CREATE TABLE target (id int)");
    await expect(opened.pool.query("COPY target FROM STDIN")).rejects.toThrow();
    expect((await fault).message).toBe(
      "the embedded database stopped: terminating connection because protocol synchronization was lost",
    );
    await expect(opened.pool.query("SELECT 1")).rejects.toThrow();
    const late = await new Promise<Error>((resolve) => {
      opened.database.onFault(resolve);
    });
    expect(late).toBe(await fault);
    await opened.close();
  });
});

test("the shipped template is the installed PGlite's", () => {
  expect(existsSync(findShippedTemplate())).toBe(true);
});
