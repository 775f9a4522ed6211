import { expect } from "vitest";
import type { Desk, OpenRecord } from "../support/record.ts";

/** Rows that break a rule of DESIGN §1, of every organisation. */
const breaches = {
  "a hazard without a person's acceptance of the exact content": `
    select h.id from hazard h
    left join decision d on d.organisation_id = h.organisation_id and d.id = h.decision_id
      and d.suggestion_id = h.suggestion_id and d.verb = 'accept'
    left join suggestion s on s.organisation_id = d.organisation_id and s.id = d.suggestion_id
      and s.hash = d.seen and s.hash = encode(sha256(convert_to(s.content, 'UTF8')), 'hex')
    left join account a on a.organisation_id = d.organisation_id and a.id = d.account_id
    where a.id is null or s.id is null or s.state <> 'accepted'`,
  "a score without a person who said it": `
    select r.id from risk_score r
    left join account a on a.organisation_id = r.organisation_id and a.id = r.account_id
    where a.id is null or not exists (
      select 1 from audit_event e where e.organisation_id = r.organisation_id
        and e.text::jsonb ->> 'action' = 'hazard.score' and e.subject_id = r.hazard_id::text
        and e.text::jsonb #>> '{actor,account}' = r.account_id::text)`,
  "a suggestion whose state no decision explains": `
    select s.id from suggestion s
    where (s.state in ('accepted', 'rejected')) <> exists (
      select 1 from decision d where d.organisation_id = s.organisation_id and d.suggestion_id = s.id)`,
} as const;

export async function expectRulesHold({ sql }: OpenRecord): Promise<void> {
  for (const [what, query] of Object.entries(breaches)) {
    expect(await sql(query), what).toEqual([]);
  }
}

/** Tables whose rows are never edited: what was there stays there. */
const keptTables = ["audit_event", "decision", "product_version", "risk_score", "run_step"];

export type Kept = ReadonlyMap<string, ReadonlySet<string>>;

export async function readKept({ sql }: OpenRecord, organisation: string): Promise<Kept> {
  const kept = new Map<string, ReadonlySet<string>>();
  for (const table of keptTables) {
    const rows = await sql<{ row: string }>(
      `select md5(t::text) as row from ${table} t where organisation_id = $1`,
      [organisation],
    );
    kept.set(table, new Set(rows.map(({ row }) => row)));
  }
  return kept;
}

/** Nothing that an organisation had is gone or changed, and its chain verifies. */
export async function expectNothingLost(
  record: OpenRecord,
  { organisation, call }: Desk,
  before: Kept,
): Promise<void> {
  const after = await readKept(record, organisation);
  for (const [table, rows] of before) {
    expect(rows.isSubsetOf(after.get(table) ?? new Set()), `rows of ${table} stay`).toBe(true);
  }
  const verified = await call("audit.verify", {});
  expect(verified).toMatchObject({ breaches: [], events: after.get("audit_event")?.size });
}
