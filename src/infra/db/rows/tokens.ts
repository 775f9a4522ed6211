import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { Tx } from "../../../app/ports.ts";
import { tokenKinds, type Token } from "../../../domain/token/token.ts";
import { account, token } from "../schema.ts";
import { toAccount } from "./accounts.ts";
import { isUuid, toIso, type Session } from "./session.ts";

const $kind = z.enum(tokenKinds);

const toToken = (row: typeof token.$inferSelect): Token => ({
  id: row.id,
  kind: $kind.parse(row.kind),
  account: row.accountId,
  parent: row.parentId,
  hash: row.hash,
  label: row.label,
  createdAt: toIso(row.createdAt),
  createdBy: row.createdBy,
  expiresAt: row.expiresAt === null ? null : toIso(row.expiresAt),
  revokedAt: row.revokedAt === null ? null : toIso(row.revokedAt),
});

export const createTokens = ({ db, organisation }: Session): Tx["tokens"] => {
  const own = eq(token.organisationId, organisation);
  const ofAccount = and(
    eq(account.organisationId, token.organisationId),
    eq(account.id, token.accountId),
  );
  const parent = alias(token, "parent");
  return {
    async add({ account: accountId, parent: parentId, ...added }) {
      await db
        .insert(token)
        .values({ organisationId: organisation, accountId, parentId, ...added });
    },
    async byHash(hash) {
      const [row] = await db
        .select({ token, account, parent })
        .from(token)
        .innerJoin(account, ofAccount)
        .leftJoin(
          parent,
          and(eq(parent.organisationId, token.organisationId), eq(parent.id, token.parentId)),
        )
        .where(and(own, eq(token.hash, hash)));
      if (row === undefined) return null;
      return {
        token: toToken(row.token),
        account: toAccount(row.account),
        parent: row.parent === null ? null : toToken(row.parent),
      };
    },
    async find(id) {
      if (!isUuid(id)) return null;
      const [row] = await db
        .select({ token, account })
        .from(token)
        .innerJoin(account, ofAccount)
        .where(and(own, eq(token.id, id)));
      return row === undefined
        ? null
        : { token: toToken(row.token), account: toAccount(row.account) };
    },
    async list() {
      const rows = await db
        .select({ token, account })
        .from(token)
        .innerJoin(account, ofAccount)
        .where(own)
        .orderBy(asc(token.createdAt), asc(token.id));
      return rows.map((row) => ({ token: toToken(row.token), account: toAccount(row.account) }));
    },
    async revoke(ids, at) {
      await db
        .update(token)
        .set({ revokedAt: at })
        .where(and(own, inArray(token.id, [...ids]), isNull(token.revokedAt)));
    },
  };
};
