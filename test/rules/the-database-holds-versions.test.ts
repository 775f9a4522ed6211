/** DESIGN §1, rule 2: what stands in the log stands on decisions, whoever writes it. */
import { beforeAll, describe, expect, test } from "vitest";
import { sha256 } from "../../src/domain/hash/canonical.ts";
import { seenOf, writtenHazard } from "../support/hazards.ts";
import { makeQueue, useQueue, type Queue } from "../support/make-queue.ts";
import { onEachEngine, useRecord, type Desk } from "../support/record.ts";
import { pastTheUseCases } from "./past-the-use-cases.ts";

onEachEngine("the database holds versions to decisions", (engine) => {
  const record = useRecord({ engine });
  const shared = useQueue(record);
  const { insert, next, decisionRow, versionRow, hazardRow } = pastTheUseCases(record);

  describe("of a first version", () => {
    test("one without a decision, or with one that is not there, is refused", async () => {
      const { desk, queue } = shared();
      const hazard = hazardRow(desk, queue, { suggestion_id: queue.first.id });
      await insert("hazard", hazard);
      for (const [decision, why] of [
        [null, /decision_id.*not-null/],
        [next(), /foreign key|no decision|put nothing/],
      ] as const) {
        const row = versionRow(desk, {
          hazard_id: hazard["id"],
          version: 1,
          decision_id: decision,
        });
        await expect(insert("hazard_version", row)).rejects.toThrow(why);
      }
      expect(await desk.count("hazard_version")).toBe(0);
      expect(await desk.count("decision")).toBe(0);
      expect(await desk.call("log.show", { product: queue.product.id })).toMatchObject({
        hazards: [],
      });
    });

    const own: { desk: Desk; queue: Queue }[] = [];
    const made = (): { desk: Desk; queue: Queue } => {
      const [first] = own;
      if (first === undefined) throw new Error("Expected a desk.");
      return first;
    };
    beforeAll(async () => {
      const desk = await record().desk();
      own.push({ desk, queue: await makeQueue(desk) });
    });

    test("one that rests on another suggestion's acceptance is refused", async () => {
      const { desk, queue } = made();
      const { first, second } = queue;
      const accepted = { suggestion: second.id, seen: second.hash, causes: [1] };
      const { origin } = await desk.call("queue.accept", accepted);
      const hazard = hazardRow(desk, queue, { suggestion_id: first.id });
      await insert("hazard", hazard);
      const row = versionRow(desk, {
        hazard_id: hazard["id"],
        version: 1,
        decision_id: origin.decision,
      });
      await expect(insert("hazard_version", row)).rejects.toThrow(
        /put nothing|foreign key|hazard_version_decision_key/,
      );
    });

    test.each([
      ["reject", 101],
      ["edit", 102],
      ["merge", 103],
      ["undo", 104],
      ["score", 105],
    ])("one that rests on a decision to %s is refused", async (verb, number) => {
      const { desk, queue } = made();
      const hazard = hazardRow(desk, queue, { number });
      await insert("hazard", hazard);
      const decision = await decisionRow(desk, { verb, hazard_id: hazard["id"], causes: [] });
      await insert("decision", decision);
      const row = versionRow(desk, {
        hazard_id: hazard["id"],
        version: 1,
        decision_id: decision["id"],
      });
      await expect(insert("hazard_version", row)).rejects.toThrow(/put nothing into the log/);
    });

    test("a suggestion enters by no person's own words: only by its acceptance", async () => {
      const { desk, queue } = made();
      const third = queue.candidates[2];
      const hazard = hazardRow(desk, queue, { suggestion_id: third?.id, number: 150 });
      await insert("hazard", hazard);
      const decision = await decisionRow(desk, { verb: "add", hazard_id: hazard["id"] });
      await insert("decision", decision);
      const row = versionRow(desk, {
        hazard_id: hazard["id"],
        version: 1,
        decision_id: decision["id"],
      });
      await expect(insert("hazard_version", row)).rejects.toThrow(/was not accepted/);
    });
  });

  describe("of a later version", () => {
    const start = async () => {
      const desk = await record().desk();
      const queue = await makeQueue(desk);
      const one = await desk.call("hazard.add", {
        product: queue.product.id,
        content: writtenHazard,
      });
      const two = await desk.call("hazard.edit", { ...seenOf(one), edits: { name: "Another" } });
      return { desk, queue, one, two };
    };

    test("one that rests on no decision about the version before it is refused", async () => {
      const { desk, one, two } = await start();
      const add = async (seen: string | null, version: number) => {
        const decision = await decisionRow(desk, {
          verb: "edit",
          hazard_id: one.id,
          hazard_seen: seen,
        });
        await insert("decision", decision);
        await insert(
          "hazard_version",
          versionRow(desk, { hazard_id: one.id, version, decision_id: decision["id"] }),
        );
      };
      await expect(add(one.hash, 3)).rejects.toThrow(/saw another version/);
      await expect(add(null, 3)).rejects.toThrow(/saw another version/);
      await expect(add(two.hash, 4)).rejects.toThrow(/saw another version/);
      await expect(add("0".repeat(64), 3)).rejects.toThrow(/decision_hazard_seen_fk/);
      expect(await desk.count("hazard_version")).toBe(2);
    });

    test("one that rests on a decision about another hazard, or on one used already, is refused", async () => {
      const { desk, queue, one, two } = await start();
      const other = await desk.call("hazard.add", {
        product: queue.product.id,
        content: writtenHazard,
      });
      const decision = await decisionRow(desk, {
        verb: "edit",
        hazard_id: other.id,
        hazard_seen: other.hash,
      });
      await insert("decision", decision);
      const row = versionRow(desk, {
        hazard_id: one.id,
        version: 3,
        decision_id: decision["id"],
      });
      await expect(insert("hazard_version", row)).rejects.toThrow(/saw another|foreign key/);
      const { versions } = await desk.call("hazard.show", { hazard: two.id });
      const again = { ...row, decision_id: versions[1]?.decision };
      await expect(insert("hazard_version", again)).rejects.toThrow(/hazard_version_decision_key/);
    });

    test("one whose hash is not that of its content is refused", async () => {
      const { desk, one, two } = await start();
      const decision = await decisionRow(desk, {
        verb: "edit",
        hazard_id: one.id,
        hazard_seen: two.hash,
      });
      await insert("decision", decision);
      const row = versionRow(desk, {
        hazard_id: one.id,
        version: 3,
        decision_id: decision["id"],
        hash: sha256("another content"),
      });
      await expect(insert("hazard_version", row)).rejects.toThrow(
        /hash is not that of its content/,
      );
    });
  });
});
