import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "../../../app/ports.ts";
import { $Account, type Account } from "../../../domain/actor/actor.ts";
import { account, organisation } from "../schema.ts";
import type { Session } from "./session.ts";

export const toAccount = ({ id, name, role, body, number }: typeof account.$inferSelect): Account =>
  $Account.parse({ id, name, role, body, number });

export const createAccounts = ({ db, organisation: own }: Session): Tx["accounts"] => ({
  async current() {
    const [row] = await db
      .select({ account })
      .from(organisation)
      .innerJoin(
        account,
        and(
          eq(account.organisationId, organisation.id),
          eq(account.id, organisation.currentAccountId),
        ),
      )
      .where(eq(organisation.id, own));
    return row === undefined ? null : toAccount(row.account);
  },
  async find(id) {
    const [row] = await db
      .select()
      .from(account)
      .where(and(eq(account.organisationId, own), eq(account.id, id)));
    return row === undefined ? null : toAccount(row);
  },
  async findSame({ name, role, body, number }) {
    const [row] = await db
      .select()
      .from(account)
      .where(
        and(
          eq(account.organisationId, own),
          eq(account.name, name),
          eq(account.role, role),
          body === null ? isNull(account.body) : eq(account.body, body),
          number === null ? isNull(account.number) : eq(account.number, number),
        ),
      );
    return row === undefined ? null : toAccount(row);
  },
  async add(added, at) {
    await db.insert(account).values({ organisationId: own, ...added, createdAt: at });
  },
  async setCurrent(id) {
    await db.update(organisation).set({ currentAccountId: id }).where(eq(organisation.id, own));
  },
});
