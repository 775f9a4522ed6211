import { expect } from "vitest";
import type { Desk, OpenRecord } from "../support/record.ts";

/** Whether the newest tombstone of a row says that its text is what the person's hash became. */
const blotted = (place: string, row: string, hash: string, text: string): string => `exists (
  select 1 from tombstone first join tombstone last on last.organisation_id = first.organisation_id
    and last.place = first.place and last."row" = first."row"
  where first.organisation_id = v.organisation_id and first.place = '${place}'
    and first."row" = ${row}::text and first.was = ${hash}
    and last.became = encode(sha256(convert_to(${text}, 'UTF8')), 'hex'))`;
const blottedVersion = blotted("hazard_version.content", "v.hazard_id", "v.hash", "v.content");
const blottedSuggestion = blotted("suggestion.content", "s.id", "s.hash", "s.content");

/** Rows that break a rule of DESIGN §1, of every organisation. */
const breaches = {
  "a version of a hazard without a person's decision on the exact content": `
    select v.hazard_id, v.version from hazard_version v
    left join decision d on d.organisation_id = v.organisation_id and d.id = v.decision_id
      and d.hazard_id = v.hazard_id
    left join account a on a.organisation_id = d.organisation_id and a.id = d.account_id
    left join suggestion s on s.organisation_id = d.organisation_id and s.id = d.suggestion_id
    left join hazard_version before on before.organisation_id = v.organisation_id
      and before.hazard_id = v.hazard_id and before.version = v.version - 1
    where a.id is null
      or (v.hash <> encode(sha256(convert_to(v.content, 'UTF8')), 'hex') and not ${blottedVersion})
      or (d.suggestion_id is not null and s.hash <> d.seen)
      or (d.suggestion_id is not null
        and s.hash <> encode(sha256(convert_to(s.content, 'UTF8')), 'hex')
        and not ${blottedSuggestion})
      or (v.version = 1 and d.verb not in ('accept', 'add'))
      or (v.version > 1 and d.hazard_seen is distinct from before.hash)`,
  "a hazard without a version": `
    select h.id from hazard h where not exists (
      select 1 from hazard_version v
      where v.organisation_id = h.organisation_id and v.hazard_id = h.id and v.version = 1)`,
  "a score without a person who said it": `
    select r.id from risk_score r
    left join account a on a.organisation_id = r.organisation_id and a.id = r.account_id
    where a.id is null or not exists (
      select 1 from audit_event e where e.organisation_id = r.organisation_id
        and e.text::jsonb ->> 'action' = 'hazard.score' and e.subject_id = r.hazard_id::text
        and e.text::jsonb #>> '{actor,account}' = r.account_id::text)`,
  "an own view, or what was said of it, without the person whose it is": `
    select v.id from own_view v
    left join account a on a.organisation_id = v.organisation_id and a.id = v.account_id
    left join view_agreement g on g.organisation_id = v.organisation_id and g.view_id = v.id
    left join suggestion s on s.organisation_id = g.organisation_id and s.id = g.suggestion_id
    where a.id is null or (g.id is not null and (g.account_id <> v.account_id
      or g.suggestion_id <> v.suggestion_id or g.seen is distinct from s.hash))`,
  "a suggestion whose state its newest decision does not explain": `
    select s.id, s.state from suggestion s
    where s.state <> coalesce((
      select case d.verb when 'accept' then 'accepted' when 'add-cause' then 'accepted'
        when 'reject' then 'rejected' when 'merge' then 'merged' when 'defer' then 'deferred'
        else 'pending' end
      from decision d where d.organisation_id = s.organisation_id and d.suggestion_id = s.id
      order by d.ordinal desc limit 1), 'pending')`,
} as const;

export async function expectRulesHold({ sql }: OpenRecord): Promise<void> {
  for (const [what, query] of Object.entries(breaches)) {
    expect(await sql(query), what).toEqual([]);
  }
}

/** Tables whose rows are never edited: what was there stays there. */
const keptTables = [
  "audit_event",
  "coverage_decision",
  "decision",
  "hazard",
  "hazard_version",
  "model_call",
  "own_view",
  "product_version",
  "risk_evaluation",
  "risk_score",
  "run_step",
  "tombstone",
  "view_agreement",
  "view_sample",
];

/** What a tombstone calls a row of these by; of the others it is the id. */
const keyOf: Readonly<Record<string, string>> = {
  audit_event: "sequence",
  hazard_version: "hazard_id",
  model_call: "(run_id || ' ' || key)",
  run_step: "run_id",
};

/** By table: each row's digest, and what a tombstone calls the row by. */
export type Kept = ReadonlyMap<string, ReadonlyMap<string, string>>;

export async function readKept({ sql }: OpenRecord, organisation: string): Promise<Kept> {
  const kept = new Map<string, ReadonlyMap<string, string>>();
  for (const table of keptTables) {
    const rows = await sql<{ digest: string; key: string }>(
      `select md5(t::text) as digest, ${keyOf[table] ?? "id"}::text as key
       from ${table} t where organisation_id = $1`,
      [organisation],
    );
    kept.set(table, new Map(rows.map(({ digest, key }) => [digest, key])));
  }
  return kept;
}

/** Nothing that an organisation had is gone, or changed without a tombstone; its chain verifies. */
export async function expectNothingLost(
  record: OpenRecord,
  { organisation, call }: Desk,
  before: Kept,
): Promise<void> {
  const after = await readKept(record, organisation);
  const tombstones = await record.sql<{ place: string; row: string }>(
    `select place, "row" from tombstone where organisation_id = $1`,
    [organisation],
  );
  const blotted = new Set(
    tombstones.map(({ place, row }) => `${place.split(".")[0] ?? ""} ${row}`),
  );
  for (const [table, rows] of before) {
    const changed = [...rows].filter(([digest]) => after.get(table)?.has(digest) !== true);
    const unsaid = changed.filter(([, key]) => !blotted.has(`${table} ${key}`));
    expect(unsaid, `rows of ${table} stay`).toEqual([]);
    expect(after.get(table)?.size, `rows of ${table}`).toBeGreaterThanOrEqual(rows.size);
  }
  const verified = await call("audit.verify", {});
  expect(verified).toMatchObject({
    breaches: [],
    record: [],
    events: after.get("audit_event")?.size,
  });
}
