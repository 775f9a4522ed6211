import { sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../../../app/ports.ts";
import { $Change } from "../../../domain/diff/diff.ts";
import { lenses } from "../../../domain/facet/kinds.ts";
import { agreements, outcomes } from "../../../domain/insight/insight.ts";
import { $RejectCode } from "../../../domain/suggestion/suggestion.ts";
import type { Session } from "./session.ts";

const $alike = z.strictObject({
  drafter: z.string(),
  kind: z.enum(["rules", "model", "stand-in"]),
  lens: z.enum(lenses),
  stands: z.enum([...outcomes, "waiting"]),
  reason: $RejectCode.nullable(),
  own_view: z.boolean(),
  suggestions: z.int(),
  undone: z.int(),
});
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
  const decisions = (product: string | null): SQL => sql`select * from decision d
    where d.organisation_id = ${organisation} and d.suggestion_id is not null
    ${within(sql`d.suggestion_id`, product)}`;

  return {
    async alike(product) {
      const { rows } = await db.execute(sql`
        with made as (${decisions(product)}),
        newest as (
          select distinct on (suggestion_id) suggestion_id, verb, reason, changes <> '[]' as edited
          from made order by suggestion_id, ordinal desc),
        undone as (
          select suggestion_id, count(*)::int as times from made where verb = 'undo' group by 1),
        viewed as (
          select distinct suggestion_id from own_view where organisation_id = ${organisation})
        select s.drafter,
          case when s.stands_in then 'stand-in'
            when starts_with(r.drafter, 'model ' || s.drafter || ' ') then 'model'
            else 'rules' end as kind,
          s.lens,
          case s.state when 'pending' then 'waiting' when 'deferred' then 'defer'
            when 'rejected' then 'reject' when 'merged' then 'merge'
            else case when n.verb = 'add-cause' then 'add-cause'
              when n.edited then 'edit' else 'accept' end end as stands,
          case when s.state = 'rejected' then n.reason end as reason,
          v.suggestion_id is not null as own_view,
          count(*)::int as suggestions,
          coalesce(sum(u.times), 0)::int as undone
        from suggestion s
        join run r on r.organisation_id = s.organisation_id and r.id = s.run_id
        left join newest n on n.suggestion_id = s.id
        left join undone u on u.suggestion_id = s.id
        left join viewed v on v.suggestion_id = s.id
        where s.organisation_id = ${organisation}
          ${product === null ? sql`` : sql`and s.product_id = ${product}`}
        group by 1, 2, 3, 4, 5, 6`);
      return z
        .array($alike)
        .parse(rows)
        .map(({ drafter, kind, own_view: ownView, ...row }) => ({
          ...row,
          ownView,
          drafted: { kind, model: kind === "model" ? drafter : null },
        }));
    },
    async edits(product, limit) {
      const { rows } = await db.execute<{ changes: string }>(sql`
        with newest as (
          select distinct on (suggestion_id) verb, changes, ordinal
          from (${decisions(product)}) made order by suggestion_id, ordinal desc)
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
