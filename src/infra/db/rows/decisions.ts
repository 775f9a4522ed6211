import { and, asc, eq, sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../../../app/ports.ts";
import type { Decision } from "../../../domain/decision/decision.ts";
import { $Account } from "../../../domain/actor/actor.ts";
import { $Change } from "../../../domain/diff/diff.ts";
import { canonicalText } from "../../../domain/hash/canonical.ts";
import { hazardVerbs } from "../../../domain/hazard/content.ts";
import { $RejectCode, suggestionVerbs } from "../../../domain/suggestion/suggestion.ts";
import { account, decision } from "../schema.ts";
import { toIso, type Session } from "./session.ts";

const $verb = z.enum([...suggestionVerbs, ...hazardVerbs]);
const $changes = z.array($Change);

type Row = { decision: typeof decision.$inferSelect; account: typeof account.$inferSelect };
const toDecision = ({ decision: row, account: by }: Row): Decision => ({
  id: row.id,
  verb: $verb.parse(row.verb),
  suggestion: row.suggestionId,
  seen: row.seen,
  hazard: row.hazardId,
  hazardSeen: row.hazardSeen,
  into: row.intoId,
  intoSeen: row.intoSeen,
  undoes: row.undoesId,
  by: $Account.parse({ id: by.id, name: by.name, role: by.role, body: by.body, number: by.number }),
  at: toIso(row.at),
  reason: row.reason === null ? null : $RejectCode.parse(row.reason),
  text: row.text,
  causes: row.causes,
  controls: row.controls,
  changes: $changes.parse(JSON.parse(row.changes)),
});

export const createDecisions = ({ db, organisation }: Session): Tx["decisions"] => {
  const list = async (about: SQL): Promise<Decision[]> => {
    const rows = await db
      .select({ decision, account })
      .from(decision)
      .innerJoin(
        account,
        and(
          eq(account.organisationId, decision.organisationId),
          eq(account.id, decision.accountId),
        ),
      )
      .where(and(eq(decision.organisationId, organisation), about))
      .orderBy(asc(decision.ordinal));
    return rows.map(toDecision);
  };
  return {
    async add({ suggestion, hazard, into, undoes, by, causes, controls, changes, ...rest }) {
      await db.insert(decision).values({
        organisationId: organisation,
        suggestionId: suggestion,
        hazardId: hazard,
        intoId: into,
        undoesId: undoes,
        accountId: by.id,
        causes: [...causes],
        controls: [...controls],
        changes: canonicalText(changes),
        ...rest,
      });
    },
    ofSuggestion: (suggestion) => list(eq(decision.suggestionId, suggestion)),
    ofHazard: (hazard) => list(eq(decision.hazardId, hazard)),
    newest: (product) =>
      list(sql`${decision.ordinal} in (
      select max(d.ordinal) from decision d
      join suggestion s on s.organisation_id = d.organisation_id and s.id = d.suggestion_id
      where d.organisation_id = ${organisation} and (${product === null} or s.product_id = ${product})
      group by d.suggestion_id)`),
  };
};
