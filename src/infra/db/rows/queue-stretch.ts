import { sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { QueueFound, QueueStretch } from "../../../app/records.ts";
import { importedDrafter } from "../../../domain/candidate/imported.ts";
import { offlineDrafter } from "../../../domain/draft/offline.ts";
import {
  isFunctionKey,
  narrows,
  type QueueDrafter,
  type QueueFilter,
} from "../../../domain/suggestion/queue-filter.ts";
import type { Session } from "./session.ts";

/** One column of an order, as it is written in SQL, and the type that its value is compared as. */
type Key = { readonly column: string; readonly type: string; readonly falls?: true };

const rank: Key = { column: "rank", type: "int" };
const number: Key = { column: "number", type: "int" };
const product: Key = { column: "product_id", type: "uuid" };
const lens: Key = { column: "lens", type: "text" };
const createdAt: Key = { column: "created_at", type: "timestamptz", falls: true };

/** Each order as an index of `suggestion` has it after its product (if any) and its state; no two rows are alike in it. */
const orders = {
  one: { rank: [rank, number], newest: [createdAt, rank, number], lens: [lens, rank, number] },
  all: {
    rank: [rank, product, number],
    newest: [createdAt, product, rank, number],
    lens: [lens, rank, product, number],
  },
} as const satisfies Record<string, Record<QueueFilter["sort"], readonly Key[]>>;

/** Orders whose index begins with the lens where one is asked for. */
const isLedByLens = ({ lens: asked, sort }: QueueFilter): boolean =>
  asked !== undefined && sort !== "newest";

const and = (parts: readonly SQL[]): SQL =>
  parts.length === 0 ? sql`true` : sql.join([...parts], sql` and `);
const listed = (parts: readonly SQL[]): SQL => sql.join([...parts], sql`, `);
const named = ({ column }: Key): SQL => sql.raw(column);

const drafted: Readonly<Record<QueueDrafter, SQL>> = {
  rules: sql`drafter = ${offlineDrafter.id} and not stands_in`,
  model: sql`drafter not in (${offlineDrafter.id}, ${importedDrafter.id}) and not stands_in`,
  "stand-in": sql`stands_in`,
  imported: sql`drafter = ${importedDrafter.id}`,
};

/** What a filter asks of a row, but for its state. */
export function filtered(filter: QueueFilter): SQL {
  const { condition, drafter, untailored, place } = filter;
  return and([
    ...(filter.lens === undefined ? [] : [sql`lens = ${filter.lens}`]),
    ...(condition === undefined ? [] : [sql`condition = ${condition}`]),
    ...(drafter === undefined ? [] : [drafted[drafter]]),
    ...(untailored === undefined ? [] : [sql`untailored = ${untailored}`]),
    ...(place === undefined
      ? []
      : [isFunctionKey(place) ? sql`starts_with(cell, ${`${place}/`})` : sql`cell = ${place}`]),
  ]);
}

const falls = (key: Key, backwards: boolean): boolean => (key.falls === true) !== backwards;

/** Absent values last, as the indexes have them: without it an order that falls is not theirs. */
const orderBy = (keys: readonly Key[], backwards: boolean): SQL =>
  listed(
    keys.map((key) => {
      const way = `${falls(key, backwards) ? "desc" : "asc"} nulls ${backwards ? "first" : "last"}`;
      return sql`${named(key)} ${sql.raw(way)}`;
    }),
  );

/**
 * Beyond a row in an order whose columns do not all rise: its keys but the last few equal, and one beyond.
 * Each is one range of the order's index, which a comparison of whole rows would not be.
 */
const beyond = (keys: readonly Key[], values: readonly unknown[], backwards: boolean): SQL[] =>
  keys.map((key, i) => {
    const value = (at: number): SQL => sql`${values[at]}::${sql.raw(keys[at]?.type ?? "text")}`;
    const same = keys.slice(0, i).map((before, at) => sql`${named(before)} = ${value(at)}`);
    const compare = sql.raw(falls(key, backwards) ? "<" : ">");
    return and([...same, sql`${named(key)} ${compare} ${value(i)}`]);
  });

const $Found = z.object({ ids: z.array(z.string()), edge: z.string().nullable() });

/**
 * The ids of a stretch. Each state and each range is read from an index as far as is needed, and only
 * what was read so is filtered: the work is bounded by `look`, never by the size of the record.
 */
export async function findStretch(
  db: Session["db"],
  organisation: string,
  { product: only, filter, from, limit, look }: QueueStretch,
): Promise<QueueFound> {
  const keys: readonly Key[] = orders[only === null ? "all" : "one"][filter.sort];
  const backwards = from?.toward === "before";
  let ranges: readonly SQL[] = [sql`true`];
  if (from !== null) {
    const { rows } = await db.execute(sql`
      select ${listed(keys.map(({ column }) => sql.raw(`${column}::text`)))} from suggestion
      where organisation_id = ${organisation} and id = ${from.id}`);
    const [row] = rows;
    if (row === undefined) return { ids: [], edge: null };
    ranges = beyond(
      keys,
      keys.map(({ column }) => row[column]),
      backwards,
    );
  }
  const led = isLedByLens(filter);
  const rest = led ? { ...filter, lens: undefined } : filter;
  const reach = narrows(rest) ? Math.max(look, limit) : limit;
  const columns = sql`id, product_id, number, rank, created_at, lens, condition, drafter, stands_in, untailored, cell`;
  const branches = filter.states.flatMap((state) =>
    ranges.map(
      (range) => sql`(select ${columns} from suggestion
        where organisation_id = ${organisation} and state = ${state}
          and ${only === null ? sql`true` : sql`product_id = ${only}`}
          and ${led ? sql`lens = ${filter.lens}` : sql`true`} and ${range}
        order by ${orderBy(keys, backwards)} limit ${reach})`,
    ),
  );
  const { rows } = await db.execute(sql`
    with looked as materialized (
      select * from (${sql.join(branches, sql` union all `)}) as branch
      order by ${orderBy(keys, backwards)} limit ${reach}),
    found as (
      select * from looked where ${filtered(rest)} order by ${orderBy(keys, backwards)} limit ${limit})
    select coalesce((select json_agg(id order by ${orderBy(keys, false)}) from found), '[]') as ids,
      case when (select count(*) from looked) = ${reach}
        then (select id from looked order by ${orderBy(keys, !backwards)} limit 1) end as edge`);
  const { ids, edge } = $Found.parse(rows[0]);
  return { ids, edge };
}
