import { pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

export const organisation = pgTable("organisation", {
  id: uuid("id").primaryKey(),
  name: text("name").notNull(),
  currentAccountId: uuid("current_account_id"),
  createdAt: timestamp("created_at", {
    withTimezone: true,
    precision: 3,
    mode: "string",
  }).notNull(),
});
