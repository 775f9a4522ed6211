import type pg from "pg";

export const largeSlug = "bench-1";
export const smallSlug = (i: number): string => `bench-${2 + (i % 998)}`;

/**
 * 1,000 products with 100,000 suggestions, 5,000 of them of the first: copies of what was drafted for
 * the one product that is there, each worded a little otherwise; one in four is decided. Constraints
 * are not checked on the way, so the order of the statements does not matter.
 */
const statements = [
  "set session_replication_role = replica",
  `create temp table made as
    select p.organisation_id, gen_random_uuid() as product, gen_random_uuid() as version,
      gen_random_uuid() as run, n, v.description, v.hash, p.standard, p.scheme,
      case when n = 1 then 5000 when n < 191 then 96 else 95 end as suggestions
    from generate_series(1, 999) n, product p
    join product_version v on v.organisation_id = p.organisation_id and v.product_id = p.id`,
  `insert into product (organisation_id, id, slug, name, standard, scheme, created_at)
    select organisation_id, product, 'bench-' || n, 'Bench ' || n, standard, scheme, now() from made`,
  `insert into product_version (organisation_id, id, product_id, number, description, hash, created_at)
    select organisation_id, version, product, 1, description, hash, now() from made`,
  `insert into run (organisation_id, id, number, product_id, product_version_id, state, "limit",
      pipeline, drafter, embedder, bank_hash, started_at, started_by)
    select m.organisation_id, m.run, 1, m.product, m.version, 'done', 100, r.pipeline, r.drafter,
      r.embedder, r.bank_hash, now(), r.started_by
    from made m join run r on r.organisation_id = m.organisation_id
      and not exists (select 1 from made o where o.run = r.id)`,
  `create temp table drafted as
    select row_number() over (order by number) - 1 as n, count(*) over () as of, content
    from suggestion`,
  `insert into suggestion (organisation_id, id, number, product_id, product_version_id, run_id, rank,
      situation, content, hash, origin, state, created_at)
    select m.organisation_id, gen_random_uuid(), k, m.product, m.version, m.run, k, 'bench:' || k,
      jsonb_set(jsonb_set(jsonb_set(d.content::jsonb, '{hazard}', to_jsonb(regexp_replace(
        d.content::jsonb ->> 'hazard', '(\\w+)\\.$', '\\1' || k || '.'))),
        '{condition}', case when k % 3 = 0 then '"fault"' else '"normal"' end::jsonb),
        '{drafter}', case when k % 50 = 0
          then '{"id": "offline", "version": "2", "standsIn": "Its server did not answer."}'
          else d.content::jsonb -> 'drafter' end)::text,
      md5(m.n || '/' || k) || md5(k || '/' || m.n), 'bench-' || k,
      case when k % 4 = 0 then 'rejected' else 'pending' end,
      now() - make_interval(hours => m.n)
    from made m cross join lateral generate_series(1, m.suggestions) k
    join drafted d on d.n = (k * 7 + m.n) % d.of`,
  `insert into decision (organisation_id, id, verb, suggestion_id, seen, account_id, reason, causes,
      controls, at)
    select s.organisation_id, gen_random_uuid(), 'reject', s.id, s.hash, a.id, 'too-vague', '{}', '{}',
      now() - interval '2 days'
    from suggestion s join account a on a.organisation_id = s.organisation_id
    where s.state = 'rejected'`,
  "set session_replication_role = origin",
  "vacuum analyze",
];

export async function fillQueue(database: pg.Client): Promise<void> {
  for (const statement of statements) await database.query(statement);
}
