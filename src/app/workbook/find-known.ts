import type { Hazard, ScoreStage } from "../../domain/hazard/hazard.ts";
import type { Known } from "../../domain/hazard/workbook/compare-workbook.ts";
import type { Sent } from "../../domain/hazard/workbook/fields.ts";
import { toSent } from "../../domain/hazard/workbook/hazard-rows.ts";
import type { SentHazard } from "../../domain/hazard/workbook/manifest.ts";
import type { Tx } from "../ports.ts";

/**
 * What the record holds of the hazards of a workbook, as they were sent and as they stand. Only of a hazard
 * that was changed since is anything read beside the log itself.
 */
export async function findKnown(
  tx: Tx,
  product: string,
  sent: readonly SentHazard[],
): Promise<ReadonlyMap<string, { readonly sent: SentHazard; readonly known: Known }>> {
  const standing = new Map((await tx.hazards.list(product)).map((hazard) => [hazard.id, hazard]));
  const found = new Map<string, { sent: SentHazard; known: Known }>();
  for (const one of sent) {
    const now = standing.get(one.id);
    if (now?.ref !== one.ref) continue;
    const base = await baseOf(tx, one, now);
    if (base !== null) found.set(one.ref, { sent: one, known: { base, now: toSent(now) } });
  }
  return found;
}

async function baseOf(tx: Tx, sent: SentHazard, now: Hazard): Promise<Sent | null> {
  const isScoredSo = (["initial", "residual"] as const).every(
    (stage) => (now[stage]?.id ?? null) === sent[stage],
  );
  if (isScoredSo && now.hash === sent.hash) return toSent(now);
  const versions = now.hash === sent.hash ? [] : await tx.hazards.versions(now.id);
  const version = versions.find(({ hash }) => hash === sent.hash);
  const content = now.hash === sent.hash ? now : version?.content;
  if (content === undefined) return null;
  const scores = await tx.hazards.scores(now.id);
  const scoreOf = (stage: ScoreStage) =>
    scores.find((score) => score.id === sent[stage] && score.stage === stage) ?? null;
  const [initial, residual] = [scoreOf("initial"), scoreOf("residual")];
  const isKnown =
    (sent.initial === null || initial !== null) && (sent.residual === null || residual !== null);
  return isKnown ? { ref: now.ref, content, initial, residual } : null;
}
