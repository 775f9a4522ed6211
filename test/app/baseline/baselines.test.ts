import { expect, test } from "vitest";
import { baselineHash } from "../../../src/domain/audit/record-hash.ts";
import { canonicalText, sha256 } from "../../../src/domain/hash/canonical.ts";
import { approveLog, makeScoredLog, preparedFor, reason } from "../../support/baselines.ts";
import { seenOf, shownHazard, writeHazard } from "../../support/hazards.ts";
import { exampleNhsNumber } from "../../support/make-description.ts";
import { makeQueue, namePerson } from "../../support/make-queue.ts";
import { declareOwn } from "../../support/make-scheme.ts";
import { onEachEngine, refusalIn, useRecord } from "../../support/record.ts";

onEachEngine("baselines", (engine) => {
  const record = useRecord({ engine });
  const open = async () => {
    const desk = await record().desk();
    return { desk, ...(await makeScoredLog(desk)) };
  };

  test("preparing shows the whole log with its conditions and hash, and writes nothing", async () => {
    const { desk, product, hazard } = await open();
    const before = await desk.snapshot();
    const prepared = await desk.call("baseline.prepare", { product });
    expect(await desk.snapshot()).toEqual(before);
    expect(prepared).toMatchObject({
      ...{ previous: null, changes: null, blocked: false, asksReason: true },
      content: { format: "hazid-baseline-1", number: 1, previous: null, hazards: [hazard] },
    });
    expect(prepared.content.scheme?.id).toBe("ig-example");
    expect(prepared.hash).toBe(sha256(canonicalText(prepared.content)));
    expect(prepared.meaning).toContain("Asha Kinloch, Clinical Safety Officer (GMC 7654321)");
    record().clock.advance(86_400_000);
    expect((await desk.call("baseline.prepare", { product })).hash).toBe(prepared.hash);
  });

  test("approving keeps exactly the bytes that were shown, with what the signature means", async () => {
    const { desk, product } = await open();
    const said = await preparedFor(desk, product);
    const { content, hash, meaning } = await desk.call("baseline.prepare", { product });
    const approved = await desk.call("baseline.approve", said);

    expect(approved).toMatchObject({
      ...{ number: 1, productVersion: 1, hash, meaning, reason },
      by: { name: "Asha Kinloch", body: "GMC", number: "7654321" },
    });
    const shown = await desk.call("baseline.show", { product, number: 1 });
    expect(shown.text).toBe(canonicalText(content));
    expect(shown).toMatchObject({ baseline: approved, content, sha256: hash, tombstones: [] });
    const event = (await desk.audit()).at(-1);
    expect(event).toMatchObject({
      action: "baseline.approve",
      actor: { name: "Asha Kinloch", registration: "GMC 7654321" },
      subject: { kind: "baseline", id: approved.id, ref: "baseline 1" },
      product,
      details: { hash, number: 1, previous: null, productVersion: 1 },
    });
    const { by, ...line } = approved;
    expect(event?.details["record"]).toBe(
      baselineHash({ ...line, account: by.id, content: shown.text }),
    );
    expect((await desk.call("audit.verify", {})).record).toEqual([]);
  });

  test("the next one names the one before, and tells what changed since", async () => {
    const { desk, product, hazard } = await open();
    const first = await approveLog(desk, product);
    await desk.call("hazard.edit", { ...seenOf(hazard), edits: { name: "Signed by another" } });
    const second = await writeHazard(desk, product);
    await desk.call("hazard.score", {
      ...seenOf(second),
      ...{ severity: "Minor", likelihood: "Low" },
    });
    await declareOwn(desk, product);
    const prepared = await desk.call("baseline.prepare", { product });
    expect(prepared.previous?.number).toBe(1);
    expect(prepared.content.previous).toEqual({ number: 1, hash: first.hash });
    expect(prepared.changes?.hazards.map(({ ref, kind }) => `${ref} ${kind}`)).toEqual([
      "H-1 changed",
      "H-2 added",
    ]);
    expect(prepared.changes?.about).toEqual([
      {
        what: "Risk scheme",
        was: "Example scheme of the DCB0129 Implementation Guidance (ig-example 1)",
        is: "Matrix of the trust (trust-3x3 1)",
      },
    ]);
    // Both scores are by the scheme of before.
    expect(prepared.blocked).toBe(true);
    for (const ref of ["H-1", "H-2"]) {
      const said = await shownHazard(desk, ref, product);
      await desk.call("hazard.score", { ...said, severity: "Grave", likelihood: "Rare" });
    }
    await approveLog(desk, product);
    const { baselines } = await desk.call("baseline.list", { product });
    expect(baselines.map(({ number }) => number)).toEqual([2, 1]);
    const compared = await desk.call("baseline.compare", { product, from: 2, to: 1 });
    expect([compared.from.number, compared.to.number]).toEqual([1, 2]);
    expect(compared.changes).toEqual(
      (await desk.call("baseline.show", { product, number: 2 })).changes,
    );
    const [h1] = compared.changes.hazards;
    expect(h1?.content).toContainEqual({
      path: ["name"],
      before: "Draft signed under another clinician's name",
      after: "Signed by another",
    });
    expect(h1?.judged[0]).toMatchObject({
      was: expect.stringContaining("Major, Low: level 3 by ig-example 1") as string,
      is: expect.stringContaining("Grave, Rare: level 2 by trust-3x3 1") as string,
    });
  });

  test("an older baseline stays what it was, whatever happens to the log since", async () => {
    const { desk, product, hazard } = await open();
    await approveLog(desk, product);
    const before = await desk.call("baseline.show", { product, number: 1 });
    await desk.call("hazard.edit", { ...seenOf(hazard), edits: { harm: "The patient dies." } });
    await desk.call("product.answer", {
      product,
      answers: [{ question: "children", text: "Yes, from 2 years." }],
    });
    await declareOwn(desk, product);
    expect(await desk.call("baseline.show", { product, number: 1 })).toMatchObject({
      text: before.text,
      sha256: before.sha256,
      content: before.content,
    });
  });

  test("a log that changed since it was shown is not approved; nor is one that was never shown", async () => {
    const { desk, product, hazard } = await open();
    const said = await preparedFor(desk, product);
    await desk.call("hazard.finish-action", { ...seenOf(hazard), action: 1, done: true });
    const refuse = (over: object) =>
      refusalIn(desk, () => desk.call("baseline.approve", { ...said, ...over }));
    expect(await refuse({})).toMatchObject({ code: "seen-stale", changed: [] });
    const now = await preparedFor(desk, product);
    expect(await refuse({ ...now, seen: undefined })).toMatchObject({ code: "seen-required" });
    expect(await refuse({ ...now, meaning: undefined })).toMatchObject({ code: "seen-required" });
    expect(await refuse({ ...now, meaning: "I have looked." })).toMatchObject({
      code: "seen-stale",
      changed: [],
    });
    await namePerson(desk, "cso", "Bram Oduya");
    // What was shown was the meaning of another's signature.
    expect(await refuse(now)).toMatchObject({ code: "seen-stale", changed: [] });
    expect(await desk.count("baseline")).toBe(0);
  });

  test("a score that no longer holds, and a hazard without one, keep the log from being approved", async () => {
    const { desk, product, hazard } = await open();
    const changed = await desk.call("hazard.edit", {
      ...seenOf(hazard),
      edits: { harm: "The patient dies." },
    });
    const refuse = async () => {
      const said = await preparedFor(desk, product);
      return refusalIn(desk, () => desk.call("baseline.approve", { ...said, reason }));
    };
    expect(await refuse()).toMatchObject({
      code: "conflict",
      message: expect.stringContaining("H-1 the initial score no longer holds") as string,
      changed: [],
    });
    await desk.call("hazard.score", {
      ...seenOf(changed),
      ...{ severity: "Major", likelihood: "Low" },
    });
    await writeHazard(desk, product);
    expect(await refuse()).toMatchObject({
      code: "conflict",
      message: expect.stringContaining("H-2 is not scored") as string,
      changed: [],
    });
  });

  test("conditions that are not met ask for a reason, without patient data", async () => {
    const { desk, product } = await open();
    const { reason: _reason, ...said } = await preparedFor(desk, product);
    const refuse = (over: object) =>
      refusalIn(desk, () => desk.call("baseline.approve", { ...said, ...over }));
    const none = await refuse({});
    expect(none).toMatchObject({ code: "invalid-input", changed: [] });
    expect(none.message).toContain("DCB0129 3.2.1");
    expect(await refuse({ reason: `As for ${exampleNhsNumber}.` })).toMatchObject({
      code: "patient-identifier",
      changed: [],
    });
  });

  test("only a Clinical Safety Officer approves", async () => {
    const { desk, product } = await open();
    await namePerson(desk, "contributor", "Bram Oduya");
    const prepared = await desk.call("baseline.prepare", { product });
    expect(prepared.meaning).toBeNull();
    const refusal = await refusalIn(desk, () =>
      desk.call("baseline.approve", { product, seen: prepared.hash, meaning: "I do.", reason }),
    );
    expect(refusal).toMatchObject({ code: "forbidden", changed: [] });
  });

  test("suggestions that wait are named one by one", async () => {
    const desk = await record().desk();
    const { product, candidates } = await makeQueue(desk);
    const { content } = await desk.call("baseline.prepare", { product: product.id });
    const condition = content.conditions.find(({ id }) => id === "suggestions-decided");
    expect(condition).toMatchObject({ clause: "6.4.1", state: "not-met", blocks: false });
    expect(condition?.unmet.length).toBeGreaterThanOrEqual(candidates.length);
    expect(condition?.unmet[0]).toEqual({ ref: "S-1", what: "waits for a decision" });
  });

  test("two people who approve at once leave one baseline", async () => {
    const { desk, product } = await open();
    const said = await preparedFor(desk, product);
    const attempts = await Promise.allSettled([
      desk.call("baseline.approve", said),
      desk.call("baseline.approve", said),
    ]);
    expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await desk.count("baseline")).toBe(1);
  });

  test("no other organisation sees it, and a number that there is not is said so", async () => {
    const { desk, product } = await open();
    await approveLog(desk, product);
    const other = await record().desk();
    const theirs = await refusalIn(other, () => other.call("baseline.list", { product }));
    expect(theirs.code).toBe("not-found");
    const none = await refusalIn(desk, () => desk.call("baseline.show", { product, number: 7 }));
    expect(none).toMatchObject({
      code: "not-found",
      message: "There is no baseline 7 of Sablewick: there is 1.",
    });
  });
});
