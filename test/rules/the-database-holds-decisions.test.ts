/** DESIGN §1, rule 2, held by the database itself: whoever writes past the use cases is refused too. */
import { expect, test } from "vitest";
import { hashOf, sha256 } from "../../src/domain/hash/canonical.ts";
import { minSeenLength } from "../../src/domain/suggestion/suggestion.ts";
import { makeQueue, namePerson, useQueue, type Queue } from "../support/make-queue.ts";
import { onEachEngine, useRecord, type Desk } from "../support/record.ts";
import { pastTheUseCases } from "./past-the-use-cases.ts";
import { opened } from "../support/opened.ts";

onEachEngine("the database holds the log to decisions", (engine) => {
  const record = useRecord({ engine });
  const shared = useQueue(record);

  const { insert, next, decisionRow } = pastTheUseCases(record);
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

  test.each([
    ["a hash that what it was merged into never had", () => sha256("{}"), /decision_into_seen_fk/],
    ["the merged one's own hash", ({ first }: Queue) => first.hash, /decision_into_seen_fk/],
  ])("a merge that names %s is refused", async (_what, seenIn, why) => {
    const { desk, queue } = shared();
    const { first, second } = queue;
    const about = { suggestion_id: first.id, seen: first.hash, verb: "merge" };
    const row = { ...about, into_id: second.id, into_seen: seenIn(queue) };
    await expect(insert("decision", await decisionRow(desk, row))).rejects.toThrow(why);
    const nowhere = await decisionRow(desk, { ...about, into_seen: second.hash });
    await expect(insert("decision", nowhere)).rejects.toThrow(/decision_into_seen_check/);
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
      const { suggestion } = opened(await desk.call("queue.show", { suggestion: queue.first.id }));
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
});
