import { customType, timestamp, uuid } from "drizzle-orm/pg-core";
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
