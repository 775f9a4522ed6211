import { bigint, customType, timestamp, uuid } from "drizzle-orm/pg-core";
import { organisation } from "./organisation.ts";

/** Any number of dimensions: several embedders live side by side, each with its own index. */
export const vector = customType<{ data: string; driverData: string }>({
  dataType: () => "vector",
});
export const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

/** A moment in UTC with milliseconds, read and written as text. */
export const moment = (name: string) =>
  timestamp(name, { withTimezone: true, precision: 3, mode: "string" });

/** The organisation is the first column of every key: no query can forget whose rows it reads. */
export const organisationId = () =>
  uuid("organisation_id")
    .notNull()
    .references(() => organisation.id);

/** What every row says that a named person added and nobody changes. */
export const said = () => ({
  organisationId: organisationId(),
  id: uuid("id").notNull(),
  /** The order in which they were recorded, whatever the clock said. */
  ordinal: bigint("ordinal", { mode: "number" }).generatedAlwaysAsIdentity().notNull(),
  accountId: uuid("account_id").notNull(),
  at: moment("at").notNull(),
});
