import pg from "pg";
import { acquireLock } from "../../../../src/infra/db/embedded/lock.ts";
import { openEmbeddedDatabase } from "../../../../src/infra/db/embedded/open.ts";
import { readThisProcess } from "../../../../src/infra/db/embedded/process-identity.ts";

/** A first start with ordinary work after it; says the peak memory of the whole process in MB. */
const [dataDir = ""] = process.argv.slice(2);
await acquireLock(dataDir, {
  ...(await readThisProcess()),
  kind: "command",
  command: "identify",
  callSocket: null,
});
const database = await openEmbeddedDatabase({ dataDir });
const pool = new pg.Pool(database.poolConfig);
await pool.query("CREATE TABLE entry (id int PRIMARY KEY, words text, at vector(64))");
// V8 optimises what runs often: enough statements for it to reach the SQL grammar.
for (let id = 0; id < 400; id += 1) {
  await pool.query(
    `INSERT INTO entry SELECT $1::int, repeat('prescribing ', 20), array_fill(random(), ARRAY[64])::vector`,
    [id],
  );
}
await pool.query(
  `SELECT id FROM entry WHERE to_tsvector('english', words) @@ to_tsquery('prescribe')
   ORDER BY at <=> (SELECT at FROM entry WHERE id = 7) LIMIT 20`,
);
await pool.end();
await database.close();
process.stdout.write(`${Math.round(process.resourceUsage().maxRSS / 1024)}\n`);
