import { and, asc, desc, eq, gt, inArray, sql, type SQL } from "drizzle-orm";
import type { Tx } from "../../../app/ports.ts";
import type { HazardVersion } from "../../../app/records.ts";
import { canonicalText } from "../../../domain/hash/canonical.ts";
import { $HazardContent } from "../../../domain/hazard/content.ts";
import { $Hazard, type Hazard } from "../../../domain/hazard/hazard.ts";
import { declaredName } from "../../../domain/risk/scheme.ts";
import { hazard, hazardVersion, product } from "../schema.ts";
import { createJudgements } from "./judgements.ts";
import { createOrigins } from "./origins.ts";
import { declaredScheme } from "./schemes.ts";
import { isUuid, numberOf, toIso, type Session } from "./session.ts";

const toVersion = (row: typeof hazardVersion.$inferSelect): HazardVersion => ({
  hazard: row.hazardId,
  content: $HazardContent.parse(JSON.parse(row.content)),
  hash: row.hash,
  decision: row.decisionId,
  at: toIso(row.at),
});

export const createHazards = (session: Session): Tx["hazards"] => {
  const { db, organisation } = session;
  const own = eq(hazard.organisationId, organisation);
  /** A number alone is no hazard: a decision put its first version there. */
  const entered = sql`exists (select from ${hazardVersion} v where v.organisation_id = ${hazard.organisationId}
    and v.hazard_id = ${hazard.id} and v.version = 1)`;
  const judgements = createJudgements(session);
  const origins = createOrigins(session);

  const rowsOf = (where: SQL | undefined, limit: number | null) => {
    const rows = db
      .select({
        hazard,
        scheme: declaredScheme,
        latest: sql<number>`(select max(p.number)::int from product_version p
          where p.organisation_id = ${hazard.organisationId} and p.product_id = ${hazard.productId})`,
      })
      .from(hazard)
      .innerJoin(
        product,
        and(eq(product.organisationId, hazard.organisationId), eq(product.id, hazard.productId)),
      )
      .where(and(own, entered, where))
      .orderBy(asc(hazard.productId), asc(hazard.number));
    return limit === null ? rows : rows.limit(limit);
  };

  const standing = (ids: string[]) =>
    db
      .selectDistinctOn([hazardVersion.hazardId])
      .from(hazardVersion)
      .where(
        and(eq(hazardVersion.organisationId, organisation), inArray(hazardVersion.hazardId, ids)),
      )
      .orderBy(asc(hazardVersion.hazardId), desc(hazardVersion.version));

  /** Reads whole hazards in a fixed number of statements, however many there are. */
  async function load(where: SQL | undefined, limit: number | null = null): Promise<Hazard[]> {
    const rows = await rowsOf(where, limit);
    if (rows.length === 0) return [];
    const ids = rows.map((row) => row.hazard.id);
    const originOf = await origins.of(rows.map((row) => row.hazard));
    const versions = new Map((await standing(ids)).map((row) => [row.hazardId, toVersion(row)]));
    const judged = await judgements.newestOf(ids);
    return rows.map(({ hazard: row, ...about }) => {
      const stands = versions.get(row.id);
      if (stands === undefined) throw new Error(`hazard ${row.id} has no version`);
      const now = {
        content: stands.content,
        productVersion: about.latest,
        scheme: declaredName(about.scheme),
      };
      return $Hazard.parse({
        id: row.id,
        ref: `H-${row.number}`,
        product: row.productId,
        ...stands.content,
        hash: stands.hash,
        ...judged(row.id, now),
        origin: originOf(row),
      });
    });
  }

  return {
    async add({ product: productId, suggestion: suggestionId, ...added }, at) {
      await db
        .insert(hazard)
        .values({ organisationId: organisation, productId, suggestionId, ...added, createdAt: at });
    },
    async addVersion({ hazard: hazardId, content, hash, decision: decisionId, at }) {
      const rows = await db
        .insert(hazardVersion)
        .values({
          organisationId: organisation,
          hazardId,
          version: content.version,
          content: canonicalText(content),
          hash,
          decisionId,
          at,
        })
        .onConflictDoNothing()
        .returning({ version: hazardVersion.version });
      return rows.length === 1;
    },
    async find(ref, inProduct) {
      const number = numberOf("H", ref);
      if (number === null && !isUuid(ref)) return [];
      const named = number === null ? eq(hazard.id, ref) : eq(hazard.number, number);
      const narrowed =
        inProduct === undefined ? named : and(named, eq(hazard.productId, inProduct));
      return load(narrowed ?? named);
    },
    list: (inProduct) => load(eq(hazard.productId, inProduct)),
    page: (inProduct, after, limit) =>
      load(and(eq(hazard.productId, inProduct), gt(hazard.number, after)), limit),
    ofProducts: async (products) =>
      products.length === 0 ? [] : load(inArray(hazard.productId, [...products])),
    async ofSuggestion(id) {
      const found = await load(eq(hazard.suggestionId, id));
      return found.find(({ status }) => status !== "withdrawn") ?? null;
    },
    async versions(id) {
      const rows = await db
        .select()
        .from(hazardVersion)
        .where(and(eq(hazardVersion.organisationId, organisation), eq(hazardVersion.hazardId, id)))
        .orderBy(asc(hazardVersion.version));
      return rows.map(toVersion);
    },
    addScore: judgements.addScore,
    addEvaluation: judgements.addEvaluation,
    scores: judgements.scores,
    evaluations: judgements.evaluations,
  };
};
