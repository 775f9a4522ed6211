import { expect, test } from "vitest";
import type { SuggestionVerb } from "../../../src/domain/suggestion/suggestion.ts";
import { suggestionVerbs } from "../../../src/domain/suggestion/suggestion.ts";
import { acceptCandidate, writtenHazard } from "../../support/hazards.ts";
import { makeQueue, namePerson } from "../../support/make-queue.ts";
import { onEachEngine, refusalIn, refusalOf, useRecord, type Desk } from "../../support/record.ts";
import { opened } from "../../support/opened.ts";

const by = "by Asha Kinloch on 2026-03-02 at 09:00 UTC";
const tail = "Nothing was changed. Undo that first if it is wrong.";

/** What the second person is told of what the first did. */
const told: Readonly<Record<SuggestionVerb, string>> = {
  accept: `S-1 was accepted already as H-2 after an edit with causes 1, 2 and control 1 ${by}. ${tail}`,
  "add-cause": `S-1 was added already to H-1 with cause 1 ${by}. ${tail}`,
  reject: `S-1 was rejected already (too-vague) ${by}. ${tail}`,
  merge: `S-1 was merged already into S-2 ${by}. ${tail}`,
  defer: `S-1 was deferred already ${by}. ${tail}`,
  undo: `S-1 was put back ${by}, and waits for a decision: there is nothing to undo.`,
};

onEachEngine("the second of two people", (engine) => {
  const record = useRecord({ engine });

  const open = async () => {
    const desk = await record().desk();
    const { first, second, product } = await makeQueue(desk);
    const hazard = await desk.call("hazard.add", { product: product.id, content: writtenHazard });
    const said = { suggestion: first.id, seen: first.hash };
    const acts: Record<SuggestionVerb, (on: Desk) => Promise<unknown>> = {
      accept: ({ call }) =>
        call("queue.accept", { ...said, causes: [1, 2], controls: [1], edits: { name: "Edited" } }),
      "add-cause": ({ call }) =>
        call("queue.add-cause", { ...said, causes: [1], hazard: "H-1", hazardSeen: hazard.hash }),
      reject: ({ call }) => call("queue.reject", { ...said, reason: "too-vague" }),
      merge: ({ call }) => call("queue.merge", { ...said, into: second.ref }),
      defer: ({ call }) => call("queue.defer", said),
      undo: ({ call }) => call("queue.undo", said),
    };
    return { desk, said, first, acts };
  };

  test.each(suggestionVerbs)(
    "is told what the first did by %s, whatever they want themselves",
    async (verb) => {
      const { desk, acts } = await open();
      // There is nothing to undo before something is decided.
      if (verb === "undo") await acts.reject(desk);
      await acts[verb](desk);
      await namePerson(desk, "contributor", "Bram Oduya");
      for (const second of suggestionVerbs) {
        if (verb === "undo" ? second !== "undo" : second === "undo") continue;
        // What was deferred is decided as what waits is.
        if (verb === "defer" && second !== "defer") continue;
        expect(await refusalIn(desk, () => acts[second](desk))).toEqual({
          code: "conflict",
          message: told[verb],
          changed: [],
        });
      }
    },
  );

  test("is told that nothing was decided where there is nothing to undo", async () => {
    const { desk, acts } = await open();
    expect(await refusalIn(desk, () => acts.undo(desk))).toEqual({
      code: "conflict",
      message: "S-1 waits for a decision: there is nothing to undo.",
      changed: [],
    });
  });

  const pairs = suggestionVerbs
    .filter((verb) => verb !== "undo")
    .flatMap((one, i, all) => all.slice(i).map((other) => [one, other] as const));
  test.each(pairs)("at once with %s, %s: one is heard, the other told", async (one, other) => {
    const { desk, acts, first } = await open();
    const outcomes = await Promise.allSettled([acts[one](desk), acts[other](desk)]);
    const heard = outcomes.filter(({ status }) => status === "fulfilled").length;
    const { decisions, suggestion } = opened(
      await desk.call("queue.show", { suggestion: first.id }),
    );
    expect(decisions).toHaveLength(heard);
    // Deferred first, a suggestion is decided by the second; both are kept then.
    if (heard === 2) expect(decisions.map(({ verb }) => verb)[0]).toBe("defer");
    for (const outcome of outcomes) {
      if (outcome.status === "fulfilled") continue;
      const refusal = await refusalOf(Promise.reject(outcome.reason as Error));
      expect(refusal.code).toBe("conflict");
      expect(refusal.message).toBe(told[decisions.at(-1)?.verb as SuggestionVerb]);
    }
    expect(suggestion.state).not.toBe("pending");
    expect((await desk.call("audit.verify", {})).breaches).toEqual([]);
  });

  test("two undo one decision at once: one is heard, the other told who it was", async () => {
    const { desk, acts, first } = await open();
    await acts.accept(desk);
    const outcomes = await Promise.allSettled([acts.undo(desk), acts.undo(desk)]);
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused.map(({ reason }) => (reason as Error).message)).toEqual([told.undo]);
    const { hazard, versions } = await desk.call("hazard.show", { hazard: "H-2" });
    expect([hazard.status, versions.length]).toEqual(["withdrawn", 2]);
    expect((await acceptCandidate(desk, first)).ref).toBe("H-3");
  });
});
