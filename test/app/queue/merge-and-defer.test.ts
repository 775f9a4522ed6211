import { expect, test } from "vitest";
import { sayDecision } from "../../../src/domain/provenance/say-decision.ts";
import { exampleNhsNumber } from "../../support/make-description.ts";
import { acceptCandidate, seenOf, writeHazard } from "../../support/hazards.ts";
import { makeQueue, namePerson } from "../../support/make-queue.ts";
import { onEachEngine, refusalIn, useRecord } from "../../support/record.ts";
import { opened } from "../../support/opened.ts";

onEachEngine("queue.merge and queue.defer", (engine) => {
  const record = useRecord({ engine });
  const open = async () => {
    const desk = await record().desk();
    const queue = await makeQueue(desk);
    const [, , third] = queue.candidates;
    if (third === undefined) throw new Error("Expected three candidates.");
    const merge = (from: { id: string; hash: string }, into: string, more: object = {}) =>
      desk.call("queue.merge", { suggestion: from.id, seen: from.hash, into, ...more });
    return { desk, ...queue, third, merge };
  };

  test("puts a suggestion under another, by number or id, and nothing of it into the log", async () => {
    const { desk, first, second, third, merge, product } = await open();
    const decision = await merge(first, "S-2", {
      intoSeen: second.hash,
      text: " The same. ",
    });
    expect(decision).toMatchObject({
      verb: "merge",
      suggestion: first.id,
      seen: first.hash,
      into: second.id,
      intoSeen: second.hash,
      hazard: null,
      hazardSeen: null,
      text: "The same.",
      by: { name: "Asha Kinloch" },
      changes: [],
    });
    expect((await desk.audit()).at(-1)).toMatchObject({
      action: "suggestion.merge",
      subject: { id: first.id, ref: "S-1" },
      product: product.id,
      details: {
        decision: decision.id,
        seen: first.hash,
        into: "S-2",
        intoSeen: second.hash,
      },
    });
    expect(await merge(third, second.id)).toMatchObject({ into: second.id });
    const merged = await desk.call("queue.list", { state: "merged" });
    expect(merged.map(({ ref }) => ref)).toEqual(["S-1", "S-3"]);
    const shown = opened(await desk.call("queue.show", { suggestion: second.id }));
    expect(shown.merged).toEqual(
      [first, third].map(({ id, ref, hazard }) => ({ id, ref, hazard })),
    );
    await desk.call("queue.undo", { suggestion: first.id, seen: first.hash });
    expect(opened(await desk.call("queue.show", { suggestion: second.id })).merged).toHaveLength(1);
    expect(await desk.count("hazard")).toBe(0);
  });

  test.each(["number", "id", "product and number"])(
    "puts a suggestion under a hazard named by %s, and changes nothing of it",
    async (how) => {
      const { desk, first, second, merge } = await open();
      const hazard = await acceptCandidate(desk, first);
      const into = { number: "h-1", id: hazard.id, "product and number": "sablewick/H-1" }[how];
      expect(await merge(second, into ?? "", { intoSeen: hazard.hash })).toMatchObject({
        into: null,
        intoSeen: null,
        hazard: hazard.id,
        hazardSeen: hazard.hash,
      });
      expect((await desk.audit()).at(-1)?.details).toMatchObject({ intoSeen: hazard.hash });
      const shown = await desk.call("hazard.show", { hazard: hazard.id });
      expect(shown.hazard).toEqual(hazard);
      expect(shown.decisions.map(({ verb }) => verb)).toEqual(["accept", "merge"]);
      expect(shown.suggestions.map(({ ref }) => ref)).toEqual(["S-1", "S-2"]);
    },
  );

  test("records as shown of its target only what is said to have been, and refuses what changed since", async () => {
    const { desk, first, second, third, merge } = await open();
    const hazard = await acceptCandidate(desk, first);
    await desk.call("hazard.edit", {
      ...seenOf(hazard),
      edits: { effect: "The clinic reads another note." },
    });
    const stale = await refusalIn(desk, () => merge(second, "H-1", { intoSeen: hazard.hash }));
    expect(stale).toEqual({
      code: "seen-stale",
      message:
        "What you were shown is not what H-1 says now: show it again, read it, and decide on that. Nothing was changed.",
      changed: [],
    });
    const short = await refusalIn(desk, () => merge(second, "H-1", { intoSeen: "" }));
    expect([short.code, short.changed]).toEqual(["seen-required", []]);
    expect(await merge(second, "H-1")).toMatchObject({ hazard: hazard.id, hazardSeen: null });
    const { hash } = (await desk.call("hazard.show", { hazard: "H-1" })).hazard;
    expect((await desk.audit()).at(-1)?.details).toMatchObject({
      intoSeen: null,
      intoContent: hash,
    });
    const story = await desk.call("provenance.show", { ref: "S-2" });
    const said = story.decisions.flatMap((decision) => sayDecision(story, decision)).join(" ");
    expect(said).toContain(`having been shown content ${second.hash.slice(0, 12)}`);
    expect(said).toContain("of S-2; what was shown of H-1 is not recorded.");
    expect(await merge(third, "S-4")).toMatchObject({ intoSeen: null });
  });

  test("refuses what would lose it, what is not there, and what was not seen", async () => {
    const { desk, first, second, third, candidates, merge, product } = await open();
    const other = await makeQueue(desk, { name: "Tarnbeck" });
    const theirs = await writeHazard(desk, other.product.id);
    const own = await writeHazard(desk, product.id);
    await desk.call("hazard.withdraw", { ...seenOf(own), text: "Twice." });
    await desk.call("queue.reject", {
      suggestion: third.id,
      seen: third.hash,
      reason: "too-vague",
    });
    await merge(second, candidates[3]?.id ?? "");
    const cases: readonly [string, object, string, RegExp][] = [
      ["S-1", {}, "invalid-input", /^S-1 cannot be merged into itself\.$/],
      ["S-3", {}, "conflict", /^S-3 is rejected, so that S-1 would be lost with it/],
      ["S-2", {}, "conflict", /^S-2 is merged, so that S-1 would be lost with it/],
      ["H-1", {}, "conflict", /^H-1 is withdrawn: merge S-1 into what stands\.$/],
      ["S-99", {}, "not-found", /S-99/],
      ["H-99", {}, "not-found", /H-99/],
      ["tarnbeck/S-1", {}, "invalid-input", /^S-1 is of another product than S-1\.$/],
      ["tarnbeck/H-1", {}, "invalid-input", /^H-1 is of another product/],
      [other.first.id, {}, "not-found", /no suggestion/],
      [theirs.id, {}, "not-found", /no suggestion/],
      ["S-4", { seen: undefined }, "seen-required", /S-1/],
      ["S-4", { seen: second.hash }, "seen-stale", /S-1/],
      ["S-4", { text: `Seen ${exampleNhsNumber}` }, "patient-identifier", /the reason/],
      ["S-4", { causes: [1] }, "invalid-input", /causes/],
    ];
    for (const [into, input, code, sentence] of cases) {
      const refusal = await refusalIn(desk, () => merge(first, into, input));
      expect([into, refusal.code, refusal.changed]).toEqual([into, code, []]);
      expect(refusal.message).toMatch(sentence);
    }
  });

  test("what something was merged into is neither rejected nor merged before that is undone", async () => {
    const { desk, first, second, third, merge } = await open();
    await merge(first, "S-2");
    await merge(third, "S-2");
    const reject = () =>
      desk.call("queue.reject", {
        suggestion: second.id,
        seen: second.hash,
        reason: "too-vague",
      });
    const sentence = (what: string) =>
      `S-1, S-3 were merged into S-2. ${what} S-2 would take them along unread: undo the merge of S-1, S-3 first. Nothing was changed.`;
    expect(await refusalIn(desk, reject)).toEqual({
      code: "conflict",
      message: sentence("Rejecting"),
      changed: [],
    });
    expect(await refusalIn(desk, () => merge(second, "S-4"))).toMatchObject({
      message: sentence("Merging"),
      changed: [],
    });
    for (const { id, hash } of [first, third]) {
      await desk.call("queue.undo", { suggestion: id, seen: hash });
    }
    expect(await reject()).toMatchObject({ verb: "reject" });
  });

  test("defers with what it waits for; what is deferred is decided as what waits is", async () => {
    const { desk, first, second, candidates, product } = await open();
    const said = { suggestion: first.id, seen: first.hash };
    const decision = await desk.call("queue.defer", { ...said, text: " Ask the maker. " });
    expect(decision).toMatchObject({
      verb: "defer",
      suggestion: first.id,
      seen: first.hash,
      text: "Ask the maker.",
    });
    expect((await desk.audit()).at(-1)).toMatchObject({
      action: "suggestion.defer",
      subject: { id: first.id, ref: "S-1" },
      product: product.id,
      details: { decision: decision.id, seen: first.hash },
    });
    expect(await desk.call("queue.list", { state: "deferred" })).toMatchObject([{ ref: "S-1" }]);
    const line = { pending: candidates.length - 1, deferred: 1 };
    expect(await desk.call("product.list", {})).toMatchObject([line]);
    expect((await acceptCandidate(desk, first)).ref).toBe("H-1");
    const late = { suggestion: second.id, seen: second.hash };
    for (const [input, code] of [
      [{ text: `Seen ${exampleNhsNumber}` }, "patient-identifier"],
      [{ seen: first.hash }, "seen-stale"],
      [{ seen: "" }, "seen-required"],
      [{ suggestion: "S-99" }, "not-found"],
      [{ text: "x".repeat(4001) }, "invalid-input"],
    ] as const) {
      const refusal = await refusalIn(desk, () => desk.call("queue.defer", { ...late, ...input }));
      expect([refusal.code, refusal.changed]).toEqual([code, []]);
    }
    await namePerson(desk, "facilitator");
    const refusal = await refusalIn(desk, () => desk.call("queue.defer", late));
    expect(refusal).toMatchObject({ code: "forbidden", changed: [] });
  });
});
