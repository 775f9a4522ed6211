import { eq } from "drizzle-orm";
import type { Kept } from "../../../domain/audit/record.ts";
import {
  agreementHash,
  sampleHash,
  viewHash,
  type TextHash,
} from "../../../domain/audit/record-hash.ts";
import { ownView, viewAgreement, viewSample } from "../schema.ts";
import { toIso, type Session } from "./session.ts";

/** Own views, what was said of them, and changes of the sample, as the chain tells of them. */
export async function listKeptViews(
  { db, organisation }: Session,
  recordedIn: (table: string, row: string) => TextHash,
): Promise<Kept[]> {
  const kept = (kind: Kept["kind"], id: string, ref: string, hash: string): Kept => ({
    ...{ kind, id, ref, hash },
    actual: hash,
    where: null,
  });
  const views = await db.select().from(ownView).where(eq(ownView.organisationId, organisation));
  const agreements = await db
    .select()
    .from(viewAgreement)
    .where(eq(viewAgreement.organisationId, organisation));
  const samples = await db
    .select()
    .from(viewSample)
    .where(eq(viewSample.organisationId, organisation));
  return [
    ...views.map(({ id, accountId: account, at, suggestionId: suggestion, text }) => {
      const row = { id, account, at: toIso(at), suggestion, text };
      return kept("view", id, `Own view ${id}`, viewHash(row, recordedIn("own_view", id)));
    }),
    ...agreements.map(({ id, accountId: account, at, viewId: view, ...said }) => {
      const { suggestionId: suggestion, seen, agreement, text } = said;
      const row = { id, account, at: toIso(at), view, suggestion, seen, agreement, text };
      const hash = agreementHash(row, recordedIn("view_agreement", id));
      return kept("agreement", id, `What was said of an own view (${id})`, hash);
    }),
    ...samples.map(({ id, accountId: account, at, productId: product, every }) => {
      const hash = sampleHash({ id, account, at: toIso(at), product, every });
      return kept("sample", id, `Own-view-first sample ${id}`, hash);
    }),
  ];
}
