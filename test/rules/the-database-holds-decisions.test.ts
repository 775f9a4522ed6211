/** DESIGN §1, rule 2, held by the database itself: whoever writes past the use cases is refused too. */
import { beforeAll, describe, expect, test } from "vitest";
import { hashOf, sha256 } from "../../src/domain/hash/canonical.ts";
import { minSeenLength } from "../../src/domain/suggestion/suggestion.ts";
import { seenOf, writtenHazard } from "../support/hazards.ts";
import { makeQueue, namePerson, useQueue, type Queue } from "../support/make-queue.ts";
import { onEachEngine, useRecord, type Desk } from "../support/record.ts";

type Row = Readonly<Record<string, unknown>>;

onEachEngine("the database holds the log to decisions", (engine) => {
  const record = useRecord({ engine });
  const shared = useQueue(record);

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

  const nothingLogged = async (desk: Desk): Promise<void> => {
    expect(await desk.count("hazard_version")).toBe(0);
    expect(await desk.count("decision")).toBe(0);
  };

  test("every hazard of the log has its acceptance, person and exact content", async () => {
    const desk = await record().desk();
    const { candidates } = await makeQueue(desk);
    for (const { id, hash } of candidates.slice(0, 3)) {
      await desk.call("queue.accept", { suggestion: id, seen: hash, causes: [1] });
    }
    const rows = await record().sql<{ content: string; hash: string }>(
      `select d.verb, d.seen = s.hash as exact, a.name, v.content, v.hash from hazard h
       join hazard_version v on v.organisation_id = h.organisation_id and v.hazard_id = h.id and v.version = 1
       join decision d on d.organisation_id = v.organisation_id and d.id = v.decision_id
         and d.hazard_id = h.id and d.suggestion_id = h.suggestion_id
       join suggestion s on s.organisation_id = h.organisation_id and s.id = h.suggestion_id
       join account a on a.organisation_id = d.organisation_id and a.id = d.account_id
       where h.organisation_id = $1`,
      [desk.organisation],
    );
    expect(rows).toMatchObject(
      [1, 2, 3].map(() => ({ verb: "accept", exact: true, name: "Asha Kinloch" })),
    );
    for (const { content, hash } of rows) expect(hashOf(JSON.parse(content))).toBe(hash);
  });

  test.each([
    ["no hash", () => null, /decision_seen_check/],
    ["another suggestion's hash", ({ second }: Queue) => second.hash, /decision_seen_fk/],
    ["a prefix", ({ first }: Queue) => first.hash.slice(0, minSeenLength), /decision_seen_fk/],
    ["upper case", ({ first }: Queue) => first.hash.toUpperCase(), /decision_seen_fk/],
  ])("a decision that saw %s is refused", async (_what, seenIn, why) => {
    const { desk, queue } = shared();
    const row = await decisionRow(desk, { suggestion_id: queue.first.id, seen: seenIn(queue) });
    await expect(insert("decision", row)).rejects.toThrow(why);
    await nothingLogged(desk);
  });

  test("a decision of nobody, of another organisation's person, or about nothing is refused", async () => {
    const { desk, queue } = shared();
    const { id, hash } = queue.first;
    const stranger = await namePerson(await record().desk());
    const about = { suggestion_id: id, seen: hash };
    for (const [row, why] of [
      [{ ...about, account_id: null }, /account_id.*not-null/],
      [{ ...about, account_id: stranger.id }, /foreign key/],
      [{}, /decision_subject_check/],
      [{ hazard_id: next() }, /decision_hazard_fk/],
    ] as const) {
      await expect(insert("decision", await decisionRow(desk, row))).rejects.toThrow(why);
    }
    await nothingLogged(desk);
  });

  test("a decision that leaves its suggestion where it was is refused at commit", async () => {
    const { desk, queue } = shared();
    const { id, hash } = queue.first;
    const row = await decisionRow(desk, { suggestion_id: id, seen: hash, verb: "reject" });
    await expect(insert("decision", row)).rejects.toThrow(/no decision puts it there/);
    await nothingLogged(desk);
  });

  test.each(["accepted", "rejected", "merged", "deferred", "gone"])(
    "a suggestion that is moved to %s without a decision is refused at commit",
    async (state) => {
      const { desk, queue } = shared();
      await expect(
        record().sql("update suggestion set state = $1 where organisation_id = $2 and id = $3", [
          state,
          desk.organisation,
          queue.first.id,
        ]),
      ).rejects.toThrow(/no decision puts it there/);
      const { suggestion } = await desk.call("queue.show", { suggestion: queue.first.id });
      expect(suggestion.state).toBe("pending");
    },
  );

  test("a suggestion that is put back without an undo is refused at commit", async () => {
    const desk = await record().desk();
    const { first } = await makeQueue(desk);
    const said = { suggestion: first.id, seen: first.hash, reason: "too-vague" };
    await desk.call("queue.reject", said);
    await expect(
      record().sql("update suggestion set state = 'pending' where id = $1", [first.id]),
    ).rejects.toThrow(/no decision puts it there/);
  });

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
      await nothingLogged(desk);
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
