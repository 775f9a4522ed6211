import { randomBytes } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toStartFailure } from "../../../../src/infra/db/embedded/cluster-check.ts";
import { DataFolderError } from "../../../../src/infra/db/embedded/errors.ts";
import { hashFiles, makeFolder, openWithPool } from "./support.ts";

/** pg_class and the first piece of WAL; a cluster made from the template has them under these names. */
const catalogue = "base/5/1259";

let sound: string;
beforeAll(async () => {
  sound = mkdtempSync(join(tmpdir(), "hazid-test-sound-"));
  const opened = await openWithPool({ dataDir: sound });
  await opened.pool.query("CREATE TABLE row AS SELECT 1 AS id");
  await opened.close();
});
afterAll(() => {
  rmSync(sound, { recursive: true });
});

type Damage = (path: (name: string) => string) => void;
const scramble =
  (name: string): Damage =>
  (path) => {
    writeFileSync(path(name), randomBytes(statSync(path(name)).size));
  };
const halve =
  (name: string): Damage =>
  (path) => {
    truncateSync(path(name), statSync(path(name)).size / 2);
  };
const remove =
  (name: string): Damage =>
  (path) => {
    rmSync(path(name), { recursive: true });
  };

const damages: [string, string, Damage][] = [
  ["PG_VERSION holds random bytes", "the text 18", scramble("PG_VERSION")],
  ["PG_VERSION is missing", "the text 18", remove("PG_VERSION")],
  [
    "it is another PostgreSQL's",
    "one of PostgreSQL 17",
    (path) => {
      writeFileSync(path("PG_VERSION"), "17\n");
    },
  ],
  ["pg_control holds random bytes", "incompatible with server", scramble("global/pg_control")],
  ["pg_control is cut short", "found 4096 bytes", halve("global/pg_control")],
  ["pg_control is missing", "found 0 bytes", remove("global/pg_control")],
  ["a catalogue holds random bytes", "invalid page in block 0", scramble(catalogue)],
  ["a catalogue is cut short", "could not open relation", halve(catalogue)],
  ["a map of relations is scrambled", "invalid data", scramble("base/5/pg_filenode.map")],
  [
    "the WAL holds random bytes",
    "could not locate a valid checkpoint record",
    (path) => {
      for (const name of readdirSync(path("pg_wal")).filter((file) => file.length === 24)) {
        scramble(`pg_wal/${name}`)(path);
      }
    },
  ],
  ["the WAL folder is missing", 'WAL directory "pg_wal" does not exist', remove("pg_wal")],
  ["its tables are missing", "does not exist", remove("base")],
];

describe("a damaged database is refused and left as it was, when", () => {
  test.each(damages)("%s", async (_, found, damage) => {
    const dataDir = makeFolder();
    const folder = join(dataDir, "database");
    cpSync(join(sound, "database"), folder, { recursive: true });
    damage((name) => join(folder, name));
    const before = hashFiles(folder);

    const refusal = openWithPool({ dataDir });
    await expect(refusal).rejects.toBeInstanceOf(DataFolderError);
    await expect(refusal).rejects.toThrow(found);
    const path: unknown = expect.stringMatching(`^${folder}`);
    await expect(refusal).rejects.toMatchObject({ facts: { path } });
    expect(hashFiles(folder)).toEqual(before);
    expect(readdirSync(dataDir)).toEqual(["database"]);
  });
});

describe("a start that fails names its real cause when", () => {
  test.each([
    ["the disk is full", "could not write to file: No space left on device", "room on its disk"],
    ["a copy met a full disk", "Error: ENOSPC: no space left on device, write", "room on its disk"],
    ["a file is another user's", "could not open file: Permission denied", "this user may read"],
  ])("%s", (_, words, expected) => {
    const error = toStartFailure("/data/database", words, null);
    expect(error.facts.expected).toContain(expected);
    expect(error.message).not.toContain("damaged");
  });
});

test("a sound database is opened by the same steps", async () => {
  const dataDir = makeFolder();
  cpSync(join(sound, "database"), join(dataDir, "database"), { recursive: true });
  const opened = await openWithPool({ dataDir });
  expect((await opened.pool.query("SELECT id FROM row")).rows).toEqual([{ id: 1 }]);
  await opened.close();
});

test("an empty folder in the database's place is filled", async () => {
  const dataDir = makeFolder();
  mkdirSync(join(dataDir, "database"));
  const opened = await openWithPool({ dataDir });
  expect((await opened.pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  await opened.close();
  expect(readFileSync(join(dataDir, "database", "PG_VERSION"), "utf8")).toBe("18\n");
});
