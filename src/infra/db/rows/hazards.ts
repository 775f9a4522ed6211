import { and, asc, desc, eq, inArray, type SQL } from "drizzle-orm";
import type { Tx } from "../../../app/ports.ts";
import { $Hazard, $RiskScore, type Hazard, type RiskScore } from "../../../domain/hazard/hazard.ts";
import {
  account,
  cause,
  control,
  controlCause,
  decision,
  hazard,
  productVersion,
  riskScore,
  suggestion,
} from "../schema.ts";
import { isUuid, numberOf, toIso, type Session } from "./session.ts";

type ScoreRow = { score: typeof riskScore.$inferSelect; account: typeof account.$inferSelect };
const toScore = ({ score, account: by }: ScoreRow): RiskScore =>
  $RiskScore.parse({
    stage: score.stage,
    severity: score.severity,
    likelihood: score.likelihood,
    level: score.level,
    scheme: score.scheme,
    by: `${by.name} (${by.role})`,
    at: toIso(score.at),
  });

export const createHazards = ({ db, organisation }: Session): Tx["hazards"] => {
  const own = eq(hazard.organisationId, organisation);

  async function scoresOf(hazards: readonly string[]): Promise<ScoreRow[]> {
    return db
      .select({ score: riskScore, account })
      .from(riskScore)
      .innerJoin(
        account,
        and(
          eq(account.organisationId, riskScore.organisationId),
          eq(account.id, riskScore.accountId),
        ),
      )
      .where(
        and(eq(riskScore.organisationId, organisation), inArray(riskScore.hazardId, [...hazards])),
      )
      .orderBy(desc(riskScore.at), desc(riskScore.id));
  }

  /** Reads whole hazards in a fixed number of statements, however many there are. */
  async function load(where: SQL | undefined): Promise<Hazard[]> {
    const rows = await db
      .select({ hazard, decision, account, descriptionVersion: productVersion.number })
      .from(hazard)
      .innerJoin(
        decision,
        and(eq(decision.organisationId, hazard.organisationId), eq(decision.id, hazard.decisionId)),
      )
      .innerJoin(
        suggestion,
        and(
          eq(suggestion.organisationId, hazard.organisationId),
          eq(suggestion.id, hazard.suggestionId),
        ),
      )
      .innerJoin(
        productVersion,
        and(
          eq(productVersion.organisationId, suggestion.organisationId),
          eq(productVersion.id, suggestion.productVersionId),
        ),
      )
      .innerJoin(
        account,
        and(
          eq(account.organisationId, decision.organisationId),
          eq(account.id, decision.accountId),
        ),
      )
      .where(and(own, where))
      .orderBy(asc(hazard.productId), asc(hazard.number));
    if (rows.length === 0) return [];
    const ids = rows.map((row) => row.hazard.id);
    const causes = await db
      .select()
      .from(cause)
      .where(and(eq(cause.organisationId, organisation), inArray(cause.hazardId, ids)))
      .orderBy(asc(cause.number));
    const controls = await db
      .select()
      .from(control)
      .where(and(eq(control.organisationId, organisation), inArray(control.hazardId, ids)))
      .orderBy(asc(control.number));
    const links = await db
      .select({ control: controlCause.controlId, number: cause.number })
      .from(controlCause)
      .innerJoin(
        cause,
        and(
          eq(cause.organisationId, controlCause.organisationId),
          eq(cause.id, controlCause.causeId),
        ),
      )
      .where(and(eq(controlCause.organisationId, organisation), inArray(cause.hazardId, ids)))
      .orderBy(asc(cause.number));
    const scores = await scoresOf(ids);
    return rows.map(({ hazard: row, decision: made, account: by, descriptionVersion }) => {
      const newest = (stage: string): RiskScore | null => {
        const found = scores.find((s) => s.score.hazardId === row.id && s.score.stage === stage);
        return found === undefined ? null : toScore(found);
      };
      return $Hazard.parse({
        id: row.id,
        ref: `H-${row.number}`,
        product: row.productId,
        name: row.name,
        hazard: row.hazard,
        effect: row.effect,
        harm: row.harm,
        exposed: row.exposed,
        condition: row.condition,
        status: row.status,
        causes: causes
          .filter((c) => c.hazardId === row.id)
          .map(({ number, text, kind }) => ({ number, text, kind })),
        controls: controls
          .filter((c) => c.hazardId === row.id)
          .map(({ id, number, text, type, owner, worksIf, state }) => ({
            number,
            text,
            type,
            owner,
            worksIf,
            state,
            actsOn: links.filter((link) => link.control === id).map((link) => link.number),
          })),
        initial: newest("initial"),
        residual: newest("residual"),
        origin: {
          suggestion: row.suggestionId,
          descriptionVersion,
          decision: made.id,
          by: by.name,
          at: toIso(made.at),
        },
        version: row.version,
      });
    });
  }

  return {
    async add({ product, suggestion, decision: decisionId, content, ...added }, at) {
      await db.insert(hazard).values({
        organisationId: organisation,
        id: added.id,
        number: added.number,
        productId: product,
        suggestionId: suggestion,
        decisionId,
        name: content.title,
        hazard: content.hazard,
        effect: content.effect,
        harm: content.harm,
        exposed: content.exposed,
        condition: content.condition,
        status: "open",
        version: 1,
        createdAt: at,
      });
      const common = { organisationId: organisation, hazardId: added.id, decisionId };
      await db
        .insert(cause)
        .values(added.causes.map((c, i) => ({ ...common, ...c, number: i + 1 })));
      if (added.controls.length === 0) return;
      await db.insert(control).values(
        added.controls.map(({ actsOn: _actsOn, ...c }, i) => ({
          ...common,
          ...c,
          number: i + 1,
          state: "proposed",
        })),
      );
      const links = added.controls.flatMap((c) =>
        c.actsOn.flatMap((number) => {
          const causeId = added.causes[number - 1]?.id;
          return causeId === undefined
            ? []
            : [{ organisationId: organisation, controlId: c.id, causeId }];
        }),
      );
      if (links.length > 0) await db.insert(controlCause).values(links);
    },
    async find(ref, product) {
      const number = numberOf("H", ref);
      if (number === null && !isUuid(ref)) return [];
      const named = number === null ? eq(hazard.id, ref) : eq(hazard.number, number);
      return load(product === undefined ? named : and(named, eq(hazard.productId, product)));
    },
    list: (product) => load(eq(hazard.productId, product)),
    async ofSuggestion(suggestion) {
      return (await load(eq(hazard.suggestionId, suggestion)))[0] ?? null;
    },
    async addScore({ hazard: hazardId, account: accountId, ...score }) {
      await db
        .insert(riskScore)
        .values({ organisationId: organisation, hazardId, accountId, ...score });
    },
    async scores(id) {
      return (await scoresOf([id])).map(toScore);
    },
  };
};
