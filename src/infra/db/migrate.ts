import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import type { Pool } from "pg";
import { localOrganisation, sharedBankOrganisation } from "./organisations.ts";

const migrationsFolder = fileURLToPath(new URL("../../../db/migrations", import.meta.url));

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
