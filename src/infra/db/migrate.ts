import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import type { Pool } from "pg";
import { sharedBankOrganisation } from "./rows/bank.ts";

const migrationsFolder = fileURLToPath(new URL("../../../db/migrations", import.meta.url));

/** The organisation of an installation that serves only one. */
export const localOrganisation = "00000000-0000-7000-8000-000000000002";

/** Brings the schema up to date and makes the two organisations that every installation has. */
export async function migrateDatabase(pool: Pool, now: string): Promise<void> {
  const db = drizzle(pool);
  await migrate(db, { migrationsFolder });
  await db.execute(sql`
    insert into organisation (id, name, created_at)
    values (${sharedBankOrganisation}, 'Shared hazard bank', ${now}),
      (${localOrganisation}, 'This organisation', ${now})
    on conflict do nothing`);
}
