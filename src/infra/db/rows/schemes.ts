import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { Tx } from "../../../app/ports.ts";
import type { KeptScheme } from "../../../app/records.ts";
import { canonicalText, hashOf } from "../../../domain/hash/canonical.ts";
import {
  $RiskScheme,
  exampleScheme,
  readSchemeName,
  schemeName,
  shippedScheme,
  type RiskScheme,
} from "../../../domain/risk/scheme.ts";
import { account, riskSchemeVersion, schemeDeclaration } from "../schema.ts";
import { toPerson } from "./people.ts";
import { toIso, type Session } from "./session.ts";

/**
 * What counts for a row of `product`: the scheme that it declared last, else the one that it began with. Its
 * columns are named in full: drizzle leaves the table's name out where it selects from one table.
 */
export const declaredScheme = sql<string>`coalesce((select d.scheme from scheme_declaration d
  where d.organisation_id = product.organisation_id and d.product_id = product.id
  order by d.ordinal desc limit 1), product.scheme)`;

const shipped = (scheme: RiskScheme): KeptScheme => ({
  name: schemeName(scheme),
  scheme,
  hash: hashOf(scheme),
  by: null,
  at: null,
});

export const createSchemes = ({ db, organisation }: Session): Tx["schemes"] => {
  const own = eq(riskSchemeVersion.organisationId, organisation);
  const select = () =>
    db
      .select({ version: riskSchemeVersion, account })
      .from(riskSchemeVersion)
      .innerJoin(
        account,
        and(eq(account.organisationId, organisation), eq(account.id, riskSchemeVersion.accountId)),
      );
  const toKept = ({ version, account: by }: Awaited<ReturnType<typeof select>>[number]) => {
    const scheme = $RiskScheme.parse(JSON.parse(version.content));
    const { hash } = version;
    return {
      name: schemeName({ id: version.scheme, version: version.version }),
      scheme,
      hash,
      by: toPerson(by),
      at: toIso(version.at),
    };
  };
  return {
    async add({ id, account: accountId, at, scheme, hash }) {
      await db.insert(riskSchemeVersion).values({
        organisationId: organisation,
        id,
        accountId,
        at,
        scheme: scheme.id,
        version: scheme.version,
        content: canonicalText(scheme),
        hash,
      });
    },
    async list() {
      const rows = await select()
        .where(own)
        .orderBy(asc(riskSchemeVersion.scheme), desc(riskSchemeVersion.version));
      return [shipped(exampleScheme), ...rows.map(toKept)];
    },
    async find(name) {
      const scheme = shippedScheme(name);
      if (scheme !== null) return shipped(scheme);
      const asked = readSchemeName(name);
      if (asked === null) return null;
      const version =
        asked.version === null ? undefined : eq(riskSchemeVersion.version, asked.version);
      const [row] = await select()
        .where(and(own, eq(riskSchemeVersion.scheme, asked.id), version))
        .orderBy(desc(riskSchemeVersion.version))
        .limit(1);
      return row === undefined ? null : toKept(row);
    },
    async declare({ product: productId, account: accountId, ...declaration }) {
      await db
        .insert(schemeDeclaration)
        .values({ organisationId: organisation, productId, accountId, ...declaration });
    },
    async declarations(productId) {
      const rows = await db
        .select({ declaration: schemeDeclaration, account })
        .from(schemeDeclaration)
        .innerJoin(
          account,
          and(
            eq(account.organisationId, organisation),
            eq(account.id, schemeDeclaration.accountId),
          ),
        )
        .where(
          and(
            eq(schemeDeclaration.organisationId, organisation),
            eq(schemeDeclaration.productId, productId),
          ),
        )
        .orderBy(desc(schemeDeclaration.ordinal));
      return rows.map(({ declaration: { id, scheme, reason, at }, account: by }) => ({
        id,
        scheme,
        reason,
        at: toIso(at),
        by: toPerson(by),
      }));
    },
  };
};
