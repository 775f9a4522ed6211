import { sha256 } from "../../src/domain/hash/canonical.ts";
import { searchedText } from "../../src/domain/retrieval/hit.ts";
import type { BankEntry, Confidentiality } from "../../src/domain/bank/entry.ts";
import { createHashingEmbedder } from "./hashing-embedder.ts";
import type { OpenRecord } from "./record.ts";

/** Puts an entry of an organisation's own into the bank, as an import of one will. */
export async function addOwnEntry(
  { sql, clock }: Pick<OpenRecord, "sql" | "clock">,
  organisation: string,
  confidentiality: Confidentiality,
  entry: BankEntry,
  product: string | null = null,
): Promise<void> {
  const embedder = createHashingEmbedder();
  const searched = searchedText(entry);
  const [vector] = await embedder.embed([searched]);
  await sql(
    `insert into bank_entry (organisation_id, id, version, hash, current, confidentiality, content, text_hash,
       lens, capabilities, technologies, guide_words, phases, more_exposed, searched, created_at, product_id)
     values ($1, $2, 1, $3, true, $4, $5, $3, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      organisation,
      entry.id,
      sha256(searched),
      confidentiality,
      JSON.stringify(entry),
      entry.lens,
      entry.facets.capabilities,
      entry.facets.technologies,
      entry.facets.guideWords,
      entry.facets.lifeCyclePhases,
      entry.facets.moreExposed,
      searched,
      clock.now(),
      product,
    ],
  );
  await sql(
    "insert into embedding (organisation_id, artefact, text_hash, vector) values ($1, $2, $3, $4) on conflict do nothing",
    [organisation, embedder.artefact, sha256(searched), JSON.stringify(vector)],
  );
}
