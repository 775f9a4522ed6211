import type { Desk, OpenRecord } from "./record.ts";

/** As somebody who owns the database changes it: with its triggers off. `$1` is the organisation. */
export async function tamper(
  record: OpenRecord,
  table: string,
  sql: string,
  desk: Pick<Desk, "organisation">,
): Promise<void> {
  await record.sql(`alter table ${table} disable trigger all`);
  await record.sql(sql, [desk.organisation]);
  await record.sql(`alter table ${table} enable trigger all`);
}
