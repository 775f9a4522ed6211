import { eq } from "drizzle-orm";
import type { Kept } from "../../../domain/audit/record.ts";
import {
  baselineHash,
  declarationHash,
  schemeHash,
  type TextHash,
} from "../../../domain/audit/record-hash.ts";
import { schemeName } from "../../../domain/risk/scheme.ts";
import { baseline, riskSchemeVersion, schemeDeclaration } from "../schema.ts";
import { toIso, type Session } from "./session.ts";

/** Risk schemes, their declarations and baselines, as the chain tells of them. */
export async function listKeptApprovals(
  { db, organisation }: Session,
  recordedIn: (table: string, row: string) => TextHash,
): Promise<Kept[]> {
  const kept = (kind: Kept["kind"], id: string, ref: string, hash: string): Kept => ({
    ...{ kind, id, ref, hash },
    actual: hash,
    where: null,
  });
  const schemes = await db
    .select()
    .from(riskSchemeVersion)
    .where(eq(riskSchemeVersion.organisationId, organisation));
  const declarations = await db
    .select()
    .from(schemeDeclaration)
    .where(eq(schemeDeclaration.organisationId, organisation));
  const baselines = await db
    .select()
    .from(baseline)
    .where(eq(baseline.organisationId, organisation));
  return [
    ...schemes.map(({ id, accountId: account, at, scheme, version, content, hash }) => {
      const row = { id, account, at: toIso(at), scheme, version, content, hash };
      const ref = `The risk scheme ${schemeName({ id: scheme, version })}`;
      return kept("scheme", id, ref, schemeHash(row, recordedIn("risk_scheme_version", id)));
    }),
    ...declarations.map(({ id, accountId: account, at, productId: product, scheme, reason }) => {
      const row = { id, account, at: toIso(at), product, scheme, reason };
      const ref = `The declaration of the risk scheme ${scheme} (${id})`;
      return kept(
        "declaration",
        id,
        ref,
        declarationHash(row, recordedIn("scheme_declaration", id)),
      );
    }),
    ...baselines.map(({ id, accountId: account, at, productId: product, ...approved }) => {
      const { number, productVersion, content, hash, meaning, reason } = approved;
      const said = { number, productVersion, content, hash, meaning, reason };
      const row = { id, account, at: toIso(at), product, ...said };
      return kept(
        "baseline",
        id,
        `Baseline ${number} (${id})`,
        baselineHash(row, recordedIn("baseline", id)),
      );
    }),
  ];
}
