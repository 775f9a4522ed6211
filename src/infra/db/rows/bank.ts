import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import { toSql } from "pgvector";
import type { Tx } from "../../../app/ports.ts";
import { $BankEntry } from "../../../domain/bank/entry.ts";
import { sha256 } from "../../../domain/hash/canonical.ts";
import { searchedText } from "../../../domain/retrieval/hit.ts";
import { sharedBankOrganisation } from "../organisations.ts";
import { bankEntry, bankImport, embedding } from "../schema.ts";
import { retrieveHits } from "./retrieve.ts";
import type { Session } from "./session.ts";

const chunk = 200;

export const createBank = ({ db, organisation }: Session): Tx["bank"] => {
  const visible = inArray(bankEntry.organisationId, [sharedBankOrganisation, organisation]);
  return {
    async imported(artefact) {
      const [row] = await db
        .select({ bankHash: bankImport.bankHash })
        .from(bankImport)
        .where(
          and(
            eq(bankImport.organisationId, sharedBankOrganisation),
            eq(bankImport.artefact, artefact),
          ),
        )
        .orderBy(desc(bankImport.at))
        .limit(1);
      return row?.bankHash ?? null;
    },
    async replace(rows, vectors, artefact, bankHash, at) {
      const shared = sharedBankOrganisation;
      await db
        .update(bankEntry)
        .set({ current: false })
        .where(and(eq(bankEntry.organisationId, shared), eq(bankEntry.current, true)));
      for (let from = 0; from < rows.length; from += chunk) {
        const part = rows.slice(from, from + chunk).map(({ entry, hash }, i) => {
          const searched = searchedText(entry);
          const vector = vectors[from + i];
          if (vector === undefined) throw new Error("expected one vector an entry");
          return { entry, hash, searched, textHash: sha256(searched), vector };
        });
        await db
          .insert(embedding)
          .values(
            part.map(({ textHash, vector }) => ({
              organisationId: shared,
              artefact,
              textHash,
              vector: String(toSql([...vector])),
            })),
          )
          .onConflictDoNothing();
        await db
          .insert(bankEntry)
          .values(
            part.map(({ entry, hash, searched, textHash }) => ({
              organisationId: shared,
              id: entry.id,
              version: entry.version,
              hash,
              current: true,
              confidentiality: "may-leave",
              content: entry,
              textHash,
              lens: entry.lens,
              capabilities: entry.facets.capabilities,
              technologies: entry.facets.technologies,
              guideWords: entry.facets.guideWords,
              phases: entry.facets.lifeCyclePhases,
              moreExposed: entry.facets.moreExposed,
              searched,
              createdAt: at,
            })),
          )
          .onConflictDoUpdate({
            target: [bankEntry.organisationId, bankEntry.id, bankEntry.version, bankEntry.hash],
            set: { current: true },
          });
      }
      // The embedded engine has no autovacuum that would look at what was loaded.
      await db.execute(sql`analyze bank_entry, embedding`);
      await db.insert(bankImport).values({ organisationId: shared, artefact, bankHash, at });
    },
    retrieve: (retrieval) => retrieveHits(db, organisation, retrieval),
    async entries(ids) {
      if (ids.length === 0) return [];
      const rows = await db
        .select()
        .from(bankEntry)
        .where(
          and(
            visible,
            inArray(
              sql`${bankEntry.id} || '@' || ${bankEntry.version}`,
              ids.map(({ id, version }) => `${id}@${version}`),
            ),
          ),
        )
        .orderBy(asc(bankEntry.id), desc(bankEntry.current), desc(bankEntry.createdAt));
      const first = new Map<string, (typeof rows)[number]>();
      for (const row of rows) if (!first.has(row.id)) first.set(row.id, row);
      return [...first.values()].map((row) => $BankEntry.parse(row.content));
    },
    async current() {
      const rows = await db
        .select()
        .from(bankEntry)
        .where(and(visible, eq(bankEntry.current, true)))
        .orderBy(asc(bankEntry.id));
      return rows.map((row) => ({ entry: $BankEntry.parse(row.content), hash: row.hash }));
    },
  };
};
