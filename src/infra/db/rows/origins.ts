import { and, eq, inArray } from "drizzle-orm";
import type { Hazard } from "../../../domain/hazard/hazard.ts";
import { account, decision, hazardVersion, productVersion, suggestion } from "../schema.ts";
import { toIso, type Session } from "./session.ts";

type Row = { readonly id: string; readonly suggestionId: string | null };
type OriginOf = (row: Row) => Hazard["origin"];

const byId = <T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> =>
  new Map(rows.map((row) => [row.id, row]));
const unique = (ids: readonly (string | null)[]): string[] => [
  ...new Set(ids.filter((id) => id !== null)),
];

/**
 * Where hazards came from and who put them into the log. Each table is read by its ids, one after another:
 * a join of them all takes the square of the log's length where the database knows nothing of its rows yet.
 */
export const createOrigins = ({ db, organisation }: Session) => ({
  async of(hazards: readonly Row[]): Promise<OriginOf> {
    const first = await db
      .select({ id: hazardVersion.hazardId, decision: hazardVersion.decisionId })
      .from(hazardVersion)
      .where(
        and(
          eq(hazardVersion.organisationId, organisation),
          inArray(
            hazardVersion.hazardId,
            hazards.map(({ id }) => id),
          ),
          eq(hazardVersion.version, 1),
        ),
      );
    const made = await db
      .select({ id: decision.id, by: decision.accountId, at: decision.at })
      .from(decision)
      .where(
        and(
          eq(decision.organisationId, organisation),
          inArray(
            decision.id,
            first.map((version) => version.decision),
          ),
        ),
      );
    const people = await db
      .select({ id: account.id, name: account.name })
      .from(account)
      .where(
        and(
          eq(account.organisationId, organisation),
          inArray(account.id, unique(made.map(({ by }) => by))),
        ),
      );
    const described = await descriptionsOf(hazards.map(({ suggestionId }) => suggestionId));
    const [firstOf, madeBy, named] = [byId(first), byId(made), byId(people)];
    return ({ id, suggestionId }) => {
      const entered = madeBy.get(firstOf.get(id)?.decision ?? "");
      const by = named.get(entered?.by ?? "");
      if (entered === undefined || by === undefined) {
        throw new Error(`hazard ${id} has no decision that put it into the log`);
      }
      return {
        suggestion: suggestionId,
        descriptionVersion: suggestionId === null ? null : (described.get(suggestionId) ?? null),
        decision: entered.id,
        by: by.name,
        at: toIso(entered.at),
      };
    };

    /** Number of the description that each suggestion was drafted from. */
    async function descriptionsOf(ids: readonly (string | null)[]): Promise<Map<string, number>> {
      const wanted = unique(ids);
      if (wanted.length === 0) return new Map();
      const drafted = await db
        .select({ id: suggestion.id, version: suggestion.productVersionId })
        .from(suggestion)
        .where(and(eq(suggestion.organisationId, organisation), inArray(suggestion.id, wanted)));
      const versions = await db
        .select({ id: productVersion.id, number: productVersion.number })
        .from(productVersion)
        .where(
          and(
            eq(productVersion.organisationId, organisation),
            inArray(productVersion.id, unique(drafted.map(({ version }) => version))),
          ),
        );
      const numbers = byId(versions);
      return new Map(
        drafted.flatMap(({ id, version }) => {
          const number = numbers.get(version)?.number;
          return number === undefined ? [] : [[id, number] as const];
        }),
      );
    }
  },
});
