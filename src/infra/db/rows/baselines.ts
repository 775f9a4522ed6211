import { and, desc, eq } from "drizzle-orm";
import type { Tx } from "../../../app/ports.ts";
import type { BaselineLine } from "../../../app/records.ts";
import { account, baseline } from "../schema.ts";
import { toPerson } from "./people.ts";
import { toIso, type Session } from "./session.ts";

/** What a list names: not the content, which is a whole log. */
const line = {
  id: baseline.id,
  product: baseline.productId,
  number: baseline.number,
  productVersion: baseline.productVersion,
  hash: baseline.hash,
  meaning: baseline.meaning,
  reason: baseline.reason,
  at: baseline.at,
} as const;

export const createBaselines = ({ db, organisation }: Session): Tx["baselines"] => {
  const of = (product: string) =>
    and(eq(baseline.organisationId, organisation), eq(baseline.productId, product));
  const by = and(eq(account.organisationId, organisation), eq(account.id, baseline.accountId));
  return {
    async add({ product: productId, account: accountId, ...added }) {
      await db
        .insert(baseline)
        .values({ organisationId: organisation, productId, accountId, ...added });
    },
    async list(product) {
      const rows = await db
        .select({ line, account })
        .from(baseline)
        .innerJoin(account, by)
        .where(of(product))
        .orderBy(desc(baseline.number));
      return rows.map((row): BaselineLine => ({
        ...row.line,
        at: toIso(row.line.at),
        by: toPerson(row.account),
      }));
    },
    async find(product, number) {
      const [row] = await db
        .select({ line, content: baseline.content, account })
        .from(baseline)
        .innerJoin(account, by)
        .where(and(of(product), eq(baseline.number, number)));
      if (row === undefined) return null;
      const { content } = row;
      return { ...row.line, at: toIso(row.line.at), by: toPerson(row.account), content };
    },
  };
};
