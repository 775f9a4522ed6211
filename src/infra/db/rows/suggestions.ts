import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { Decision, Suggestion, Tx } from "../../../app/ports.ts";
import { $Account } from "../../../domain/actor/actor.ts";
import { $Candidate } from "../../../domain/candidate/candidate.ts";
import { canonicalText } from "../../../domain/hash/canonical.ts";
import { $RejectCode, suggestionStates } from "../../../domain/suggestion/suggestion.ts";
import { account, decision, suggestion } from "../schema.ts";
import { isUuid, numberOf, toIso, type Session } from "./session.ts";

const $state = z.enum(suggestionStates);
const $verb = z.enum(["accept", "reject"]);

const toSuggestion = (row: typeof suggestion.$inferSelect): Suggestion => ({
  id: row.id,
  ref: `S-${row.number}`,
  product: row.productId,
  productVersion: row.productVersionId,
  run: row.runId,
  rank: row.rank,
  situation: row.situation,
  content: $Candidate.parse(JSON.parse(row.content)),
  hash: row.hash,
  state: $state.parse(row.state),
});

type DecisionRow = { decision: typeof decision.$inferSelect; account: typeof account.$inferSelect };
const toDecision = ({ decision: row, account: by }: DecisionRow): Decision => ({
  id: row.id,
  suggestion: row.suggestionId,
  verb: $verb.parse(row.verb),
  seen: row.seen,
  by: $Account.parse({ id: by.id, name: by.name, role: by.role, body: by.body, number: by.number }),
  at: toIso(row.at),
  reason: row.reason === null ? null : $RejectCode.parse(row.reason),
  text: row.text,
  causes: row.causes,
  controls: row.controls,
});

export const createSuggestions = ({ db, organisation }: Session): Tx["suggestions"] => {
  const own = eq(suggestion.organisationId, organisation);
  return {
    async add(added) {
      if (added.length === 0) return;
      await db
        .insert(suggestion)
        .values(
          added.map(({ product, productVersion, run, content, at, ...rest }) => ({
            organisationId: organisation,
            productId: product,
            productVersionId: productVersion,
            runId: run,
            content: canonicalText(content),
            state: "pending",
            createdAt: at,
            ...rest,
          })),
        )
        .onConflictDoNothing();
    },
    async find(ref, product) {
      const number = numberOf("S", ref);
      if (number === null && !isUuid(ref)) return [];
      const named = number === null ? eq(suggestion.id, ref) : eq(suggestion.number, number);
      const inProduct = product === undefined ? undefined : eq(suggestion.productId, product);
      const rows = await db
        .select()
        .from(suggestion)
        .where(and(own, named, inProduct));
      return rows.map(toSuggestion);
    },
    async list({ product, state, run }) {
      const rows = await db
        .select()
        .from(suggestion)
        .where(
          and(
            own,
            product === undefined ? undefined : eq(suggestion.productId, product),
            state === undefined ? undefined : eq(suggestion.state, state),
            run === undefined ? undefined : eq(suggestion.runId, run),
          ),
        )
        .orderBy(
          sql`(${suggestion.state} <> 'pending')`,
          asc(suggestion.productId),
          asc(suggestion.rank),
          asc(suggestion.number),
        );
      return rows.map(toSuggestion);
    },
    async bySituation(product, situations) {
      if (situations.length === 0) return [];
      const rows = await db
        .select()
        .from(suggestion)
        .where(
          and(
            own,
            eq(suggestion.productId, product),
            inArray(suggestion.situation, [...situations]),
          ),
        )
        .orderBy(asc(suggestion.number));
      return rows.map(toSuggestion);
    },
    async decide(id, state) {
      const rows = await db
        .update(suggestion)
        .set({ state })
        .where(and(own, eq(suggestion.id, id), eq(suggestion.state, "pending")))
        .returning({ id: suggestion.id });
      return rows.length === 1;
    },
    async addDecision({ suggestion: suggestionId, by, causes, controls, ...rest }) {
      await db.insert(decision).values({
        organisationId: organisation,
        suggestionId,
        accountId: by.id,
        causes: [...causes],
        controls: [...controls],
        ...rest,
      });
    },
    async decisions(suggestionId) {
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
        .where(
          and(eq(decision.organisationId, organisation), eq(decision.suggestionId, suggestionId)),
        )
        .orderBy(asc(decision.at), asc(decision.id));
      return rows.map(toDecision);
    },
  };
};
