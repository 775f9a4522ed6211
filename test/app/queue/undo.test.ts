import { expect, test } from "vitest";
import { exampleNhsNumber } from "../../support/make-description.ts";
import { acceptCandidate, seenOf, writeHazard } from "../../support/hazards.ts";
import { makeQueue } from "../../support/make-queue.ts";
import { onEachEngine, refusalIn, useRecord, type Desk } from "../../support/record.ts";
import { opened } from "../../support/opened.ts";

type Candidate = { readonly id: string; readonly hash: string };

onEachEngine("queue.undo", (engine) => {
  const record = useRecord({ engine });
  const open = async () => {
    const desk = await record().desk();
    return { desk, ...(await makeQueue(desk)) };
  };
  const undo = ({ call }: Desk, { id, hash }: Candidate, more: object = {}) =>
    call("queue.undo", { suggestion: id, seen: hash, ...more });
  const words = { severity: "minor", likelihood: "low" };

  test.each(["reject", "defer", "merge"] as const)(
    "puts a suggestion back after %s, keeps both decisions, and touches no hazard",
    async (verb) => {
      const { desk, first } = await open();
      const said = { suggestion: first.id, seen: first.hash };
      const undone =
        verb === "reject"
          ? await desk.call("queue.reject", { ...said, reason: "too-vague" })
          : verb === "defer"
            ? await desk.call("queue.defer", said)
            : await desk.call("queue.merge", { ...said, into: "S-2" });
      expect(await undo(desk, first, { text: "Too soon." })).toMatchObject({ state: "pending" });
      const { decisions } = opened(await desk.call("queue.show", { suggestion: first.id }));
      expect(decisions).toMatchObject([
        undone,
        { verb: "undo", undoes: undone.id, seen: first.hash, hazard: null, text: "Too soon." },
      ]);
      expect((await desk.audit()).at(-1)).toMatchObject({
        action: "suggestion.undo",
        subject: { id: first.id, ref: "S-1" },
        details: {
          decision: decisions[1]?.id,
          seen: first.hash,
          undoes: undone.id,
          undone: verb,
          hazard: null,
          content: null,
        },
      });
      expect(await desk.count("hazard")).toBe(0);
    },
  );

  test("retires the number of an acceptance and keeps the row as withdrawn; the next acceptance takes a new one", async () => {
    const { desk, first, product } = await open();
    const hazard = await acceptCandidate(desk, first);
    await undo(desk, first);
    const { hazard: gone, decisions, versions } = await desk.call("hazard.show", { hazard: "H-1" });
    expect(gone).toMatchObject({ status: "withdrawn", version: 2, name: hazard.name });
    expect(decisions.at(-1)).toMatchObject({
      verb: "undo",
      undoes: hazard.origin.decision,
      hazardSeen: hazard.hash,
      changes: [{ path: ["status"], before: "open", after: "withdrawn" }],
    });
    expect(versions[1]).toMatchObject({ decision: decisions.at(-1)?.id, hash: gone.hash });
    expect((await desk.audit()).at(-1)?.details).toMatchObject({
      hazard: "H-1",
      content: gone.hash,
    });
    const again = await acceptCandidate(desk, first);
    expect(again.ref).toBe("H-2");
    expect(opened(await desk.call("queue.show", { suggestion: first.id })).hazard).toBe("H-2");
    const { hazards } = await desk.call("log.show", { product: product.id });
    expect(hazards.map(({ ref, status }) => [ref, status])).toEqual([
      ["H-1", "withdrawn"],
      ["H-2", "open"],
    ]);
    expect(await desk.call("product.list", {})).toMatchObject([{ hazards: 1 }]);
  });

  test.each(["initial", "residual"] as const)(
    "is refused once the %s risk is scored",
    async (stage) => {
      const { desk, first } = await open();
      const hazard = await acceptCandidate(desk, first);
      await desk.call("hazard.score", { ...seenOf(hazard), ...words, stage });
      expect(await refusalIn(desk, () => undo(desk, first))).toEqual({
        code: "conflict",
        message:
          "H-1 was scored by Asha Kinloch (cso) on 2026-03-02, so that undoing S-1 is refused: edit H-1, or close it, and score it again. Nothing was changed.",
        changed: [],
      });
    },
  );

  test("asks for the hazard's hash where it was changed since, and for no stale one", async () => {
    const { desk, first } = await open();
    const hazard = await acceptCandidate(desk, first);
    const later = await desk.call("hazard.edit", { ...seenOf(hazard), edits: { name: "Later" } });
    for (const [more, code] of [
      [{}, "seen-required"],
      [{ hazardSeen: hazard.hash }, "seen-stale"],
      [{ hazardSeen: later.hash.slice(0, 11) }, "seen-required"],
    ] as const) {
      const refusal = await refusalIn(desk, () => undo(desk, first, more));
      expect([refusal.code, refusal.changed]).toEqual([code, []]);
      expect(refusal.message).toContain("H-1");
    }
    await undo(desk, first, { hazardSeen: later.hash });
    expect((await desk.call("hazard.show", { hazard: "H-1" })).hazard.status).toBe("withdrawn");
  });

  test("takes exactly the causes and controls of an addition out again", async () => {
    const { desk, first, second } = await open();
    const hazard = await acceptCandidate(desk, first, { controls: [1] });
    const both = { causes: [1, 2], controls: [1, 2] };
    const add = (seen: string) =>
      desk.call("queue.add-cause", {
        suggestion: second.id,
        seen: second.hash,
        ...both,
        hazard: "H-1",
        hazardSeen: seen,
      });
    const grown = await add(hazard.hash);
    expect(grown.causes).toHaveLength(3);
    // A control that was there before is linked to an added cause: it stays, without that link.
    const linked = await desk.call("hazard.link", { ...seenOf(grown), control: 1, cause: 3 });
    await undo(desk, second, { hazardSeen: linked.hash });
    const { hazard: after } = await desk.call("hazard.show", { hazard: "H-1" });
    expect([after.causes, after.controls]).toEqual([hazard.causes, hazard.controls]);
    expect(after.status).toBe("open");
    const again = await add(after.hash);
    expect(again.causes.map(({ number }) => number)).toEqual([1, 4, 5]);
  });

  test("of an addition is refused once its hazard is scored since, not before", async () => {
    const { desk, first, second } = await open();
    const hazard = await acceptCandidate(desk, first);
    await desk.call("hazard.score", { ...seenOf(hazard), ...words });
    const add = async () =>
      desk.call("queue.add-cause", {
        suggestion: second.id,
        seen: second.hash,
        causes: [1],
        hazard: "H-1",
        hazardSeen: (await desk.call("hazard.show", { hazard: "H-1" })).hazard.hash,
      });
    await add();
    await undo(desk, second);
    const grown = await add();
    await desk.call("hazard.score", { ...seenOf(grown), ...words });
    const refusal = await refusalIn(desk, () => undo(desk, second));
    expect(refusal).toMatchObject({ code: "conflict", changed: [] });
    expect(refusal.message).toContain("so that undoing S-2 is refused");
  });

  test("takes nothing along that came from elsewhere, even where its causes were edited out", async () => {
    const { desk, first, second } = await open();
    const hazard = await acceptCandidate(desk, first);
    const grown = await desk.call("queue.add-cause", {
      suggestion: second.id,
      seen: second.hash,
      causes: [1],
      hazard: "H-1",
      hazardSeen: hazard.hash,
    });
    const refused = {
      code: "conflict",
      message:
        "H-1 also holds what S-2 suggested, which would go with it: undo that first. Nothing was changed.",
      changed: [],
    };
    expect(await refusalIn(desk, () => undo(desk, first, { hazardSeen: grown.hash }))).toEqual(
      refused,
    );
    const bare = await desk.call("hazard.edit", { ...seenOf(grown), edits: { removeCauses: [2] } });
    expect(await refusalIn(desk, () => undo(desk, first, { hazardSeen: bare.hash }))).toEqual(
      refused,
    );
    await undo(desk, second, { hazardSeen: bare.hash });
    const { hazard: now } = await desk.call("hazard.show", { hazard: "H-1" });
    await undo(desk, first, { hazardSeen: now.hash });
    const waiting = await desk.call("queue.list", { state: "pending" });
    expect(waiting.map(({ ref }) => ref)).toEqual(expect.arrayContaining(["S-1", "S-2"]));
  });

  test("takes no hazard away that something was merged into", async () => {
    const { desk, first, second } = await open();
    await acceptCandidate(desk, first);
    await desk.call("queue.merge", { suggestion: second.id, seen: second.hash, into: "H-1" });
    expect(await refusalIn(desk, () => undo(desk, first))).toEqual({
      code: "conflict",
      message:
        "S-2 was merged into H-1. Withdrawing H-1 would take it along unread: undo the merge of S-2 first. Nothing was changed.",
      changed: [],
    });
    await undo(desk, second);
    expect(await undo(desk, first)).toMatchObject({ state: "pending" });
  });

  test("is refused where the hazard would be left without a cause", async () => {
    const { desk, product, first } = await open();
    const hazard = await writeHazard(desk, product.id);
    const grown = await desk.call("queue.add-cause", {
      suggestion: first.id,
      seen: first.hash,
      causes: [1],
      hazard: hazard.id,
      hazardSeen: hazard.hash,
    });
    const edits = { removeCauses: [1, 2], removeControls: [1, 2] };
    const bare = await desk.call("hazard.edit", { ...seenOf(grown), edits });
    expect(await refusalIn(desk, () => undo(desk, first, { hazardSeen: bare.hash }))).toEqual({
      code: "conflict",
      message:
        "H-1 was changed since: A hazard keeps at least one cause: add another before this one is removed.",
      changed: [],
    });
  });

  test("is refused by what was not seen, and with a patient's data", async () => {
    const { desk, first, second } = await open();
    await acceptCandidate(desk, first);
    for (const [more, code] of [
      [{ seen: undefined }, "seen-required"],
      [{ seen: second.hash }, "seen-stale"],
      [{ text: `Seen ${exampleNhsNumber}` }, "patient-identifier"],
      [{ hazardSeen: second.hash }, "seen-stale"],
      [{ suggestion: "S-99" }, "not-found"],
    ] as const) {
      const refusal = await refusalIn(desk, () => undo(desk, first, more));
      expect([refusal.code, refusal.changed]).toEqual([code, []]);
    }
  });
});
