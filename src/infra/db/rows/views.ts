import { and, desc, eq, sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../../../app/ports.ts";
import { agreements, type OwnView } from "../../../domain/view/view.ts";
import { account, ownView, suggestion, viewAgreement, viewSample } from "../schema.ts";
import { toPerson } from "./people.ts";
import { toIso, type Session } from "./session.ts";

const $agreement = z.enum(agreements);
const $id = z.object({ id: z.string() });
const $asked = z.object({ id: z.string(), number: z.int() });

/** Suggestions `s` that nothing was ever decided about and that are in a sample of one in `every`. */
const askFirst = (every: SQL): SQL => sql`s.state = 'pending' and s.number % nullif(${every}, 0) = 0
  and not exists (select 1 from decision d
    where d.organisation_id = s.organisation_id and d.suggestion_id = s.id)`;

export const createViews = ({ db, organisation }: Session): Tx["views"] => {
  const views = async (about: SQL): Promise<(OwnView & { ref: string })[]> => {
    const newest = db
      .select({
        agreement: viewAgreement.agreement,
        text: viewAgreement.text,
        at: viewAgreement.at,
      })
      .from(viewAgreement)
      .where(
        and(eq(viewAgreement.organisationId, organisation), eq(viewAgreement.viewId, ownView.id)),
      )
      .orderBy(desc(viewAgreement.ordinal))
      .limit(1)
      .as("newest");
    const rows = await db
      .select({
        view: ownView,
        account,
        number: suggestion.number,
        agreement: newest.agreement,
        text: newest.text,
        at: newest.at,
      })
      .from(ownView)
      .innerJoin(
        suggestion,
        and(eq(suggestion.organisationId, organisation), eq(suggestion.id, ownView.suggestionId)),
      )
      .innerJoin(
        account,
        and(eq(account.organisationId, organisation), eq(account.id, ownView.accountId)),
      )
      .leftJoinLateral(newest, sql`true`)
      .where(and(eq(ownView.organisationId, organisation), about))
      .orderBy(desc(ownView.ordinal));
    return rows.map(({ view, account: by, number, agreement, text, at }) => ({
      id: view.id,
      suggestion: view.suggestionId,
      ref: `S-${number}`,
      by: toPerson(by),
      at: toIso(view.at),
      text: view.text,
      agreement:
        agreement === null || at === null
          ? null
          : { agreement: $agreement.parse(agreement), text, at: toIso(at) },
    }));
  };
  return {
    async withheld(person, suggestions, usual) {
      const every = sql`coalesce((select v.every from view_sample v
        where v.organisation_id = s.organisation_id and v.product_id = s.product_id
        order by v.ordinal desc limit 1), ${usual}::integer)`;
      const { rows } = await db.execute(sql`
        select s.id from suggestion s
        where s.organisation_id = ${organisation} and s.id = any(${sql.param([...suggestions])}::uuid[])
          and ${askFirst(every)}
          and not exists (select 1 from own_view o where o.organisation_id = s.organisation_id
            and o.suggestion_id = s.id and o.account_id = ${person})
          and not exists (select 1 from opening o where o.organisation_id = s.organisation_id
            and o.suggestion_id = s.id and o.account_id = ${person})`);
      return rows.map((row) => $id.parse(row).id);
    },
    async undecided(product, every) {
      const { rows } = await db.execute(sql`
        select s.id, s.number from suggestion s
        where s.organisation_id = ${organisation} and s.product_id = ${product}
          and ${askFirst(sql`${every}::integer`)}
        order by s.number`);
      return rows.map((row) => {
        const { id, number } = $asked.parse(row);
        return { id, ref: `S-${number}` };
      });
    },
    ofSuggestion: async (id) =>
      (await views(eq(ownView.suggestionId, id))).map(({ ref: _ref, ...view }) => view),
    ofProduct: (product) => views(eq(suggestion.productId, product)),
    async add({ suggestion: suggestionId, account: accountId, ...view }) {
      await db
        .insert(ownView)
        .values({ organisationId: organisation, suggestionId, accountId, ...view });
    },
    async addAgreement({ view: viewId, suggestion: suggestionId, account: accountId, ...said }) {
      await db
        .insert(viewAgreement)
        .values({ organisationId: organisation, viewId, suggestionId, accountId, ...said });
    },
    async sample(product) {
      const [row] = await db
        .select({ sample: viewSample, account })
        .from(viewSample)
        .innerJoin(
          account,
          and(eq(account.organisationId, organisation), eq(account.id, viewSample.accountId)),
        )
        .where(and(eq(viewSample.organisationId, organisation), eq(viewSample.productId, product)))
        .orderBy(desc(viewSample.ordinal))
        .limit(1);
      if (row === undefined) return null;
      return { every: row.sample.every, by: toPerson(row.account), at: toIso(row.sample.at) };
    },
    async addSample({ product: productId, account: accountId, ...sample }) {
      await db
        .insert(viewSample)
        .values({ organisationId: organisation, productId, accountId, ...sample });
    },
  };
};
