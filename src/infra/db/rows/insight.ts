import { sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../../../app/ports.ts";
import { $Change } from "../../../domain/diff/diff.ts";
import { importedDrafter } from "../../../domain/candidate/imported.ts";
import { drafterKinds } from "../../../domain/draft/say-drafter.ts";
import { lenses } from "../../../domain/facet/kinds.ts";
import { agreements, outcomes } from "../../../domain/insight/insight.ts";
import { $RejectCode } from "../../../domain/suggestion/suggestion.ts";
import type { Session } from "./session.ts";

/** What suggestions are alike in, in the order in which the statement below puts it. */
const $alike = z.tuple([
  z.string(),
  z.enum(drafterKinds),
  z.enum(lenses),
  z.enum([...outcomes, "waiting"]),
  $RejectCode.nullable(),
  z.boolean(),
]);
const $agreement = z.strictObject({ agreement: z.enum(agreements).nullable(), views: z.int() });
const $changes = z.array($Change);

/** Counts over all decisions of a product or of the organisation, each in one statement. */
export const createInsight = ({ db, organisation }: Session): Tx["insight"] => {
  /** Keeps to the suggestions of a product, if one is asked for. */
  const within = (column: SQL, product: string | null): SQL =>
    product === null
      ? sql``
      : sql`and ${column} in (select id from suggestion
          where organisation_id = ${organisation} and product_id = ${product})`;
  const decisions = (product: string | null): SQL => sql`decision d
    where d.organisation_id = ${organisation} and d.suggestion_id is not null
    ${within(sql`d.suggestion_id`, product)}`;

  return {
    async alike(product) {
      // Grouped by one value: by six, PostgreSQL sorts every suggestion first.
      const { rows } = await db.execute<{ alike: string; suggestions: number; undone: number }>(sql`
        with newest as (
          select distinct on (d.suggestion_id) d.suggestion_id, d.verb, d.reason,
            d.changes <> '[]' as edited
          from ${decisions(product)} order by d.suggestion_id, d.ordinal desc),
        undone as (
          select d.suggestion_id, count(*)::int as times
          from ${decisions(product)} and d.verb = 'undo' group by 1),
        viewed as (
          select distinct suggestion_id from own_view where organisation_id = ${organisation})
        select json_build_array(s.drafter,
            case when s.drafter = ${importedDrafter.id} then 'imported'
              when s.stands_in then 'stand-in'
              when starts_with(r.drafter, 'model ' || s.drafter || ' ') then 'model'
              else 'rules' end,
            s.lens,
            case s.state when 'pending' then 'waiting' when 'deferred' then 'defer'
              when 'rejected' then 'reject' when 'merged' then 'merge'
              else case when n.verb = 'add-cause' then 'add-cause'
                when n.edited then 'edit' else 'accept' end end,
            case when s.state = 'rejected' then n.reason end,
            v.suggestion_id is not null)::text as alike,
          count(*)::int as suggestions,
          coalesce(sum(u.times), 0)::int as undone
        from suggestion s
        join run r on r.organisation_id = s.organisation_id and r.id = s.run_id
        left join newest n on n.suggestion_id = s.id
        left join undone u on u.suggestion_id = s.id
        left join viewed v on v.suggestion_id = s.id
        where s.organisation_id = ${organisation}
          ${product === null ? sql`` : sql`and s.product_id = ${product}`}
        group by 1`);
      return rows.map(({ alike, suggestions, undone }) => {
        const [drafter, kind, lens, stands, reason, ownView] = $alike.parse(JSON.parse(alike));
        const drafted = { kind, model: kind === "model" ? drafter : null };
        return { drafted, lens, stands, reason, ownView, suggestions, undone };
      });
    },
    async edits(product, limit) {
      const { rows } = await db.execute<{ changes: string }>(sql`
        with newest as (
          select distinct on (d.suggestion_id) d.verb, d.changes, d.ordinal
          from ${decisions(product)} order by d.suggestion_id, d.ordinal desc)
        select changes from newest where verb = 'accept' and changes <> '[]'
        order by ordinal desc limit ${limit}`);
      return rows.map(({ changes }) => $changes.parse(JSON.parse(changes)));
    },
    async ownViews(product) {
      const { rows } = await db.execute(sql`
        select a.agreement, count(*)::int as views
        from own_view o
        left join lateral (
          select agreement from view_agreement a
          where a.organisation_id = o.organisation_id and a.view_id = o.id
          order by a.ordinal desc limit 1) a on true
        where o.organisation_id = ${organisation} ${within(sql`o.suggestion_id`, product)}
        group by 1`);
      const found = z.array($agreement).parse(rows);
      const of = (agreement: (typeof agreements)[number]): number =>
        found.find((row) => row.agreement === agreement)?.views ?? 0;
      return {
        written: found.reduce((all, { views }) => all + views, 0),
        agreement: { same: of("same"), partly: of("partly"), different: of("different") },
      };
    },
  };
};
