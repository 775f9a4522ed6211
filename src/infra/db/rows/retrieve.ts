import { sql } from "drizzle-orm";
import { toSql } from "pgvector";
import type { Retrieval } from "../../../app/records.ts";
import { $Hit, type Hit } from "../../../domain/retrieval/hit.ts";
import { contentStems, wordsOf } from "../../../domain/text/words.ts";
import { mayBeShown } from "./bank-reach.ts";
import type { Session } from "./session.ts";

/** Candidates that each of the two searches gives a cell before their ranks are fused. */
const candidates = 40;
/** Reciprocal rank fusion (Cormack 2009): the constant that keeps first ranks from ruling alone. */
const fusionConstant = 60;
const vectorWeight = 1;
const textWeight = 1;

/** Any of the content words; empty when there are none. */
function anyWord(query: string): string {
  const kept = new Set(contentStems(query));
  const words = wordsOf(query)
    .filter(({ stem }) => kept.has(stem))
    .map(({ start, end }) => query.slice(start, end).toLowerCase());
  return [...new Set(words)].map((word) => `'${word}'`).join(" | ");
}

/**
 * Prior hazards for all cells in one statement: vector and full-text candidates under the filters of
 * organisation, confidentiality and facets, then reciprocal-rank fusion. Best first within a cell.
 */
export async function retrieveHits(
  db: Session["db"],
  organisation: string,
  { cells, vectors, artefact, technologies, perCell, product }: Retrieval,
): Promise<Hit[]> {
  const asked = cells.map((cell, i) => ({
    position: i,
    key: cell.key,
    lens: cell.lens,
    word: cell.guideWord,
    facet: cell.facet,
    capabilities: cell.capabilities,
    words: anyWord(cell.query),
    vector: String(toSql([...(vectors[i] ?? [])])),
  }));
  const wholeBank = technologies === null;
  const { rows } = await db.execute(sql`
    with cell as (
      select position, key, lens, word, facet, vector::vector as vector,
        array(select jsonb_array_elements_text(capabilities)) as capabilities,
        to_tsquery('english', words) as words
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as cell(
        position int, key text, lens text, word text, facet text, capabilities jsonb,
        words text, vector text)
    ),
    eligible as (
      -- Ids are compared by their bytes: ties fall alike on every database, whatever its language.
      select cell.position, bank_entry.organisation_id, bank_entry.id collate "C" as id, bank_entry.version,
        bank_entry.text_hash, bank_entry.search
      from cell join bank_entry on
        ${mayBeShown(organisation, product)}
        and bank_entry.current
        and (${wholeBank} or (
          (bank_entry.capabilities = '{}' or bank_entry.capabilities && cell.capabilities)
          and (bank_entry.technologies = '{}'
            or bank_entry.technologies && array(select jsonb_array_elements_text(${JSON.stringify(technologies ?? [])}::jsonb)))
          and bank_entry.lens = cell.lens
          and (cell.word is null or cell.word = any(bank_entry.guide_words))
          and (cell.lens <> 'life-cycle' or bank_entry.phases = '{}' or cell.facet = any(bank_entry.phases))
          and (cell.lens <> 'more-exposed' or cell.facet is null or cell.facet = any(bank_entry.more_exposed))))
    ),
    -- Materialised: each distance and each rank is worked out once, however the planner joins.
    measured as materialized (
      select eligible.*, own.vector <=> cell.vector as distance
      from eligible join cell using (position)
        join embedding own on own.organisation_id = eligible.organisation_id
          and own.artefact = ${artefact} and own.text_hash = eligible.text_hash
    ),
    near as (
      select position, organisation_id, id, version, 1 - distance as similarity,
        row_number() over (partition by position order by distance, id) as rank
      from measured
    ),
    matched as materialized (
      select eligible.*, ts_rank_cd(eligible.search, cell.words, 1) as worth
      from eligible join cell using (position)
      where eligible.search @@ cell.words
    ),
    worded as (
      select * from (
        select position, organisation_id, id, version,
          row_number() over (partition by position order by worth desc, id) as rank
        from matched) found
      where rank <= ${candidates}
    ),
    fused as (
      select position, near.id, near.version, near.similarity,
        case when near.rank <= ${candidates} then ${vectorWeight}::float8 / (${fusionConstant} + near.rank) else 0 end
          + coalesce(${textWeight}::float8 / (${fusionConstant} + worded.rank), 0) as fused
      from near left join worded using (position, organisation_id, id, version)
      where near.rank <= ${candidates} or worded.rank is not null
    ),
    placed as (
      select *, row_number() over (partition by position order by fused desc, id) as place from fused
    )
    select cell.key as cell, placed.id as entry, placed.version, placed.similarity::float8 as similarity,
      placed.fused
    from placed join cell using (position)
    where placed.place <= ${perCell}
    order by placed.position, placed.place`);
  return rows.map((row) => $Hit.parse(row));
}
