import { and, asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../../../app/ports.ts";
import type { CoveringHazard, CoveringSuggestion } from "../../../app/records.ts";
import { $Account } from "../../../domain/actor/actor.ts";
import { coverageVerbs, type CoverageDecision } from "../../../domain/coverage/coverage.ts";
import { suggestionStates } from "../../../domain/suggestion/suggestion.ts";
import { account, coverageDecision } from "../schema.ts";
import { $marks, marksOf } from "./left-out.ts";
import { jsonOf, toIso, type Session } from "./session.ts";

const $verb = z.enum(coverageVerbs);
const $suggestion = z.strictObject({
  id: z.string(),
  ref: z.string(),
  title: z.string(),
  cell: z.string(),
  about: z.string(),
  state: z.enum(suggestionStates),
  hazard: z.string().nullable(),
  into: z.string().nullable(),
  createdAt: z.string().transform(toIso),
  ...$marks,
});
const $hazard = z.strictObject({
  id: z.string(),
  ref: z.string(),
  name: z.string(),
  withdrawn: z.boolean(),
  suggestion: z.string().nullable(),
  sources: z.array(z.string()),
  place: z.string().nullable(),
});

/** What people decided about places, and what the places of a product hold: a line each, no whole content. */
export const createCoverage = ({ db, organisation }: Session): Tx["coverage"] => ({
  async add({ product: productId, by, ...decision }) {
    await db
      .insert(coverageDecision)
      .values({ organisationId: organisation, productId, accountId: by.id, ...decision });
  },
  async decisions(product) {
    const rows = await db
      .select({ decision: coverageDecision, account })
      .from(coverageDecision)
      .innerJoin(
        account,
        and(
          eq(account.organisationId, coverageDecision.organisationId),
          eq(account.id, coverageDecision.accountId),
        ),
      )
      .where(
        and(
          eq(coverageDecision.organisationId, organisation),
          eq(coverageDecision.productId, product),
        ),
      )
      .orderBy(asc(coverageDecision.ordinal));
    return rows.map(
      ({ decision, account: { id, name, role, body, number } }): CoverageDecision => ({
        id: decision.id,
        product: decision.productId,
        productVersion: decision.productVersion,
        cell: decision.cell,
        verb: $verb.parse(decision.verb),
        reason: decision.reason,
        by: $Account.parse({ id, name, role, body, number }),
        at: toIso(decision.at),
      }),
    );
  },
  async suggestions(product) {
    const { rows } = await db.execute(sql`
      select s.id, 'S-' || s.number as ref, s.title, s.cell, s.state, s.created_at::text as "createdAt",
        ${jsonOf("s.content")} ->> 'function' as about, ${marksOf(jsonOf("s.content"))},
        newest.hazard_id as hazard, newest.into_id as into
      from suggestion s left join lateral (
        select d.hazard_id, d.into_id from decision d
        where d.organisation_id = s.organisation_id and d.suggestion_id = s.id
        order by d.ordinal desc limit 1) newest on true
      where s.organisation_id = ${organisation} and s.product_id = ${product}
      order by s.number`);
    return rows.map((row): CoveringSuggestion => $suggestion.parse(row));
  },
  async hazards(product) {
    const { rows } = await db.execute(sql`
      select h.id, 'H-' || h.number as ref, h.suggestion_id as suggestion,
        newest.content ->> 'name' as name, newest.content ->> 'place' as place, newest.content ->> 'status' = 'withdrawn' as withdrawn,
        jsonb_path_query_array(newest.content, '$.causes[*].from.suggestion')
          || jsonb_path_query_array(newest.content, '$.controls[*].from.suggestion') as sources
      from hazard h join lateral (
        select ${jsonOf("v.content")} as content from hazard_version v
        where v.organisation_id = h.organisation_id and v.hazard_id = h.id
        order by v.version desc limit 1) newest on true
      where h.organisation_id = ${organisation} and h.product_id = ${product}
      order by h.number`);
    return rows.map((row): CoveringHazard => $hazard.parse(row));
  },
});
