import { describe, expect, test } from "vitest";
import { draftOffline } from "../../../src/domain/draft/offline.ts";
import { makeDrafter } from "../../support/make-draft.ts";
import { exampleNhsNumber, makeDescription } from "../../support/make-description.ts";
import { makeQueue, namePerson } from "../../support/make-queue.ts";
import { onEachEngine, refusalIn, useRecord } from "../../support/record.ts";
import { tamper } from "../../support/tamper.ts";
import { considerNone, findPlace, product, reason, showPlace } from "./support.ts";

onEachEngine("deciding about a place", (engine) => {
  const record = useRecord({ engine });

  test("keeps who considered it, when, why and for which version, and audits it", async () => {
    const desk = await record().desk();
    const { product: added } = await makeQueue(desk);
    const { key: cell, seen } = await findPlace(desk, "open");
    const decision = await desk.call("coverage.none", { product, cell, seen, reason });
    expect(decision).toMatchObject({
      product: added.id,
      productVersion: 1,
      cell,
      verb: "none",
      reason,
      by: { name: "Asha Kinloch", role: "cso" },
    });
    const place = await showPlace(desk, cell);
    expect(place.standing).toEqual({ state: "none", outdated: [] });
    expect(place.decisions).toEqual([decision]);
    expect((await desk.audit()).at(-1)).toMatchObject({
      action: "coverage.none",
      actor: { kind: "person", name: "Asha Kinloch" },
      subject: { kind: "place", id: `${added.id} ${cell}`, ref: cell },
      product: added.id,
      details: { coverage: decision.id, seen, version: 1 },
    });
    expect((await desk.call("audit.verify", {})).record).toEqual([]);
  });

  test("opens it again, and keeps both decisions", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    const { key: cell } = await findPlace(desk, "open");
    await considerNone(desk, cell);
    const { seen } = await showPlace(desk, cell);
    const again = { product, cell, seen, reason: "The next release sends it by post." };
    const reopened = await desk.call("coverage.reopen", again);
    const place = await showPlace(desk, cell);
    expect(place.standing.state).toBe("open");
    expect(place.decisions.map(({ verb }) => verb)).toEqual(["reopen", "none"]);
    expect((await desk.audit()).at(-1)).toMatchObject({
      action: "coverage.reopen",
      details: { coverage: reopened.id, seen },
    });
    await considerNone(desk, cell);
    expect((await showPlace(desk, cell)).standing.state).toBe("none");
    expect(await desk.count("coverage_decision")).toBe(3);
    expect((await desk.call("audit.verify", {})).record).toEqual([]);
  });

  test("refuses a place where something waits, and one that holds a hazard", async () => {
    const desk = await record().desk();
    const { first } = await makeQueue(desk);
    const waiting = await refusalIn(desk, () => considerNone(desk, first.cell));
    expect(waiting).toMatchObject({ code: "conflict", changed: [] });
    expect(waiting.message).toContain(
      `In ${first.cell}, ${first.ref} waits for a decision: decide that first`,
    );
    await desk.call("queue.accept", { suggestion: first.id, seen: first.hash, causes: [1] });
    const held = await refusalIn(desk, () => considerNone(desk, first.cell));
    expect(held).toMatchObject({ code: "conflict", changed: [] });
    expect(held.message).toContain(`${first.cell} holds H-1`);
  });

  test("is out of date once the description moves on, and can be said anew", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    const { key: cell } = await findPlace(desk, "open");
    await considerNone(desk, cell);
    const answers = [{ question: "children", text: "Yes." }];
    await desk.call("product.answer", { product, answers });
    const outdated = { state: "none", outdated: ["version"] };
    expect((await showPlace(desk, cell)).standing).toEqual(outdated);
    await considerNone(desk, cell);
    expect((await showPlace(desk, cell)).standing).toEqual({ state: "none", outdated: [] });
  });
});

describe("a decision about a place", () => {
  const record = useRecord({ engine: "PGlite" });

  test("is out of date once a newer suggestion came into the place, even when that is rejected", async () => {
    const drafter = makeDrafter((input, call) => (call === 1 ? [] : draftOffline(input)));
    const desk = await record().desk({ drafter });
    const text = makeDescription();
    await namePerson(desk);
    await desk.call("product.add", { text });
    await desk.call("run.identify", { product });
    const places = (await desk.call("coverage.show", { product })).places;
    for (const { key } of places.filter(({ lens }) => lens !== "function")) {
      await considerNone(desk, key);
    }
    const { candidates } = await desk.call("run.identify", { product });
    const came = candidates.find(({ lens }) => lens !== "function");
    if (came === undefined) throw new Error("Expected a candidate.");
    expect((await showPlace(desk, came.cell)).standing).toEqual({ state: "suggested" });
    await desk.call("queue.reject", { suggestion: came.id, seen: came.hash, reason: "too-vague" });
    expect((await showPlace(desk, came.cell)).standing).toEqual({
      state: "none",
      outdated: ["suggestion"],
    });
  });

  test("is refused where it was made already, and where there is nothing to open again", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    const { key: cell, seen } = await findPlace(desk, "open");
    const early = await refusalIn(desk, () =>
      desk.call("coverage.reopen", { product, cell, seen, reason }),
    );
    expect(early).toMatchObject({ code: "conflict", changed: [] });
    expect(early.message).toContain("there is nothing to open again");
    await considerNone(desk, cell);
    const twice = await refusalIn(desk, () => considerNone(desk, cell));
    expect(twice).toMatchObject({ code: "conflict", changed: [] });
    expect(twice.message).toMatch(
      /was considered already by Asha Kinloch on 2026-03-02 at 09:00 UTC\. Open it again first/u,
    );
  });

  test.each([
    ["without what was seen", { seen: undefined }, "seen-required"],
    ["on something else than it is", { seen: "0".repeat(64) }, "seen-stale"],
    ["without a reason", { reason: "  " }, "invalid-input"],
    ["with a reason of two words", { reason: "not relevant" }, "invalid-input"],
    [
      "with a patient's number",
      { reason: `As for ${exampleNhsNumber} last week` },
      "patient-identifier",
    ],
    ["about no place of this version", { cell: "F77/late" }, "not-found"],
  ])("is refused %s", async (_what, more, code) => {
    const desk = await record().desk();
    await makeQueue(desk);
    const { key: cell, seen } = await findPlace(desk, "open");
    const input = { product, cell, seen, reason, ...more };
    const refusal = await refusalIn(desk, () => desk.call("coverage.none", input));
    expect(refusal).toMatchObject({ code, changed: [] });
  });

  test("is refused on a place as it was shown before somebody decided about a suggestion in it", async () => {
    const desk = await record().desk();
    const { first } = await makeQueue(desk);
    const { seen } = await showPlace(desk, first.cell);
    const about = { suggestion: first.id, seen: first.hash };
    await desk.call("queue.reject", { ...about, reason: "too-vague" });
    const input = { product, cell: first.cell, seen, reason };
    const refusal = await refusalIn(desk, () => desk.call("coverage.none", input));
    expect(refusal).toMatchObject({ code: "seen-stale", changed: [] });
  });

  test("is refused in the name of somebody else than it was shown to", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    const { key: cell, seen } = await findPlace(desk, "open");
    const shownTo = await desk.call("account.show", {});
    await namePerson(desk, "contributor", "Sam Porter");
    const input = { product, cell, seen, reason, as: shownTo?.id };
    const refusal = await refusalIn(desk, () => desk.call("coverage.none", input));
    expect(refusal).toMatchObject({ code: "conflict", changed: [] });
  });

  test("is recorded once under one key", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    const { key: cell, seen } = await findPlace(desk, "open");
    const input = { product, cell, seen, reason };
    const options = { idempotencyKey: "k" };
    const first = await desk.call("coverage.none", input, options);
    expect(await desk.call("coverage.none", input, options)).toEqual(first);
    expect(await desk.count("coverage_decision")).toBe(1);
  });

  test("loses unlawful text to a tombstone, and the record still verifies", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    const { key: cell, seen } = await findPlace(desk, "open");
    const said = "Winifred Ashdown told us that it cannot be late.";
    await desk.call("coverage.none", { product, cell, seen, reason: said });
    const text = "Winifred Ashdown";
    const found = await desk.call("tombstone.find", { product, text });
    expect(found.places).toMatchObject([
      { place: "coverage_decision.reason", ref: `decision about ${cell}` },
    ]);
    await desk.call("tombstone.add", {
      product,
      text,
      seen: found.seen,
      reason: "A name slipped in.",
    });
    const [kept] = (await showPlace(desk, cell)).decisions;
    expect(kept?.reason).toBe("████████ ███████ told us that it cannot be late.");
    expect((await desk.call("audit.verify", {})).record).toEqual([]);
  });

  test.each([
    ["reason = 'Because I say so'", /about the place .* is not what audit event \d+ tells of it/u],
    ["verb = 'reopen'", /about the place .* is not what audit event \d+ tells of it/u],
    ["cell = 'F1/late'", /about the place F1\/late is not what audit event \d+ tells of it/u],
    ["product_version = 7", /about the place .* is not what audit event \d+ tells of it/u],
  ])("that was changed behind the chain is named: %s", async (edit, breach) => {
    const desk = await record().desk();
    await makeQueue(desk);
    await considerNone(desk, (await findPlace(desk, "open")).key);
    const update = `update coverage_decision set ${edit} where organisation_id = $1`;
    await tamper(record(), "coverage_decision", update, desk);
    const { record: breaches } = await desk.call("audit.verify", {});
    expect(breaches).toEqual([expect.stringMatching(breach)]);
  });

  test("that was taken out behind the chain is missed", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    await considerNone(desk, (await findPlace(desk, "open")).key);
    const remove = "delete from coverage_decision where organisation_id = $1";
    await tamper(record(), "coverage_decision", remove, desk);
    const { record: breaches } = await desk.call("audit.verify", {});
    expect(breaches).toEqual([
      expect.stringMatching(/tells of a decision about a place \(.*\) that is missing/u),
    ]);
  });
});
