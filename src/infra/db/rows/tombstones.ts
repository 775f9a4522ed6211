import { and, asc, eq, sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../../../app/ports.ts";
import type { KeptText } from "../../../app/records.ts";
import { $Account } from "../../../domain/actor/actor.ts";
import { account, tombstone } from "../schema.ts";
import { toIso, type Session } from "./session.ts";

const $kept = z.strictObject({
  place: z.string(),
  row: z.string(),
  ref: z.string(),
  text: z.string(),
  json: z.boolean(),
  canonical: z.boolean(),
});

/** Something of the run that a row belongs to. */
const runOf = (what: string): string =>
  `(select ${what} from run r where r.organisation_id = t.organisation_id and r.id = t.run_id)`;

/** A column of the suggestion that a row is about. */
const suggestionOf = (column: string): string =>
  `(select s.${column} from suggestion s where s.organisation_id = t.organisation_id and s.id = t.suggestion_id)`;

/** A column of the returned workbook that a row belongs to. */
const workbookOf = (column: string): string =>
  `(select w.${column} from returned_workbook w where w.organisation_id = t.organisation_id and w.id = t.workbook_id)`;

/** Where free text is kept about a product: table, column, the row's key, and whose it is. */
const columns = [
  ["product_version", "description", "text", "t.id", "'version ' || t.number", "t.product_id"],
  [
    "run_step",
    "output",
    "canonical",
    "t.run_id",
    `${runOf("'R-' || r.number")} || ' ' || t.step`,
    runOf("r.product_id"),
  ],
  ...(["problem", "left_out", "raw", "value"] as const).map(
    (column) =>
      [
        "model_call",
        column,
        column === "value" ? "canonical" : "text",
        "t.run_id || ' ' || t.key",
        `${runOf("'R-' || r.number")} || ' ' || t.key`,
        runOf("r.product_id"),
      ] as const,
  ),
  ["suggestion", "content", "canonical", "t.id", "'S-' || t.number", "t.product_id"],
  [
    "hazard_version",
    "content",
    "canonical",
    "t.hazard_id",
    "'H-' || (select h.number from hazard h where h.organisation_id = t.organisation_id and h.id = t.hazard_id) || ' version ' || t.version",
    "(select h.product_id from hazard h where h.organisation_id = t.organisation_id and h.id = t.hazard_id)",
  ],
  ...(["text", "changes"] as const).map(
    (column) =>
      [
        "decision",
        column,
        column === "text" ? "text" : "canonical",
        "t.id",
        "'decision ' || t.verb",
        `coalesce((select s.product_id from suggestion s where s.organisation_id = t.organisation_id and s.id = t.suggestion_id),
          (select h.product_id from hazard h where h.organisation_id = t.organisation_id and h.id = t.hazard_id))`,
      ] as const,
  ),
  ...(["reason", "benefit"] as const).map(
    (column) =>
      [
        "risk_evaluation",
        column,
        "text",
        "t.id",
        "'evaluation of H-' || (select h.number from hazard h where h.organisation_id = t.organisation_id and h.id = t.hazard_id)",
        "(select h.product_id from hazard h where h.organisation_id = t.organisation_id and h.id = t.hazard_id)",
      ] as const,
  ),
  ["coverage_decision", "reason", "text", "t.id", "'decision about ' || t.cell", "t.product_id"],
  ...(["own_view", "view_agreement"] as const).map(
    (table) =>
      [
        table,
        "text",
        "text",
        "t.id",
        `'own view of S-' || ${suggestionOf("number")}`,
        suggestionOf("product_id"),
      ] as const,
  ),
  // A risk scheme is of no product: a text in it is taken out whichever product is asked about.
  [
    "risk_scheme_version",
    "content",
    "canonical",
    "t.id",
    "'risk scheme ' || t.scheme || ' ' || t.version",
    "null",
  ],
  ["scheme_declaration", "reason", "text", "t.id", "'declaration of ' || t.scheme", "t.product_id"],
  ...(["content", "reason"] as const).map(
    (column) =>
      [
        "baseline",
        column,
        column === "reason" ? "text" : "canonical",
        "t.id",
        "'baseline ' || t.number",
        "t.product_id",
      ] as const,
  ),
  ...(["file_name", "unread"] as const).map(
    (column) =>
      [
        "returned_workbook",
        column,
        column === "file_name" ? "text" : "canonical",
        "t.id",
        "'workbook ' || t.number",
        "t.product_id",
      ] as const,
  ),
  [
    "proposal",
    "content",
    "canonical",
    "t.id",
    `'proposal ' || ${workbookOf("number")} || '/' || t.number`,
    workbookOf("product_id"),
  ],
  [
    "proposal_decision",
    "reason",
    "text",
    "t.id",
    "'decision about a proposal'",
    `(select w.product_id from proposal p join returned_workbook w
      on w.organisation_id = p.organisation_id and w.id = p.workbook_id
      where p.organisation_id = t.organisation_id and p.id = t.proposal_id)`,
  ],
  // An answer kept for a retry is of no product; what it repeats is taken out of it as well.
  ["idempotency_key", "answer", "json", "t.key", "'a kept answer'", "null"],
] as const;

const textsOf = (organisation: string, product: string): SQL =>
  sql.join(
    columns.map(
      ([table, column, format, key, ref, owner]) => sql`
        select ${`${table}.${column}`} as place, (${sql.raw(key)})::text as row, ${sql.raw(ref)} as ref,
          t.${sql.raw(column)} as text, ${format !== "text"}::boolean as json,
          ${format === "canonical"}::boolean as canonical
        from ${sql.raw(table)} t
        where t.organisation_id = ${organisation} and t.${sql.raw(column)} is not null
          and (${sql.raw(owner)} = ${product} or ${sql.raw(owner)} is null)`,
    ),
    sql` union all `,
  );

export const createTombstones = ({ db, organisation }: Session): Tx["tombstones"] => ({
  async texts(product) {
    const { rows } = await db.execute(
      sql`select * from (${textsOf(organisation, product)}) kept order by place collate "C", ref collate "C", row collate "C", text collate "C"`,
    );
    return rows.map((row): KeptText => $kept.parse(row));
  },
  async add({ by, ...added }) {
    await db.insert(tombstone).values({ organisationId: organisation, accountId: by.id, ...added });
  },
  async replace({ place, row, text }, made) {
    const found = columns.find(([table, column]) => `${table}.${column}` === place);
    if (found === undefined) throw new RangeError(`no text is kept in ${place}`);
    const [table, column, , key] = found;
    await db.execute(sql`
      update ${sql.raw(table)} t set ${sql.raw(column)} = ${made}
      where t.organisation_id = ${organisation} and (${sql.raw(key)})::text = ${row}
        and t.${sql.raw(column)} = ${text}`);
  },
  async list() {
    const rows = await db
      .select({ tombstone, account })
      .from(tombstone)
      .innerJoin(
        account,
        and(
          eq(account.organisationId, tombstone.organisationId),
          eq(account.id, tombstone.accountId),
        ),
      )
      .where(eq(tombstone.organisationId, organisation))
      .orderBy(asc(tombstone.at), asc(tombstone.id));
    return rows.map(({ tombstone: { id, place, row, was, became, reason, at }, account: by }) => ({
      id,
      place,
      row,
      was,
      became,
      reason,
      at: toIso(at),
      by: $Account.parse({
        id: by.id,
        name: by.name,
        role: by.role,
        body: by.body,
        number: by.number,
      }),
    }));
  },
});
