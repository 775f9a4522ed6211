import { and, eq, inArray, or, sql, type SQL } from "drizzle-orm";
import type { Confidentiality } from "../../../domain/bank/entry.ts";
import { sharedBankOrganisation } from "../organisations.ts";
import { bankEntry } from "../schema.ts";

const is = (...classes: readonly Confidentiality[]): SQL =>
  inArray(bankEntry.confidentiality, [...classes]);

/**
 * The entries whose text may be shown here: of the shared bank what may leave it, of the organisation's
 * own what is not one product's alone, and what is `product`'s. Every statement that reads a text says so.
 */
export function mayBeShown(organisation: string, product: string | null): SQL {
  const classes = [is("organisation", "may-leave")];
  if (product !== null) {
    classes.push(sql`(${is("product-only")} and ${eq(bankEntry.productId, product)})`);
  }
  const own = and(eq(bankEntry.organisationId, organisation), or(...classes));
  const shared = and(eq(bankEntry.organisationId, sharedBankOrganisation), is("may-leave"));
  return sql`(${own} or ${shared})`;
}
