import { expect, test } from "vitest";
import { hashOf } from "../../../src/domain/hash/canonical.ts";
import { acceptCandidate, seenOf, writeHazard } from "../../support/hazards.ts";
import { makeQueue, namePerson } from "../../support/make-queue.ts";
import { onEachEngine, refusalIn, useRecord } from "../../support/record.ts";

onEachEngine("queue.add-cause", (engine) => {
  const record = useRecord({ engine });
  const open = async () => {
    const desk = await record().desk();
    const queue = await makeQueue(desk);
    const hazard = await acceptCandidate(desk, queue.first, { controls: [1] });
    const { second } = queue;
    const said = { suggestion: second.id, seen: second.hash, causes: [2], controls: [2] };
    return { desk, ...queue, hazard, said, shown: { hazard: "H-1", hazardSeen: hazard.hash } };
  };

  test("adds only what is chosen, numbered on, and keeps who, what was shown and the version before", async () => {
    const { desk, second, hazard, said, shown, product } = await open();
    const after = await desk.call("queue.add-cause", { ...said, ...shown });
    const from = { suggestion: second.id, number: 2 };
    expect(after).toMatchObject({
      ref: "H-1",
      version: 2,
      name: hazard.name,
      origin: { suggestion: hazard.origin.suggestion },
    });
    const [cause, control] = [second.causes[1], second.controls[1]];
    expect(after.causes).toEqual([...hazard.causes, { ...cause, number: 2, from }]);
    expect(after.controls[1]).toMatchObject({
      number: 2,
      text: control?.text,
      state: "proposed",
      actsOn: [2],
      from,
    });
    const { decisions, versions, suggestions } = await desk.call("hazard.show", { hazard: "H-1" });
    expect(decisions.at(-1)).toMatchObject({
      verb: "add-cause",
      suggestion: second.id,
      seen: second.hash,
      hazard: hazard.id,
      hazardSeen: hazard.hash,
      causes: [2],
      controls: [2],
      changes: [
        { path: ["causes", 2], after: after.causes[1] },
        { path: ["controls", 2], after: after.controls[1] },
        { path: ["taken", "causes"], before: 1, after: 2 },
        { path: ["taken", "controls"], before: 1, after: 2 },
      ],
    });
    expect(versions.at(-1)).toMatchObject({ decision: decisions.at(-1)?.id, hash: after.hash });
    expect(hashOf(versions.at(-1)?.content)).toBe(after.hash);
    expect(suggestions.map(({ ref }) => ref)).toEqual(["S-1", "S-2"]);
    expect((await desk.audit()).at(-1)).toMatchObject({
      action: "suggestion.add-cause",
      subject: { kind: "suggestion", id: second.id, ref: "S-2" },
      product: product.id,
      details: {
        decision: decisions.at(-1)?.id,
        seen: second.hash,
        hazard: "H-1",
        hazardSeen: hazard.hash,
        content: after.hash,
        causes: [2],
        controls: [2],
      },
    });
    const accepted = await desk.call("queue.list", { state: "accepted" });
    expect(accepted.map(({ ref }) => ref)).toEqual(["S-1", "S-2"]);
  });

  test("refuses what is not chosen, seen, or there, and keeps nothing", async () => {
    const { desk, said, shown, first } = await open();
    const cases: readonly [object, string, RegExp][] = [
      [{ causes: [] }, "invalid-input", /at least one of the 2 causes of S-2/],
      [{ causes: [3] }, "invalid-input", /S-2 has causes 1 to 2; found 3/],
      [{ causes: [1] }, "invalid-input", /Control 2 acts on cause 2, which you did not choose/],
      [{ seen: undefined }, "seen-required", /about S-2/],
      [{ seen: first.hash }, "seen-stale", /S-2/],
      [{ hazardSeen: undefined }, "seen-required", /about H-1/],
      [{ hazardSeen: first.hash }, "seen-stale", /H-1/],
      [{ hazard: "H-9" }, "not-found", /“H-9”/],
      [{ hazard: "S-1" }, "not-found", /“S-1”/],
      [{ severity: "minor" }, "invalid-input", /severity/],
    ];
    for (const [input, code, sentence] of cases) {
      const refusal = await refusalIn(desk, () =>
        desk.call("queue.add-cause", { ...said, ...shown, ...input }),
      );
      expect([input, refusal.code, refusal.changed]).toEqual([input, code, []]);
      expect(refusal.message).toMatch(sentence);
    }
    await namePerson(desk, "viewer");
    const refusal = await refusalIn(desk, () =>
      desk.call("queue.add-cause", { ...said, ...shown }),
    );
    expect(refusal).toMatchObject({ code: "forbidden", changed: [] });
  });

  test("refuses a hazard of another product, however it is named, and one that is withdrawn", async () => {
    const { desk, said, product } = await open();
    const other = await makeQueue(desk, { name: "Tarnbeck" });
    const theirs = await writeHazard(desk, other.product.id);
    for (const hazard of [theirs.id, "tarnbeck/H-1"]) {
      const refusal = await refusalIn(desk, () =>
        desk.call("queue.add-cause", { ...said, hazard, hazardSeen: theirs.hash }),
      );
      expect(refusal.changed).toEqual([]);
      expect(refusal.code).toMatch(/^(not-found|invalid-input)$/);
    }
    const own = await writeHazard(desk, product.id);
    const gone = await desk.call("hazard.withdraw", { ...seenOf(own), text: "Twice." });
    const refusal = await refusalIn(desk, () =>
      desk.call("queue.add-cause", { ...said, hazard: gone.id, hazardSeen: gone.hash }),
    );
    expect(refusal).toMatchObject({ code: "conflict", changed: [] });
    expect(refusal.message).toContain("is withdrawn");
  });

  test("refuses a hazard that was changed since it was shown", async () => {
    const { desk, said, shown, hazard } = await open();
    await desk.call("hazard.edit", { ...seenOf(hazard), edits: { name: "Another" } });
    const refusal = await refusalIn(desk, () =>
      desk.call("queue.add-cause", { ...said, ...shown }),
    );
    expect(refusal).toMatchObject({ code: "seen-stale", changed: [] });
  });
});
