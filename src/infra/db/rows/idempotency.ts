import { and, eq } from "drizzle-orm";
import type { Tx } from "../../../app/ports.ts";
import { idempotencyKey } from "../schema.ts";
import type { Session } from "./session.ts";

export const createIdempotency = ({ db, organisation }: Session): Tx["idempotency"] => {
  const at = (key: string) =>
    and(eq(idempotencyKey.organisationId, organisation), eq(idempotencyKey.key, key));
  return {
    async find(key, hold) {
      const found = db.select().from(idempotencyKey).where(at(key));
      const [row] = await (hold === undefined ? found : found.for("update"));
      return row === undefined ? null : { requestHash: row.requestHash, answer: row.answer };
    },
    async reserve(key, requestHash, createdAt) {
      // A second request with the key waits here until the first one commits or rolls back.
      const added = await db
        .insert(idempotencyKey)
        .values({ organisationId: organisation, key, requestHash, createdAt })
        .onConflictDoNothing()
        .returning({ key: idempotencyKey.key });
      if (added.length === 1) return null;
      const [row] = await db.select().from(idempotencyKey).where(at(key));
      if (row === undefined) throw new Error("a reserved idempotency key is gone");
      return { requestHash: row.requestHash, answer: row.answer };
    },
    async answer(key, answer) {
      await db.update(idempotencyKey).set({ answer }).where(at(key));
    },
  };
};
