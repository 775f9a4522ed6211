/** DESIGN §1, rule 2: nothing enters the hazard log without a person's decision on the exact content they were shown. */
import { expect, test } from "vitest";
import { hashOf } from "../../src/domain/hash/canonical.ts";
import { minSeenLength } from "../../src/domain/suggestion/suggestion.ts";
import { makeQueue, namePerson, useQueue, type Queue } from "../support/make-queue.ts";
import { onEachEngine, refusalIn, useRecord, type Desk } from "../support/record.ts";

/** What a client may say that it saw without having seen the content. */
const unseen: readonly (readonly [
  string,
  "seen-required" | "seen-stale",
  (queue: Queue) => string | undefined,
])[] = [
  ["nothing", "seen-required", () => undefined],
  ["an empty text", "seen-required", () => ""],
  ["one digit", "seen-required", ({ first }) => first.hash.slice(0, 1)],
  [
    "a prefix one digit too short",
    "seen-required",
    ({ first }) => first.hash.slice(0, minSeenLength - 1),
  ],
  ["another suggestion's hash", "seen-stale", ({ second }) => second.hash],
  [
    "another suggestion's prefix",
    "seen-stale",
    ({ second }) => second.hash.slice(0, minSeenLength),
  ],
  ["the hash in upper case", "seen-stale", ({ first }) => first.hash.toUpperCase()],
  ["the hash with one digit changed", "seen-stale", ({ first }) => changedAt(first.hash, 63)],
  [
    "a prefix with one digit changed",
    "seen-stale",
    ({ first }) => changedAt(first.hash.slice(0, 12), 11),
  ],
  ["the hash without its first digit", "seen-stale", ({ first }) => first.hash.slice(1)],
  ["the hash and a digit more", "seen-stale", ({ first }) => `${first.hash}0`],
  ["the hash between spaces", "seen-stale", ({ first }) => ` ${first.hash} `],
  ["the id", "seen-stale", ({ first }) => first.id],
  ["zeros", "seen-stale", () => "0".repeat(64)],
  ["a wild card", "seen-stale", () => "%".repeat(12)],
  ["a regular expression", "seen-stale", () => "[0-9a-f]{64}"],
];

const changedAt = (hash: string, at: number): string =>
  `${hash.slice(0, at)}${hash[at] === "0" ? "1" : "0"}${hash.slice(at + 1)}`;

onEachEngine("nothing enters the log without a decision on what was shown", (engine) => {
  const record = useRecord({ engine });
  const shared = useQueue(record);

  const nothingLogged = async (desk: Desk): Promise<void> => {
    expect(await desk.count("hazard")).toBe(0);
    expect(await desk.count("decision")).toBe(0);
    const states = (await desk.call("queue.list", {})).map(({ state }) => state);
    expect(states).toEqual(states.map(() => "pending"));
  };

  test("the hash is that of the stored content, of no two suggestions the same", async () => {
    const { desk, queue } = shared();
    const rows = await record().sql<{ content: string; hash: string }>(
      "select content, hash from suggestion where organisation_id = $1",
      [desk.organisation],
    );
    expect(rows).toHaveLength(queue.candidates.length);
    for (const { content, hash } of rows) expect(hashOf(JSON.parse(content))).toBe(hash);
    expect(new Set(rows.map(({ hash }) => hash)).size).toBe(rows.length);
  });

  test.each(unseen)("neither accepts nor rejects by %s", async (_what, code, seenOf) => {
    const { desk, queue } = shared();
    const seen = seenOf(queue);
    const said = seen === undefined ? {} : { seen };
    const suggestion = queue.first.id;
    for (const decide of [
      () => desk.call("queue.accept", { suggestion, ...said, causes: [1] }),
      () => desk.call("queue.reject", { suggestion, ...said, reason: "too-vague" }),
    ]) {
      const refusal = await refusalIn(desk, decide);
      expect([refusal.code, refusal.changed]).toEqual([code, []]);
      expect(refusal.message).not.toContain(queue.first.hash.slice(0, minSeenLength));
    }
    await nothingLogged(desk);
  });

  test.each([
    ["null", null],
    ["a number", 123456789012],
    ["a list", ["0"]],
    ["yes", true],
  ])("takes no %s for a hash", async (_what, seen) => {
    const { desk, queue } = shared();
    const accept = () =>
      desk.call("queue.accept", {
        suggestion: queue.first.id,
        seen: seen as unknown as string,
        causes: [1],
      });
    expect((await refusalIn(desk, accept)).code).toBe("invalid-input");
    await nothingLogged(desk);
  });

  test("lists, logs and runs give a client that never fetched a suggestion no hash to decide by", async () => {
    const { desk, queue } = shared();
    const answers = JSON.stringify([
      await desk.call("queue.list", {}),
      await desk.call("product.list", {}),
      await desk.call("product.show", { product: queue.product.id }),
      await desk.call("run.list", {}),
      await desk.call("run.show", { run: queue.result.run.id }),
      await desk.call("log.show", { product: queue.product.id }),
      await desk.call("account.show", {}),
      await desk.call("bank.search", { text: queue.first.hazard }),
    ]);
    expect(answers).toContain(queue.first.id);
    for (const { hash } of queue.candidates) {
      expect(answers).not.toContain(hash.slice(0, minSeenLength));
    }
  });

  test("a person who was shown the content decides by its hash, or by what showing prints of it", async () => {
    const desk = await record().desk();
    const { first, second } = await makeQueue(desk);
    const seen = (await desk.call("queue.show", { suggestion: first.id })).suggestion.hash;
    await desk.call("queue.accept", { suggestion: first.id, seen, causes: [1] });
    const prefix = (await desk.call("queue.show", { suggestion: second.id })).suggestion.hash.slice(
      0,
      minSeenLength,
    );
    await desk.call("queue.accept", { suggestion: second.id, seen: prefix, causes: [1] });
    // Whatever was typed, the decision holds the whole hash.
    const decided = await record().sql(
      "select seen from decision where organisation_id = $1 order by id",
      [desk.organisation],
    );
    expect(decided).toEqual([{ seen: first.hash }, { seen: second.hash }]);
  });

  test("every hazard of the log has its acceptance, person and exact content, at the database", async () => {
    const desk = await record().desk();
    const { candidates } = await makeQueue(desk);
    for (const { id, hash } of candidates.slice(0, 3)) {
      await desk.call("queue.accept", { suggestion: id, seen: hash, causes: [1] });
    }
    const rows = await record().sql(
      `select d.verb, d.seen = s.hash as exact, a.name from hazard h
       join decision d on d.organisation_id = h.organisation_id and d.id = h.decision_id and d.suggestion_id = h.suggestion_id
       join suggestion s on s.organisation_id = h.organisation_id and s.id = h.suggestion_id
       join account a on a.organisation_id = d.organisation_id and a.id = d.account_id
       where h.organisation_id = $1`,
      [desk.organisation],
    );
    expect(rows).toEqual(
      [1, 2, 3].map(() => ({ verb: "accept", exact: true, name: "Asha Kinloch" })),
    );
  });

  type Ids = { readonly desk: Desk; readonly queue: Queue };
  const insertHazard = ({ desk, queue }: Ids, decision: string | null) =>
    record().sql(
      `insert into hazard (organisation_id, id, number, product_id, suggestion_id, decision_id, name, hazard,
         effect, harm, exposed, condition, status, version, created_at)
       values ($1, $2, 99, $3, $4, $5, 'n', 'h', 'e', 'h', '', 'normal', 'open', 1, $6)`,
      [
        desk.organisation,
        record().ids.next(),
        queue.product.id,
        queue.first.id,
        decision,
        record().clock.now(),
      ],
    );
  const insertDecision = async (
    { desk, queue }: Ids,
    seen: string | null,
    account?: string | null,
  ) => {
    const id = record().ids.next();
    await record().sql(
      `insert into decision (organisation_id, id, suggestion_id, verb, seen, account_id, causes, controls, at)
       values ($1, $2, $3, 'accept', $4, $5, '{1}', '{}', $6)`,
      [
        desk.organisation,
        id,
        queue.first.id,
        seen,
        account === undefined ? ((await desk.call("account.show", {}))?.id ?? null) : account,
        record().clock.now(),
      ],
    );
    return id;
  };

  test("the database refuses a hazard without a decision, or with one that is not there", async () => {
    const made = shared();
    await expect(insertHazard(made, null)).rejects.toThrow(/decision_id.*not-null/);
    await expect(insertHazard(made, record().ids.next())).rejects.toThrow(/foreign key/);
    await nothingLogged(made.desk);
  });

  test.each([
    ["no hash", () => null, /seen.*not-null/],
    ["another suggestion's hash", ({ second }: Queue) => second.hash, /decision_seen_fk/],
    ["a prefix", ({ first }: Queue) => first.hash.slice(0, minSeenLength), /decision_seen_fk/],
    ["upper case", ({ first }: Queue) => first.hash.toUpperCase(), /decision_seen_fk/],
  ])("the database refuses a decision that saw %s", async (_what, seenOf, why) => {
    const made = shared();
    await expect(insertDecision(made, seenOf(made.queue))).rejects.toThrow(why);
    await nothingLogged(made.desk);
  });

  test("the database refuses a decision of nobody, and of another organisation's person", async () => {
    const made = shared();
    const { hash } = made.queue.first;
    const stranger = await namePerson(await record().desk());
    await expect(insertDecision(made, hash, null)).rejects.toThrow(/account_id.*not-null/);
    await expect(insertDecision(made, hash, stranger.id)).rejects.toThrow(/foreign key/);
    await nothingLogged(made.desk);
  });

  test("the database refuses a hazard that rests on a rejection", async () => {
    const desk = await record().desk();
    const queue = await makeQueue(desk);
    const { first } = queue;
    const { id } = await desk.call("queue.reject", {
      suggestion: first.id,
      seen: first.hash,
      reason: "too-vague",
    });
    await expect(insertHazard({ desk, queue }, id)).rejects.toThrow(/no acceptance/);
  });

  test("the database refuses a hazard that rests on another's decision", async () => {
    const desk = await record().desk();
    const queue = await makeQueue(desk);
    const { second } = queue;
    const accepted = { suggestion: second.id, seen: second.hash, causes: [1] };
    const { origin } = await desk.call("queue.accept", accepted);
    await expect(insertHazard({ desk, queue }, origin.decision)).rejects.toThrow(/violates/);
  });
});
