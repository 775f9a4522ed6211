import { and, asc, desc, eq, inArray, or, sql } from "drizzle-orm";
import type { Tx } from "../../../app/ports.ts";
import { $Standard, type Product, type ProductVersion } from "../../../domain/product/product.ts";
import type { SuggestionState } from "../../../domain/suggestion/suggestion.ts";
import { hazard, product, productVersion, suggestion } from "../schema.ts";
import { declaredScheme } from "./schemes.ts";
import { isUuid, jsonOf, type Session } from "./session.ts";

/** With the scheme that the product declares now. */
const columns = {
  id: product.id,
  slug: product.slug,
  name: product.name,
  standard: product.standard,
  scheme: declaredScheme,
} as const;
const toProduct = (row: Omit<Product, "standard"> & { standard: string }): Product => ({
  ...row,
  standard: $Standard.parse(row.standard),
});

const toVersion = (row: typeof productVersion.$inferSelect): ProductVersion => ({
  id: row.id,
  product: row.productId,
  number: row.number,
  description: row.description,
  hash: row.hash,
});

const series = { run: "next_run", suggestion: "next_suggestion", hazard: "next_hazard" } as const;

export const createProducts = ({ db, organisation }: Session): Tx["products"] => ({
  async list() {
    const rows = await db
      .select(columns)
      .from(product)
      .where(eq(product.organisationId, organisation))
      .orderBy(asc(product.name));
    return rows.map(toProduct);
  },
  async page({ name, after, limit }) {
    const rest =
      after === null
        ? undefined
        : sql`(${product.name}, ${product.id}) > (select p.name, p.id from product p
            where p.organisation_id = ${organisation} and p.id = ${after})`;
    const holds =
      name === "" ? undefined : sql`position(lower(${name}) in lower(${product.name})) > 0`;
    const rows = await db
      .select({ id: product.id })
      .from(product)
      .where(and(eq(product.organisationId, organisation), holds, rest))
      .orderBy(asc(product.name), asc(product.id))
      .limit(limit);
    return rows.map(({ id }) => id);
  },
  async lines(ids) {
    const same = (table: typeof suggestion | typeof hazard | typeof productVersion) =>
      sql`${table.organisationId} = ${product.organisationId} and ${table.productId} = ${product.id}`;
    const stands = sql`(select ${jsonOf("v.content")} ->> 'status' from hazard_version v
      where v.organisation_id = ${hazard.organisationId} and v.hazard_id = ${hazard.id}
      order by v.version desc limit 1) <> 'withdrawn'`;
    const inState = (state: SuggestionState) =>
      sql<number>`(select count(*)::int from ${suggestion} where ${same(suggestion)} and ${suggestion.state} = ${state})`;
    const rows = await db
      .select({
        product: columns,
        version: sql<number>`(select coalesce(max(${productVersion.number}), 0)::int from ${productVersion} where ${same(productVersion)})`,
        pending: inState("pending"),
        deferred: inState("deferred"),
        hazards: sql<number>`(select count(*)::int from ${hazard} where ${same(hazard)} and ${stands})`,
      })
      .from(product)
      .where(
        and(
          eq(product.organisationId, organisation),
          ids === undefined ? undefined : inArray(product.id, [...ids]),
        ),
      )
      .orderBy(asc(product.name), asc(product.id));
    return rows.map(({ product: row, ...counts }) => ({ ...toProduct(row), ...counts }));
  },
  async find(ref) {
    const named = or(eq(product.slug, ref), eq(product.name, ref));
    const [row] = await db
      .select(columns)
      .from(product)
      .where(
        and(
          eq(product.organisationId, organisation),
          isUuid(ref) ? or(eq(product.id, ref), named) : named,
        ),
      )
      .orderBy(asc(product.createdAt))
      .limit(1);
    return row === undefined ? null : toProduct(row);
  },
  async add(added, at) {
    await db.insert(product).values({ organisationId: organisation, ...added, createdAt: at });
  },
  async addVersion({ product: productId, ...version }, at) {
    await db
      .insert(productVersion)
      .values({ organisationId: organisation, productId, ...version, createdAt: at });
  },
  async latestVersion(productId) {
    const [row] = await db
      .select()
      .from(productVersion)
      .where(
        and(
          eq(productVersion.organisationId, organisation),
          eq(productVersion.productId, productId),
        ),
      )
      .orderBy(desc(productVersion.number))
      .limit(1);
    return row === undefined ? null : toVersion(row);
  },
  async version(id) {
    const [row] = await db
      .select()
      .from(productVersion)
      .where(and(eq(productVersion.organisationId, organisation), eq(productVersion.id, id)));
    return row === undefined ? null : toVersion(row);
  },
  async versions(productId) {
    const rows = await db
      .select()
      .from(productVersion)
      .where(
        and(
          eq(productVersion.organisationId, organisation),
          eq(productVersion.productId, productId),
        ),
      )
      .orderBy(asc(productVersion.number));
    return rows.map(toVersion);
  },
  async numbered(productId, number) {
    const [row] = await db
      .select()
      .from(productVersion)
      .where(
        and(
          eq(productVersion.organisationId, organisation),
          eq(productVersion.productId, productId),
          eq(productVersion.number, number),
        ),
      );
    return row === undefined ? null : toVersion(row);
  },
  async takeNumbers(productId, name, count) {
    const column = sql.identifier(series[name]);
    const { rows } = await db.execute<{ first: number }>(sql`
      update product set ${column} = ${column} + ${count}
      where organisation_id = ${organisation} and id = ${productId}
      returning ${column} - ${count} as first`);
    const [row] = rows;
    if (row === undefined) throw new Error(`product ${productId} is gone`);
    return row.first;
  },
});
