import { once } from "node:events";
import { LockedError } from "../../../../src/infra/db/embedded/errors.ts";
import { acquireLock } from "../../../../src/infra/db/embedded/lock.ts";
import { openEmbeddedDatabase } from "../../../../src/infra/db/embedded/open.ts";
import { readThisProcess } from "../../../../src/infra/db/embedded/process-identity.ts";
import pg from "pg";

/**
 * Competes for a data folder: says `ready`, waits for a line, then says `held` or `locked out`, and
 * holds until it is killed. With `open` it also opens the database, writes a row and says `wrote`.
 */
const [dataDir = "", mode] = process.argv.slice(2);
const holder = {
  ...(await readThisProcess()),
  kind: "server" as const,
  command: "serve",
  callSocket: null,
};
say("ready");
await once(process.stdin, "data");
try {
  await acquireLock(dataDir, holder);
  say("held");
  if (mode === "open") await openAndWrite();
} catch (error) {
  say(error instanceof LockedError ? "locked out" : String(error));
}

async function openAndWrite(): Promise<void> {
  const database = await openEmbeddedDatabase({ dataDir });
  const pool = new pg.Pool(database.poolConfig);
  await pool.query("CREATE TABLE kept (id int)");
  await pool.query("INSERT INTO kept VALUES (1)");
  say("wrote");
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
