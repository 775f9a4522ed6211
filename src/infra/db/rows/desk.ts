import { sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../../../app/ports.ts";
import { lookedThrough } from "../../../domain/coverage/looked.ts";
import { $Standard } from "../../../domain/product/product.ts";
import { runStates } from "../../../domain/run/step.ts";
import { jsonOf, type Session } from "./session.ts";

const $run = z.strictObject({ ref: z.string(), state: z.enum(runStates), held: z.boolean() });
const $row = z.strictObject({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  standard: $Standard,
  version: z.int(),
  run: $run.nullable(),
  whole: $run.nullable(),
  looked: z.array(z.strictObject({ version: z.int(), since: z.int().nullable() })),
  read: z.int().nullable(),
  questions: z.int().nullable(),
  pending: z.int(),
  deferred: z.int(),
  total: z.int(),
});

const isHeld = (at: string): SQL => sql`coalesce(r.lease_until > ${at}, false)`;
/** The newest run of product `p` that holds to this: as it is told, and whether it presses. */
const newestRun = (organisation: string, at: string, which: SQL): SQL => sql`
  select jsonb_build_object('ref', 'R-' || r.number, 'state', r.state, 'held', ${isHeld(at)}) as told,
    r.state in ('failed', 'stopped') or (r.state = 'running' and not ${isHeld(at)}) as presses
  from run r
  where r.organisation_id = ${organisation} and r.product_id = p.id and ${which}
  order by r.number desc limit 1`;

/** What presses is read by index alone: it takes as long whatever a product's queue holds. */
export const createDesk = ({ db, organisation }: Session): Tx["desk"] => ({
  async products(limit, at) {
    const { rows } = await db.execute(sql`
      with pressing as (
        select p.id, p.slug, p.name, p.standard, p.created_at, r.told as run, w.told as whole,
          (select count(*)::int from product where organisation_id = ${organisation}) as total,
          case
            when r.presses or w.presses then 0
            when exists (select 1 from suggestion s where s.organisation_id = p.organisation_id
              and s.product_id = p.id and s.state = 'pending') then 1
            when p.next_hazard > 1 then 2
            when w.told is null then 3
            else 4 end as place
        from product p
        left join lateral (${newestRun(organisation, at, sql`true`)}) r on true
        left join lateral (${newestRun(organisation, at, sql`r.cells is null`)}) w on true
        where p.organisation_id = ${organisation}
        order by place, p.created_at desc, p.id
        limit ${limit})
      select p.id, p.slug, p.name, p.standard, coalesce(v.number, 0) as version,
        p.run, p.whole, d.version as read, d.questions,
        (select coalesce(jsonb_agg(distinct jsonb_build_object('version', v.number, 'since', r.since)), '[]')
          from run r
          join product_version v
            on v.organisation_id = r.organisation_id and v.id = r.product_version_id
          where r.organisation_id = ${organisation} and r.product_id = p.id and r.state = 'done'
            and r.cells is null) as looked,
        (select count(*)::int from suggestion s where s.organisation_id = ${organisation}
          and s.product_id = p.id and s.state = 'pending') as pending,
        (select count(*)::int from suggestion s where s.organisation_id = ${organisation}
          and s.product_id = p.id and s.state = 'deferred') as deferred,
        p.total
      from pressing p
      left join lateral (
        select number from product_version v
        where v.organisation_id = ${organisation} and v.product_id = p.id
        order by number desc limit 1) v on true
      left join lateral (
        select v.number as version,
          (select jsonb_array_length(${jsonOf("s.output")} -> 'questions') from run_step s
            where s.organisation_id = ${organisation} and s.run_id = r.id
              and s.step = 'profile' and s.state = 'done'
            order by s.attempt desc limit 1) as questions
        from run r
        join product_version v
          on v.organisation_id = r.organisation_id and v.id = r.product_version_id
        where r.organisation_id = ${organisation} and r.product_id = p.id and r.state = 'done'
        order by r.number desc limit 1) d on true
      order by p.place, p.created_at desc, p.id`);
    const found = z.array($row).parse(rows);
    return {
      total: found[0]?.total ?? 0,
      products: found.map(({ looked, read, questions, total: _total, ...row }) => {
        const { id, slug, name, standard, ...facts } = row;
        const runs = looked.map((one) => ({ ...one, state: "done" as const, cells: null }));
        return {
          product: { id, slug, name, standard },
          ...facts,
          identified: lookedThrough(runs),
          questions: read === row.version ? (questions ?? 0) : 0,
        };
      }),
    };
  },
});
