import { asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { keptKinds, type Kept } from "../../../domain/audit/record.ts";
import {
  coverageHash,
  decisionHash,
  evaluationHash,
  scoreHash,
  tombstoneHash,
  type TextHash,
} from "../../../domain/audit/record-hash.ts";
import { sha256 } from "../../../domain/hash/canonical.ts";
import { coverageDecision, decision, riskEvaluation, riskScore, tombstone } from "../schema.ts";
import { listKeptApprovals } from "./kept-approvals.ts";
import { listKeptReturns } from "./kept-returns.ts";
import { listKeptViews } from "./kept-views.ts";
import { listKeptCalls } from "./model-calls.ts";
import { toIso, type Session } from "./session.ts";

const $kept = z.strictObject({
  kind: z.enum(keptKinds),
  id: z.string(),
  ref: z.string(),
  hash: z.string(),
  actual: z.string(),
  where: z.string(),
});

const hashed = (column: string) =>
  sql.raw(`encode(sha256(convert_to(t.${column}, 'UTF8')), 'hex')`);

/** Everything that an audit event tells of, with the hash of what stands there now. */
export async function listKept(session: Session): Promise<Kept[]> {
  const { db, organisation } = session;
  const own = sql`t.organisation_id = ${organisation}`;
  const texts = await db.execute(sql`
    select 'description' as kind, t.product_id || ' ' || t.number as id,
      'The description, version ' || t.number || ' of ' || p.name || ',' as ref, t.hash, ${hashed("description")} as actual,
      'product_version.description ' || t.id as "where"
    from product_version t join product p on p.organisation_id = t.organisation_id and p.id = t.product_id where ${own}
    union all
    select 'step', t.run_id || ' ' || t.step || ' ' || t.attempt, 'Step ' || t.step || ' of R-' || r.number,
      t.output_hash, ${hashed("output")}, 'run_step.output ' || t.run_id
    from run_step t join run r on r.organisation_id = t.organisation_id and r.id = t.run_id where ${own}
    union all
    select 'suggestion', t.id::text, 'S-' || t.number, t.hash, ${hashed("content")}, 'suggestion.content ' || t.id
    from suggestion t where ${own}
    union all
    select 'version', t.decision_id::text, 'H-' || h.number || ' version ' || t.version, t.hash, ${hashed("content")},
      'hazard_version.content ' || t.hazard_id
    from hazard_version t join hazard h on h.organisation_id = t.organisation_id and h.id = t.hazard_id where ${own}`);
  const tombstones = await db
    .select()
    .from(tombstone)
    .where(eq(tombstone.organisationId, organisation))
    .orderBy(asc(tombstone.at), asc(tombstone.id));
  const byPlace = Map.groupBy(tombstones, ({ place, row }) => `${place} ${row}`);
  const recordedAs = (table: string, row: string, found: string, field: string): string => {
    const there = byPlace.get(`${table}.${field} ${row}`) ?? [];
    // What was taken out and stands there again is not what any event tells of.
    if (there.some(({ was }) => was === found)) return `taken out: ${found}`;
    let hash = found;
    for (const { was, became } of there.toReversed()) if (became === hash) hash = was;
    return hash;
  };
  const recordedIn =
    (table: string, row: string): TextHash =>
    (text, field) =>
      recordedAs(table, row, sha256(text), field);
  const same = (kind: Kept["kind"], id: string, ref: string, hash: string): Kept => ({
    kind,
    id,
    ref,
    hash,
    actual: hash,
    where: null,
  });
  const decisions = await db
    .select()
    .from(decision)
    .where(eq(decision.organisationId, organisation));
  const scores = await db
    .select()
    .from(riskScore)
    .where(eq(riskScore.organisationId, organisation));
  const coverage = await db
    .select()
    .from(coverageDecision)
    .where(eq(coverageDecision.organisationId, organisation));
  const evaluations = await db
    .select()
    .from(riskEvaluation)
    .where(eq(riskEvaluation.organisationId, organisation));
  return [
    ...texts.rows.map((row) => $kept.parse(row)),
    ...(await listKeptCalls(session, (row, hash, field) =>
      recordedAs("model_call", row, hash, field),
    )),
    ...decisions.map((row) =>
      same(
        "decision",
        row.id,
        `Decision ${row.id} (${row.verb})`,
        decisionHash(
          {
            id: row.id,
            verb: row.verb,
            suggestion: row.suggestionId,
            seen: row.seen,
            hazard: row.hazardId,
            hazardSeen: row.hazardSeen,
            into: row.intoId,
            intoSeen: row.intoSeen,
            undoes: row.undoesId,
            by: { id: row.accountId },
            at: toIso(row.at),
            reason: row.reason,
            text: row.text,
            causes: row.causes,
            controls: row.controls,
            changes: z.array(z.unknown()).parse(JSON.parse(row.changes)),
          },
          recordedIn("decision", row.id),
        ),
      ),
    ),
    ...scores.map(
      ({
        organisationId: _own,
        ordinal: _order,
        hazardId: hazard,
        accountId: account,
        at,
        ...row
      }) =>
        same(
          "score",
          row.id,
          `Score ${row.id}`,
          scoreHash({ ...row, hazard, account, at: toIso(at) }),
        ),
    ),
    ...evaluations.map(
      ({
        organisationId: _own,
        ordinal: _order,
        hazardId: hazard,
        accountId: account,
        scoreId,
        at,
        ...row
      }) =>
        same(
          "evaluation",
          row.id,
          `Evaluation ${row.id}`,
          evaluationHash(
            { ...row, hazard, account, score: scoreId, at: toIso(at) },
            recordedIn("risk_evaluation", row.id),
          ),
        ),
    ),
    ...coverage.map((row) =>
      same(
        "coverage",
        row.id,
        `Decision ${row.id} about the place ${row.cell}`,
        coverageHash(
          { ...row, product: row.productId, by: { id: row.accountId }, at: toIso(row.at) },
          recordedIn("coverage_decision", row.id),
        ),
      ),
    ),
    ...(await listKeptViews(session, recordedIn)),
    ...(await listKeptApprovals(session, recordedIn)),
    ...(await listKeptReturns(session, recordedIn)),
    ...tombstones.map(({ accountId: account, at, ...row }) =>
      same(
        "tombstone",
        row.id,
        `Tombstone ${row.id}`,
        tombstoneHash({ ...row, account, at: toIso(at) }),
      ),
    ),
  ];
}
