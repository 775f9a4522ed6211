import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../../../app/ports.ts";
import type { QueueRow } from "../../../app/records.ts";
import { $Candidate, nearnessWords } from "../../../domain/candidate/candidate.ts";
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
    assumptions: row.assumptions,
    runDrafter: row.run_drafter,
    newest: verb === null || at === null || by === null ? null : { verb, at: toIso(at), by },
  };
}

export const createQueue = ({ db, organisation }: Session): Tx["queue"] => ({
  find: (stretch) => findStretch(db, organisation, stretch),
  async rows(ids) {
    if (ids.length === 0) return [];
    const { rows } = await db.execute(sql`
      select s.id, s.number, s.product_id as product, p.name as product_name, p.slug as product_slug,
        s.rank, s.state, s.title, s.hazard, s.cell, s.lens, s.condition, s.untailored,
        ${jsonOf("s.content")} -> 'drafter' as drafter,
        jsonb_array_length(${jsonOf("s.content")} -> 'causes') as causes,
        'R-' || r.number as run,
        jsonb_array_length(${jsonOf("s.content")} -> 'assumptions') as assumptions,
        ${jsonOf("s.content")} -> 'evidence' -> 'bank' -> 0 ->> 'nearness' as nearness,
        r.drafter as run_drafter, d.verb, d.at::text as at, a.name as decided_by
      from unnest(${sql.param([...ids])}::uuid[]) with ordinality as asked (id, place)
      join suggestion s on s.organisation_id = ${organisation} and s.id = asked.id
      join product p on p.organisation_id = s.organisation_id and p.id = s.product_id
      join run r on r.organisation_id = s.organisation_id and r.id = s.run_id
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
  async lastRank(run) {
    const { rows } = await db.execute<{ last: number }>(sql`
      select greatest(count(*), max(rank))::int as last from suggestion
      where organisation_id = ${organisation} and run_id = ${run}`);
    return rows[0]?.last ?? 0;
  },
});
