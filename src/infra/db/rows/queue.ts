import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../../../app/ports.ts";
import type { QueueRow } from "../../../app/records.ts";
import { $Candidate, nearnessWords } from "../../../domain/candidate/candidate.ts";
import { $Imported, sayImported } from "../../../domain/candidate/imported.ts";
import { suggestionStates, suggestionVerbs } from "../../../domain/suggestion/suggestion.ts";
import { findStretch, filtered } from "./queue-stretch.ts";
import { jsonOf, toIso, type Session } from "./session.ts";

const content = $Candidate.shape;
const $state = z.enum(suggestionStates);
const $verb = z.enum(suggestionVerbs);
const $Row = z.object({
  id: z.string(),
  number: z.int(),
  product: z.string(),
  product_name: z.string(),
  product_slug: z.string(),
  rank: z.int(),
  beyond_limit: z.boolean(),
  taken_out_of: z.string().nullable(),
  joined: z.int(),
  state: $state,
  title: content.title,
  hazard: content.hazard,
  cell: content.cell,
  lens: content.lens,
  condition: content.condition,
  untailored: content.untailored,
  drafter: content.drafter,
  causes: z.int(),
  run: z.string(),
  nearness: z.enum(nearnessWords).nullable(),
  imported: $Imported.pick({ kind: true, of: true, ref: true }).strip().nullable(),
  assumptions: z.int(),
  run_drafter: z.string(),
  verb: $verb.nullable(),
  at: z.string().nullable(),
  decided_by: z.string().nullable(),
});

function toRow(found: unknown): QueueRow {
  const row = $Row.parse(found);
  const { verb, at, decided_by: by } = row;
  return {
    id: row.id,
    ref: `S-${row.number}`,
    product: row.product,
    productName: row.product_name,
    productSlug: row.product_slug,
    rank: row.rank,
    beyondLimit: row.beyond_limit,
    takenOutOf: row.taken_out_of,
    joined: row.joined,
    state: row.state,
    title: row.title,
    hazard: row.hazard,
    cell: row.cell,
    lens: row.lens,
    condition: row.condition,
    untailored: row.untailored,
    drafter: row.drafter,
    causes: row.causes,
    run: row.run,
    nearness: row.nearness,
    imported: row.imported === null ? null : sayImported(row.imported),
    assumptions: row.assumptions,
    runDrafter: row.run_drafter,
    newest: verb === null || at === null || by === null ? null : { verb, at: toIso(at), by },
  };
}

/** A rank of a run is one candidate's: who else has it was taken out of that one. */
const takenOutOf = sql`(select 'S-' || min(whole.number) from suggestion whole
  where whole.organisation_id = s.organisation_id and whole.run_id = s.run_id
    and whole.rank = s.rank and whole.number < s.number)`;
const $Placing = z.strictObject({
  of: z.int(),
  beyondLimit: z.boolean(),
  takenOutOf: z.string().nullable(),
});

export const createQueue = ({ db, organisation }: Session): Tx["queue"] => ({
  find: (stretch) => findStretch(db, organisation, stretch),
  async rows(ids) {
    if (ids.length === 0) return [];
    const asked = sql`unnest(${sql.param([...ids])}::uuid[]) with ordinality as asked (id, place)`;
    const { rows } = await db.execute(sql`
      -- What a run ranked, and what it left out, it kept with what it had joined into each.
      with kept as materialized (
        select s.run_id as run, case when s.rank > r."limit" then 'merge' else 'rank' end as step
        from ${asked}
        join suggestion s on s.organisation_id = ${organisation} and s.id = asked.id
        join run r on r.organisation_id = s.organisation_id and r.id = s.run_id
        group by 1, 2),
      outputs as materialized (
        select kept.run, ${jsonOf("t.output")} as output
        from kept
        join run_step t on t.organisation_id = ${organisation} and t.run_id = kept.run
          and t.step = kept.step and t.state = 'done'),
      drafts as materialized (
        select outputs.run, (one #>> '{origin,cell}') || ' ' || (one #>> '{origin,entry}') as origin,
          max(jsonb_array_length(one -> 'absorbed')) as joined
        from outputs cross join lateral jsonb_array_elements(output) as element(one)
        where jsonb_array_length(one -> 'absorbed') > 0
        group by 1, 2)
      select s.id, s.number, s.product_id as product, p.name as product_name, p.slug as product_slug,
        s.rank, s.rank > r."limit" as beyond_limit, ${takenOutOf} as taken_out_of,
        coalesce(drafts.joined, 0) as joined, s.state, s.title, s.hazard, s.cell, s.lens, s.condition, s.untailored,
        ${jsonOf("s.content")} -> 'drafter' as drafter,
        jsonb_array_length(${jsonOf("s.content")} -> 'causes') as causes,
        'R-' || r.number as run,
        jsonb_array_length(${jsonOf("s.content")} -> 'assumptions') as assumptions,
        ${jsonOf("s.content")} -> 'evidence' -> 'bank' -> 0 ->> 'nearness' as nearness,
        ${jsonOf("s.content")} -> 'evidence' -> 'imported' as imported,
        r.drafter as run_drafter, d.verb, d.at::text as at, a.name as decided_by
      from ${asked}
      join suggestion s on s.organisation_id = ${organisation} and s.id = asked.id
      join product p on p.organisation_id = s.organisation_id and p.id = s.product_id
      join run r on r.organisation_id = s.organisation_id and r.id = s.run_id
      left join drafts on drafts.run = s.run_id and drafts.origin = s.origin
      left join lateral (
        select verb, at, account_id from decision
        where organisation_id = s.organisation_id and suggestion_id = s.id
        order by ordinal desc limit 1) d on true
      left join account a on a.organisation_id = s.organisation_id and a.id = d.account_id
      order by asked.place`);
    return rows.map(toRow);
  },
  async counts(product, filter) {
    const { rows } = await db.execute<{ state: string; n: number }>(sql`
      select state, count(*)::int as n from suggestion
      where organisation_id = ${organisation} and product_id = ${product} and ${filtered(filter)}
      group by state`);
    const found = new Map(rows.map(({ state, n }) => [state, n]));
    const of = (state: (typeof suggestionStates)[number]): number => found.get(state) ?? 0;
    return {
      pending: of("pending"),
      accepted: of("accepted"),
      rejected: of("rejected"),
      merged: of("merged"),
      deferred: of("deferred"),
    };
  },
  async asCauses(product, filter) {
    const { rows } = await db.execute<{ n: number }>(sql`
      select count(*)::int as n from suggestion
      where organisation_id = ${organisation} and product_id = ${product} and state = 'accepted'
        and ${filtered(filter)} and id not in (select h.suggestion_id from hazard h
          where h.organisation_id = ${organisation} and h.suggestion_id is not null)`);
    return rows[0]?.n ?? 0;
  },
  async words(product, states) {
    const { rows } = await db.execute<{
      id: string;
      number: number;
      state: string;
      title: string;
      hazard: string;
    }>(sql`
      select id, number, state, title, hazard from suggestion
      where organisation_id = ${organisation} and product_id = ${product}
        and state in (${sql.join(
          states.map((state) => sql`${state}`),
          sql`, `,
        )})
      order by rank, number`);
    return rows.map(({ id, number, state, title, hazard }) => ({
      id,
      ref: `S-${number}`,
      state: $state.parse(state),
      title,
      hazard,
    }));
  },
  async placing(id) {
    const { rows } = await db.execute(sql`
      select s.rank > r."limit" as "beyondLimit", ${takenOutOf} as "takenOutOf",
        (select coalesce(max(other.rank), 0) from suggestion other
          where other.organisation_id = s.organisation_id and other.run_id = s.run_id
            and other.rank <= r."limit")::int as of
      from suggestion s
      join run r on r.organisation_id = s.organisation_id and r.id = s.run_id
      where s.organisation_id = ${organisation} and s.id = ${id}`);
    return $Placing.parse(rows[0]);
  },
});
