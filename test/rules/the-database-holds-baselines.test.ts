/** DESIGN §1, rule 3: what was approved stays what it was, whoever writes to the database. */
import { expect, test } from "vitest";
import { approveLog, makeScoredLog } from "../support/baselines.ts";
import { declareOwn } from "../support/make-scheme.ts";
import { onEachEngine, useRecord, type Desk } from "../support/record.ts";
import { seenOf } from "../support/hazards.ts";
import { tamper } from "../support/tamper.ts";

onEachEngine("the database holds baselines and risk schemes", (engine) => {
  const record = useRecord({ engine });

  /** A log with a scheme of its own, scored by it and approved. */
  const approved = async (desk: Desk): Promise<string> => {
    const { product, hazard } = await makeScoredLog(desk);
    await declareOwn(desk, product);
    await desk.call("hazard.score", {
      ...seenOf(hazard),
      ...{ severity: "Grave", likelihood: "Rare" },
    });
    await approveLog(desk, product);
    return product;
  };

  test.each([
    ["baseline", "content", "replace(content, '\"level\":2', '\"level\":1')"],
    ["baseline", "reason", "'None'"],
    ["baseline", "meaning", "'Nothing at all'"],
    ["baseline", "number", "2"],
    ["risk_scheme_version", "content", "replace(content, '3', '1')"],
    ["risk_scheme_version", "version", "2"],
    ["scheme_declaration", "scheme", "'ig-example 1'"],
    ["scheme_declaration", "reason", "'None'"],
  ])(
    "%s.%s: a change is refused, and caught where the refusal was taken away",
    async (table, column, made) => {
      const desk = await record().desk();
      await approved(desk);
      const change = `update ${table} set ${column} = ${made} where organisation_id = $1`;
      await expect(record().sql(change, [desk.organisation])).rejects.toThrow(/is refused/u);
      await expect(
        record().sql(`delete from ${table} where organisation_id = $1`, [desk.organisation]),
      ).rejects.toThrow(/is refused/u);
      await expect(record().sql(`truncate ${table}`)).rejects.toThrow(/is refused/u);
      expect((await desk.call("audit.verify", {})).record).toEqual([]);

      await tamper(record(), table, change, desk);
      const { record: breaches } = await desk.call("audit.verify", {});
      expect(breaches).toHaveLength(1);
      expect(breaches[0]).toMatch(/is not what audit event \d+ tells of it/u);
    },
  );

  test.each(["baseline", "risk_scheme_version", "scheme_declaration"])(
    "%s: one that is taken out is missed, and one that nobody added is seen",
    async (table) => {
      const desk = await record().desk();
      await approved(desk);
      const [row] = await record().sql(`select id from ${table} where organisation_id = $1`, [
        desk.organisation,
      ]);
      const other = record().ids.next();
      const columns = await record().sql<{ name: string }>(
        `select column_name as name from information_schema.columns
         where table_name = $1 and column_name not in ('id', 'ordinal', 'number', 'version')`,
        [table],
      );
      const same = columns.map(({ name }) => name).join(", ");
      const counted = { baseline: "number", risk_scheme_version: "version" }[table];
      const extra = counted === undefined ? ["", ""] : [`, ${counted}`, `, ${counted} + 1`];
      await tamper(
        record(),
        table,
        `insert into ${table} (id, ${same}${extra[0]}) select '${other}', ${same}${extra[1]} from ${table}
         where organisation_id = $1`,
        desk,
      );
      const more = await desk.call("audit.verify", {});
      expect(more.record).toEqual([
        expect.stringMatching(/stands in the record, and no audit event tells of it/u),
      ]);
      await tamper(
        record(),
        table,
        `delete from ${table} where organisation_id = $1 and id in ('${other}', '${String(row?.["id"])}')`,
        desk,
      );
      const less = await desk.call("audit.verify", {});
      expect(less.record).toEqual([expect.stringMatching(/is missing in the record/u)]);
    },
  );
});
