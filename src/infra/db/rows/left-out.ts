import { sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { LeftOut } from "../../../app/records.ts";
import { nearnessWords } from "../../../domain/candidate/candidate.ts";
import { $Relevance } from "../../../domain/candidate/draft.ts";
import type { RunStep } from "../../../domain/run/step.ts";
import { jsonOf, type Session } from "./session.ts";

/** What a list says of a candidate besides its words, read from its content as jsonb. */
export const $marks = {
  nearness: z.enum(nearnessWords).nullable(),
  untailored: z.boolean(),
  assumptions: z.int(),
} as const;
export const marksOf = (content: SQL): SQL => sql`
  ${content} #>> '{evidence,bank,0,nearness}' as nearness,
  (${content} ->> 'untailored')::boolean as untailored,
  jsonb_array_length(${content} -> 'assumptions') as assumptions`;

const $leftOut = z.strictObject({
  run: z.string(),
  origin: z.strictObject({ cell: z.string(), entry: z.string() }),
  relevance: $Relevance,
  title: z.string(),
  hazard: z.string(),
  cell: z.string(),
  about: z.string(),
  bank: z.array(z.string()),
  ...$marks,
});

/** Of what runs have kept of their steps, a line each of what they merged and did not rank. */
export async function readLeftOut(
  { db, organisation }: Session,
  runs: readonly string[],
): Promise<LeftOut[]> {
  if (runs.length === 0) return [];
  const step = (name: RunStep, of: SQL): SQL => sql`run_step ${sql.raw(name)}_step
    on ${sql.raw(name)}_step.organisation_id = ${organisation} and ${sql.raw(name)}_step.run_id = ${of}
      and ${sql.raw(name)}_step.step = ${name} and ${sql.raw(name)}_step.state = 'done'`;
  const { rows } = await db.execute(sql`
    with full_run as materialized (
      select run.id from run
      join ${step("queue", sql`run.id`)}
      where run.organisation_id = ${organisation} and run.id = any(${sql.param([...runs])}::uuid[])
        and jsonb_array_length(${jsonOf("queue_step.output")}) >= run."limit"),
    listed as materialized (
      select full_run.id as run, one -> 'origin' as origin
      from full_run join ${step("rank", sql`full_run.id`)}
      cross join lateral jsonb_array_elements(${jsonOf("rank_step.output")}) as element(one)),
    merged as materialized (
      select full_run.id as run, one, place
      from full_run join ${step("merge", sql`full_run.id`)}
      cross join lateral jsonb_array_elements(${jsonOf("merge_step.output")})
        with ordinality as element(one, place))
    select merged.run::text, one -> 'origin' as origin,
      one -> 'relevance' as relevance, one #>> '{content,title}' as title, one #>> '{content,hazard}' as hazard,
      one #>> '{content,cell}' as cell, one #>> '{content,function}' as about,
      jsonb_path_query_array(one, '$.content.evidence.bank[*].id') as bank,
      ${marksOf(sql`(one -> 'content')`)}
    from merged
    -- Runs of the first pipelines kept no relevance.
    where jsonb_typeof(one -> 'relevance') = 'object' and not exists (select from listed
      where listed.run = merged.run and listed.origin = merged.one -> 'origin')
    order by merged.run, place`);
  return rows.map((row) => $leftOut.parse(row));
}
