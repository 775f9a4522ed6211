import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../../../app/ports.ts";
import type { Suggestion } from "../../../app/records.ts";
import { $Candidate } from "../../../domain/candidate/candidate.ts";
import { canonicalText } from "../../../domain/hash/canonical.ts";
import { suggestionMoves, suggestionStates } from "../../../domain/suggestion/suggestion.ts";
import { suggestion } from "../schema.ts";
import { isUuid, jsonOf, numberOf, type Session } from "./session.ts";

const $state = z.enum(suggestionStates);
const $origin = z.strictObject({ cell: z.string(), entry: z.string() });
const $absorbed = z.array($origin);
const $taken = z.strictObject({ origin: $origin, content: $Candidate });
const toSuggestion = (row: typeof suggestion.$inferSelect): Suggestion => ({
  id: row.id,
  ref: `S-${row.number}`,
  product: row.productId,
  productVersion: row.productVersionId,
  run: row.runId,
  rank: row.rank,
  situation: row.situation,
  content: $Candidate.parse(JSON.parse(row.content)),
  hash: row.hash,
  state: $state.parse(row.state),
});

export const createSuggestions = ({ db, organisation }: Session): Tx["suggestions"] => {
  const own = eq(suggestion.organisationId, organisation);
  return {
    async add(added) {
      if (added.length === 0) return;
      await db
        .insert(suggestion)
        .values(
          added.map(({ product, productVersion, run, content, at, ...rest }) => ({
            organisationId: organisation,
            productId: product,
            productVersionId: productVersion,
            runId: run,
            content: canonicalText(content),
            state: "pending",
            createdAt: at,
            ...rest,
          })),
        )
        .onConflictDoNothing();
    },
    async find(ref, product) {
      const number = numberOf("S", ref);
      if (number === null && !isUuid(ref)) return [];
      const named = number === null ? eq(suggestion.id, ref) : eq(suggestion.number, number);
      const inProduct = product === undefined ? undefined : eq(suggestion.productId, product);
      const rows = await db
        .select()
        .from(suggestion)
        .where(and(own, named, inProduct));
      return rows.map(toSuggestion);
    },
    async list({ product, state, run }) {
      const rows = await db
        .select()
        .from(suggestion)
        .where(
          and(
            own,
            product === undefined ? undefined : eq(suggestion.productId, product),
            state === undefined ? undefined : eq(suggestion.state, state),
            run === undefined ? undefined : eq(suggestion.runId, run),
          ),
        )
        .orderBy(
          sql`(${suggestion.state} <> 'pending')`,
          asc(suggestion.productId),
          asc(suggestion.rank),
          asc(suggestion.number),
        );
      return rows.map(toSuggestion);
    },
    async bySituation(product, situations) {
      if (situations.length === 0) return [];
      const rows = await db
        .select()
        .from(suggestion)
        .where(
          and(
            own,
            eq(suggestion.productId, product),
            inArray(suggestion.situation, [...situations]),
          ),
        )
        .orderBy(asc(suggestion.number));
      return rows.map(toSuggestion);
    },
    async situations(product, among) {
      if (among.length === 0) return [];
      const rows = await db
        .select({ situation: suggestion.situation })
        .from(suggestion)
        .where(
          and(own, eq(suggestion.productId, product), inArray(suggestion.situation, [...among])),
        );
      return [...new Set(rows.map(({ situation }) => situation))];
    },
    async withIds(ids) {
      if (ids.length === 0) return [];
      const rows = await db
        .select()
        .from(suggestion)
        .where(and(own, inArray(suggestion.id, [...ids])));
      return rows.map(toSuggestion);
    },
    async move(id, verb) {
      const { from, to } = suggestionMoves[verb];
      const rows = await db
        .update(suggestion)
        .set({ state: to })
        .where(and(own, eq(suggestion.id, id), inArray(suggestion.state, [...from])))
        .returning({ id: suggestion.id });
      return rows.length === 1;
    },
    async mergedInto(into) {
      const newest = sql`(select coalesce(d.into_id, d.hazard_id) from decision d
        where d.organisation_id = ${suggestion.organisationId} and d.suggestion_id = ${suggestion.id}
        order by d.ordinal desc limit 1)`;
      // Found by the decisions that name it: not every merged suggestion is looked at.
      const named = sql`${suggestion.id} in (select d.suggestion_id from decision d
        where d.organisation_id = ${organisation} and (d.into_id = ${into} or d.hazard_id = ${into}))`;
      const rows = await db
        .select()
        .from(suggestion)
        .where(and(own, eq(suggestion.state, "merged"), named, sql`${newest} = ${into}`))
        .orderBy(asc(suggestion.number));
      return rows.map(toSuggestion);
    },
    async takenIn(id) {
      const outputOf = (step: "rank" | "check") => sql`
        select ${jsonOf("r.output")} as output, s.origin from suggestion s
        join run_step r on r.organisation_id = s.organisation_id and r.run_id = s.run_id
          and r.step = ${step} and r.state = 'done'
        where s.organisation_id = ${organisation} and s.id = ${id}`;
      const { rows: merged } = await db.execute(sql`
        select draft -> 'absorbed' as absorbed
        from (${outputOf("rank")}) as ranked, jsonb_array_elements(ranked.output) as draft
        where (draft -> 'origin' ->> 'cell') || ' ' || (draft -> 'origin' ->> 'entry') = ranked.origin`);
      const absorbed = $absorbed.parse(merged[0]?.["absorbed"] ?? []);
      if (absorbed.length === 0) return [];
      const { rows } = await db.execute(sql`
        select draft -> 'origin' as origin, draft -> 'content' as content
        from (${outputOf("check")}) as checked, jsonb_array_elements(checked.output -> 'checked') as draft
        where ${JSON.stringify(absorbed)}::jsonb @> jsonb_build_array(draft -> 'origin')`);
      const drafts = rows.map((row) => $taken.parse(row));
      return absorbed.flatMap(
        ({ cell, entry }) =>
          drafts.find(({ origin }) => origin.cell === cell && origin.entry === entry) ?? [],
      );
    },
  };
};
