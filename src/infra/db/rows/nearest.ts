import { sql } from "drizzle-orm";
import { toSql } from "pgvector";
import { z } from "zod";
import type { NearestFound, NearestTo } from "../../../app/records.ts";
import { mayBeShown } from "./bank-reach.ts";
import type { Session } from "./session.ts";

/** A prior hazard is as near as its nearest passages are, in the mean: one alone may be chance. */
const passages = 3;

const $Row = z.object({
  entry: z.string(),
  version: z.int(),
  similarity: z.number(),
  position: z.int(),
});

/** Prior hazards by their nearness to the passages of a description, under the filters of `retrieveHits`. */
export async function findNearest(
  db: Session["db"],
  organisation: string,
  { vectors, artefact, technologies, product, limit }: NearestTo,
): Promise<NearestFound[]> {
  const asked = vectors.map((vector, position) => ({
    position,
    vector: String(toSql([...vector])),
  }));
  const { rows } = await db.execute(sql`
    with passage as materialized (
      select position, l2_normalize(vector::vector) as vector
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as passage(position int, vector text)
    ),
    -- Each vector is unpacked and made of length 1 once: then the inner product is the cosine.
    prior as materialized (
      select bank_entry.organisation_id, bank_entry.id collate "C" as id, bank_entry.version,
        l2_normalize(own.vector) as vector
      from bank_entry
        join embedding own on own.organisation_id = bank_entry.organisation_id
          and own.artefact = ${artefact} and own.text_hash = bank_entry.text_hash
      where ${mayBeShown(organisation, product)}
        and bank_entry.current
        and (bank_entry.technologies = '{}'
          or bank_entry.technologies && array(select jsonb_array_elements_text(${JSON.stringify(technologies)}::jsonb)))
    ),
    measured as materialized (
      select organisation_id, id, version, position, prior.vector <#> passage.vector as distance
      from prior cross join passage
    ),
    placed as (
      select organisation_id, id, version, position, -distance as similarity,
        row_number() over (partition by organisation_id, id order by distance, position) as place
      from measured
    )
    -- Rounded, so that the last bits of a processor's sums decide nothing.
    select id as entry, version, round(avg(similarity)::numeric, 6)::float8 as similarity,
      min(position) filter (where place = 1)::int as position
    from placed where place <= ${passages}
    group by organisation_id, id, version
    order by similarity desc, id limit ${limit}`);
  return rows.map((row) => $Row.parse(row));
}
