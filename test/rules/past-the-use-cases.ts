import { sha256 } from "../../src/domain/hash/canonical.ts";
import type { Queue } from "../support/make-queue.ts";
import type { Desk, OpenRecord } from "../support/record.ts";

export type Row = Readonly<Record<string, unknown>>;

/** Writes rows as somebody does who has the database and goes past the use cases. */
export function pastTheUseCases(record: () => OpenRecord) {
  const insert = async (table: string, row: Row): Promise<void> => {
    const columns = Object.keys(row);
    await record().sql(
      `insert into ${table} (${columns.join(", ")}) values (${columns.map((_, i) => `$${i + 1}`).join(", ")})`,
      Object.values(row),
    );
  };
  const next = (): string => record().ids.next();
  const personOf = async (desk: Desk) => (await desk.call("account.show", {}))?.id ?? null;

  const decisionRow = async (desk: Desk, row: Row): Promise<Row> => ({
    organisation_id: desk.organisation,
    id: next(),
    verb: "accept",
    account_id: await personOf(desk),
    causes: [1],
    controls: [],
    at: record().clock.now(),
    ...row,
  });
  const versionRow = (desk: Desk, row: Row): Row => ({
    organisation_id: desk.organisation,
    version: 2,
    content: "{}",
    hash: sha256("{}"),
    at: record().clock.now(),
    ...row,
  });
  const hazardRow = (desk: Desk, { product }: Queue, row: Row): Row => ({
    organisation_id: desk.organisation,
    id: next(),
    number: 99,
    product_id: product.id,
    created_at: record().clock.now(),
    ...row,
  });
  return { insert, next, personOf, decisionRow, versionRow, hazardRow };
}
