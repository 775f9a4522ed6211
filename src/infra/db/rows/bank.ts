import { and, asc, count, desc, eq, inArray, ne, sql } from "drizzle-orm";
import { toSql } from "pgvector";
import { z } from "zod";
import type { Tx } from "../../../app/ports.ts";
import type { HeldEntry } from "../../../app/records.ts";
import {
  $BankEntry,
  confidentialities,
  stricter,
  type Confidentiality,
} from "../../../domain/bank/entry.ts";
import { sha256 } from "../../../domain/hash/canonical.ts";
import { searchedText } from "../../../domain/retrieval/hit.ts";
import { sharedBankOrganisation } from "../organisations.ts";
import { bankEntry, bankImport, embedding } from "../schema.ts";
import { mayBeShown } from "./bank-reach.ts";
import { findNearest } from "./nearest.ts";
import { retrieveHits } from "./retrieve.ts";
import type { Session } from "./session.ts";

const chunk = 200;
const $class = z.enum(confidentialities);

/** Which of several texts of one id and version was meant is not known: the strictest class holds for it. */
function toHeld(rows: readonly (typeof bankEntry.$inferSelect)[]): HeldEntry[] {
  const held = new Map<string, HeldEntry>();
  for (const { id, version, hash, content, confidentiality } of rows) {
    const key = `${id}@${version}`;
    const found = $class.parse(confidentiality);
    const first = held.get(key);
    held.set(
      key,
      first === undefined
        ? { entry: $BankEntry.parse(content), hash, confidentiality: found }
        : {
            ...first,
            confidentiality: stricter(first.confidentiality, found),
          },
    );
  }
  return [...held.values()];
}

export const createBank = ({ db, organisation }: Session): Tx["bank"] => {
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
    nearest: (asked) => findNearest(db, organisation, asked),
    async entries(ids, product) {
      if (ids.length === 0) return [];
      const rows = await db
        .select()
        .from(bankEntry)
        .where(
          and(
            mayBeShown(organisation, product),
            inArray(
              sql`${bankEntry.id} || '@' || ${bankEntry.version}`,
              ids.map(({ id, version }) => `${id}@${version}`),
            ),
          ),
        )
        .orderBy(asc(bankEntry.id), desc(bankEntry.current), desc(bankEntry.createdAt));
      return toHeld(rows);
    },
    async mustStay() {
      const [row] = await db
        .select({ entries: count() })
        .from(bankEntry)
        .where(
          and(
            eq(bankEntry.organisationId, organisation),
            eq(bankEntry.current, true),
            ne(bankEntry.confidentiality, "may-leave" satisfies Confidentiality),
          ),
        );
      return row?.entries ?? 0;
    },
    async own(product) {
      const rows = await db
        .select({ id: bankEntry.id, confidentiality: bankEntry.confidentiality })
        .from(bankEntry)
        .where(
          and(
            eq(bankEntry.organisationId, organisation),
            mayBeShown(organisation, product),
            eq(bankEntry.current, true),
          ),
        )
        .orderBy(asc(bankEntry.id));
      return rows.map((row) => ({ ...row, confidentiality: $class.parse(row.confidentiality) }));
    },
    async current() {
      const rows = await db
        .select()
        .from(bankEntry)
        .where(and(mayBeShown(organisation, null), eq(bankEntry.current, true)))
        .orderBy(asc(bankEntry.id));
      return rows.map((row) => ({ entry: $BankEntry.parse(row.content), hash: row.hash }));
    },
  };
};
