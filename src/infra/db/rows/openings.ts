import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../../../app/ports.ts";
import type { OwnDecision } from "../../../app/records.ts";
import { suggestionVerbs } from "../../../domain/suggestion/suggestion.ts";
import { toIso, type Session } from "./session.ts";

const $decided = z.object({
  id: z.string(),
  verb: z.enum(suggestionVerbs),
  suggestion: z.string(),
  number: z.int(),
  slug: z.string(),
  name: z.string(),
  at: z.string(),
  opened_at: z.string().nullable(),
});

/** When a person first had suggestions before them: never joined with another account's. */
export const createOpenings = ({ db, organisation }: Session): Tx["openings"] => ({
  async add(account, suggestion, at) {
    await db.execute(sql`
      insert into opening (organisation_id, account_id, suggestion_id, at)
      values (${organisation}, ${account}, ${suggestion}, ${at}) on conflict do nothing`);
  },
  async move(account, suggestion, at) {
    await db.execute(sql`
      insert into opening (organisation_id, account_id, suggestion_id, at)
      values (${organisation}, ${account}, ${suggestion}, ${at})
      on conflict (organisation_id, account_id, suggestion_id) do update set at = excluded.at`);
  },
  async decided(account, since) {
    const { rows } = await db.execute(sql`
      select d.id, d.verb, d.suggestion_id as suggestion, s.number, p.slug, p.name, d.at::text as at,
        o.at::text as opened_at
      from decision d
      join suggestion s on s.organisation_id = d.organisation_id and s.id = d.suggestion_id
      join product p on p.organisation_id = s.organisation_id and p.id = s.product_id
      left join opening o on o.organisation_id = d.organisation_id and o.account_id = d.account_id
        and o.suggestion_id = d.suggestion_id
      where d.organisation_id = ${organisation} and d.account_id = ${account}
        and (${since}::timestamptz is null or d.at >= ${since}::timestamptz)
      order by d.ordinal`);
    return rows.map((row): OwnDecision => {
      const { number, slug, name, at, opened_at: opened, ...decided } = $decided.parse(row);
      return {
        ...decided,
        ref: `S-${number}`,
        productSlug: slug,
        productName: name,
        at: toIso(at),
        openedAt: opened === null ? null : toIso(opened),
      };
    });
  },
  async forget(account) {
    const { rows } = await db.execute(sql`
      delete from opening where organisation_id = ${organisation} and account_id = ${account}
      returning suggestion_id`);
    return rows.length;
  },
});
