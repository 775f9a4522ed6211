import { describe, expect, test } from "vitest";
import { genesisHash } from "../../../src/domain/audit/event.ts";
import { verifyChain } from "../../../src/domain/audit/verify.ts";
import { makeQueue } from "../../support/make-queue.ts";
import { refusalOf, useRecord } from "../../support/record.ts";

describe("audit.verify and audit.export", () => {
  const record = useRecord({ engine: "PGlite" });

  test("verify a chain, and an export that needs no database", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    const exported = await desk.call("audit.export", {});
    expect(exported.events).toHaveLength(12);
    expect(exported.head).toEqual({ sequence: 12, hash: exported.events.at(-1)?.hash });
    expect(await desk.call("audit.verify", { heads: [exported.head] })).toEqual({
      events: 12,
      head: exported.head,
      breaches: [],
      journal: [],
      record: [],
    });
    const file = JSON.parse(JSON.stringify(exported)) as typeof exported;
    expect(verifyChain(file.events, file.organisation)).toMatchObject({
      breaches: [],
      head: exported.head,
    });
  });

  test("say of a head that is known from elsewhere when it is missing or differs", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    const { breaches } = await desk.call("audit.verify", {
      heads: [
        { sequence: 99, hash: "0".repeat(64) },
        { sequence: 3, hash: "0".repeat(64) },
        { sequence: 0, hash: genesisHash },
      ],
    });
    expect(breaches.map(({ sequence }) => sequence)).toEqual([99, 3]);
  });

  test("find an event that was altered behind the database's back", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    await record().sql(`do $$ begin
      set local session_replication_role = replica;
      update audit_event set text = replace(text, 'Kinloch', 'Kinlock')
        where organisation_id = '${desk.organisation}' and sequence = 1;
    end $$`);
    const { breaches } = await desk.call("audit.verify", {});
    expect(breaches).toEqual([{ sequence: 1, what: "its text is not the text that was hashed" }]);
  });

  test("read an empty chain", async () => {
    const desk = await record().desk();
    expect(await desk.call("audit.verify", {})).toMatchObject({
      events: 0,
      head: { sequence: 0, hash: genesisHash },
      breaches: [],
    });
  });

  test("record nothing, and refuse heads that are none", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    const before = await desk.snapshot();
    await desk.call("audit.verify", {});
    await desk.call("audit.export", {});
    expect(await desk.snapshot()).toEqual(before);
    const refusal = await refusalOf(
      desk.call("audit.verify", { heads: [{ sequence: -1, hash: "x" }] }),
    );
    expect(refusal.code).toBe("invalid-input");
  });
});
