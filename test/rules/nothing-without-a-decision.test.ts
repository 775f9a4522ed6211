/** DESIGN §1, rule 2: nothing enters the hazard log without a person's decision on the exact content they were shown. */
import { describe, expect, test } from "vitest";
import { hashOf } from "../../src/domain/hash/canonical.ts";
import { minSeenLength } from "../../src/domain/suggestion/suggestion.ts";
import { draftedBy, makeQueue, useQueue, type Queue } from "../support/make-queue.ts";
import { onEachEngine, refusalIn, useRecord, type Desk } from "../support/record.ts";
import { opened } from "../support/opened.ts";

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

describe.each(draftedBy)("drafted by %s", (by) => {
  onEachEngine("nothing enters the log without a decision on what was shown", (engine) => {
    const record = useRecord({ engine });
    const shared = useQueue(record, { by });

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
      expect(rows).toHaveLength(queue.candidates.length + queue.result.withheld.length);
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
      const seen = opened(await desk.call("queue.show", { suggestion: first.id })).suggestion.hash;
      await desk.call("queue.accept", { suggestion: first.id, seen, causes: [1] });
      const prefix = opened(
        await desk.call("queue.show", { suggestion: second.id }),
      ).suggestion.hash.slice(0, minSeenLength);
      await desk.call("queue.accept", { suggestion: second.id, seen: prefix, causes: [1] });
      // Whatever was typed, the decision holds the whole hash.
      const decided = await record().sql(
        "select seen from decision where organisation_id = $1 order by id",
        [desk.organisation],
      );
      expect(decided).toEqual([{ seen: first.hash }, { seen: second.hash }]);
    });
  });
});
