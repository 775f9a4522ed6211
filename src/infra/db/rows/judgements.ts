import { and, desc, eq, inArray } from "drizzle-orm";
import type { Tx } from "../../../app/ports.ts";
import { $HazardContent } from "../../../domain/hazard/content.ts";
import {
  $RiskEvaluation,
  $RiskScore,
  type Hazard,
  type RiskEvaluation,
  type RiskScore,
  type ScoreStage,
} from "../../../domain/hazard/hazard.ts";
import { rescoreReasons, type Scored } from "../../../domain/hazard/rescore.ts";
import { account, hazardVersion, riskEvaluation, riskScore } from "../schema.ts";
import { toIso, type Session } from "./session.ts";

type Judgements = Pick<Tx["hazards"], "addScore" | "addEvaluation" | "scores" | "evaluations"> & {
  /** The judgements that count now of each of these hazards, beside what stands there. */
  newestOf(
    hazards: readonly string[],
  ): Promise<(hazard: string, now: Scored) => Pick<Hazard, "initial" | "residual" | "evaluation">>;
};

const nameOf = ({ name, role }: typeof account.$inferSelect): string => `${name} (${role})`;

/** The first row of each stage of each hazard. */
function newestFirst<R>(
  rows: readonly R[],
  judgedIn: (row: R) => { readonly stage: string; readonly hazardId: string },
): ReadonlyMap<string, R> {
  const newest = new Map<string, R>();
  for (const row of rows) {
    const { stage, hazardId } = judgedIn(row);
    const key = `${stage} ${hazardId}`;
    if (!newest.has(key)) newest.set(key, row);
  }
  return newest;
}

/** What named people judged of the risk of a hazard, as it was shown to them. */
export const createJudgements = ({ db, organisation }: Session): Judgements => {
  const scoreRows = (hazards: readonly string[]) =>
    db
      .select({ score: riskScore, account, version: hazardVersion })
      .from(riskScore)
      .innerJoin(
        account,
        and(
          eq(account.organisationId, riskScore.organisationId),
          eq(account.id, riskScore.accountId),
        ),
      )
      .innerJoin(
        hazardVersion,
        and(
          eq(hazardVersion.organisationId, riskScore.organisationId),
          eq(hazardVersion.hazardId, riskScore.hazardId),
          eq(hazardVersion.hash, riskScore.hazardSeen),
        ),
      )
      .where(
        and(eq(riskScore.organisationId, organisation), inArray(riskScore.hazardId, [...hazards])),
      )
      .orderBy(desc(riskScore.ordinal));
  type ScoreRow = Awaited<ReturnType<typeof scoreRows>>[number];

  const evaluationRows = (hazards: readonly string[]) =>
    db
      .select({ evaluation: riskEvaluation, account })
      .from(riskEvaluation)
      .innerJoin(
        account,
        and(
          eq(account.organisationId, riskEvaluation.organisationId),
          eq(account.id, riskEvaluation.accountId),
        ),
      )
      .where(
        and(
          eq(riskEvaluation.organisationId, organisation),
          inArray(riskEvaluation.hazardId, [...hazards]),
        ),
      )
      .orderBy(desc(riskEvaluation.ordinal));
  type EvaluationRow = Awaited<ReturnType<typeof evaluationRows>>[number];

  const toScore = ({ score, account: by, version }: ScoreRow, now: Scored | null): RiskScore => {
    const { id, severity, likelihood, level, scheme, productVersion } = score;
    const parsed = $RiskScore.parse({
      id,
      stage: score.stage,
      severity,
      likelihood,
      level,
      scheme,
      by: nameOf(by),
      at: toIso(score.at),
      hazardVersion: version.version,
      productVersion,
      rescore: [],
    });
    if (now === null) return parsed;
    // Most scores are of what stands, which was read already.
    const content =
      version.version === now.content.version
        ? now.content
        : $HazardContent.parse(JSON.parse(version.content));
    return {
      ...parsed,
      rescore: rescoreReasons(parsed.stage, { content, productVersion, scheme }, now),
    };
  };

  const toEvaluation = (
    { evaluation, account: by }: EvaluationRow,
    counting: RiskScore | null,
  ): RiskEvaluation => {
    const { id, stage, acceptable, reason, present, benefit, scoreId } = evaluation;
    return $RiskEvaluation.parse({
      id,
      stage,
      acceptable,
      reason,
      present,
      benefit,
      score: scoreId,
      by: nameOf(by),
      at: toIso(evaluation.at),
      current: counting !== null && counting.id === scoreId && counting.rescore.length === 0,
    });
  };

  return {
    async addScore({ hazard: hazardId, account: accountId, ...score }) {
      await db
        .insert(riskScore)
        .values({ organisationId: organisation, hazardId, accountId, ...score });
    },
    async addEvaluation({ hazard: hazardId, account: accountId, score, present, ...evaluation }) {
      await db.insert(riskEvaluation).values({
        organisationId: organisation,
        hazardId,
        accountId,
        scoreId: score,
        present: [...present],
        ...evaluation,
      });
    },
    async scores(id) {
      return (await scoreRows([id])).map((row) => toScore(row, null));
    },
    async evaluations(id) {
      return (await evaluationRows([id])).map((row) => toEvaluation(row, null));
    },
    async newestOf(hazards) {
      const scores = newestFirst(await scoreRows(hazards), ({ score }) => score);
      const evaluations = newestFirst(
        await evaluationRows(hazards),
        ({ evaluation }) => evaluation,
      );
      return (hazard, now) => {
        const at = (stage: ScoreStage) => {
          const score = scores.get(`${stage} ${hazard}`);
          const counting = score === undefined ? null : toScore(score, now);
          const evaluated = evaluations.get(`${stage} ${hazard}`);
          return {
            score: counting,
            evaluation: evaluated === undefined ? null : toEvaluation(evaluated, counting),
          };
        };
        const [initial, residual] = [at("initial"), at("residual")];
        return {
          initial: initial.score,
          residual: residual.score,
          evaluation: { initial: initial.evaluation, residual: residual.evaluation },
        };
      };
    },
  };
};
