import { expect, test } from "vitest";
import type { Hazard } from "../../../src/domain/hazard/hazard.ts";
import { acceptCandidate, expectOneChange, seenOf, writeHazard } from "../../support/hazards.ts";
import { addProduct, makeQueue, namePerson } from "../../support/make-queue.ts";
import { onEachEngine, refusalIn, useRecord } from "../../support/record.ts";

onEachEngine("what people say of a hazard's controls, actions and status", (engine) => {
  const record = useRecord({ engine });
  const open = async () => {
    const desk = await record().desk();
    await namePerson(desk);
    const product = (await addProduct(desk)).id;
    return { desk, product, start: await writeHazard(desk, product) };
  };

  test("confirms, links and unlinks, each as one decision", async () => {
    const { desk, start } = await open();
    const { call } = desk;
    const confirmed = await call("hazard.confirm", {
      ...seenOf(start),
      controls: [2, 1, 2],
      text: " Seen at work. ",
    });
    const state = { before: "proposed", after: "existing" };
    await expectOneChange(desk, start, confirmed, "confirm", [
      { path: ["controls", 1, "state"], ...state },
      { path: ["controls", 2, "state"], ...state },
    ]);
    const { decisions } = await call("hazard.show", { hazard: "H-1" });
    expect(decisions.at(-1)?.text).toBe("Seen at work.");
    const linked = await call("hazard.link", { ...seenOf(confirmed), control: 2, cause: 1 });
    const links = { path: ["controls", 2, "actsOn"], before: [2], after: [1, 2] };
    await expectOneChange(desk, confirmed, linked, "link", [links]);
    const unlinked = await call("hazard.unlink", { ...seenOf(linked), control: 2, cause: 2 });
    await expectOneChange(desk, linked, unlinked, "unlink", [
      { path: ["controls", 2, "actsOn"], before: [1, 2], after: [1] },
    ]);
    for (const [act, code, sentence] of [
      [
        () => call("hazard.confirm", { ...seenOf(unlinked), controls: [3] }),
        "invalid-input",
        /no control 3/,
      ],
      [
        () => call("hazard.confirm", { ...seenOf(unlinked), controls: [1] }),
        "conflict",
        /says so already/,
      ],
      [
        () => call("hazard.confirm", { ...seenOf(unlinked), controls: [] }),
        "invalid-input",
        /controls/,
      ],
      [
        () => call("hazard.link", { ...seenOf(unlinked), control: 1, cause: 9 }),
        "invalid-input",
        /no cause 9/,
      ],
      [
        () => call("hazard.link", { ...seenOf(unlinked), control: 9, cause: 1 }),
        "invalid-input",
        /no control 9/,
      ],
      [
        () => call("hazard.link", { ...seenOf(unlinked), control: 1, cause: 1 }),
        "conflict",
        /says so already/,
      ],
      [
        () => call("hazard.unlink", { ...seenOf(unlinked), control: 1, cause: 2 }),
        "conflict",
        /says so already/,
      ],
      [
        () => call("hazard.unlink", { ...seenOf(unlinked), control: 1, cause: 1 }),
        "invalid-input",
        /acts on no other cause/,
      ],
      [
        () => call("hazard.finish-action", { ...seenOf(unlinked), action: 2 }),
        "invalid-input",
        /no action 2/,
      ],
      [
        () => call("hazard.finish-action", { ...seenOf(unlinked), action: 1, done: false }),
        "conflict",
        /says so already/,
      ],
    ] as const) {
      const refusal = await refusalIn(desk, act);
      expect([refusal.code, refusal.changed]).toEqual([code, []]);
      expect(refusal.message).toMatch(sentence);
    }
  });

  test("closes only when all is done, and asks to be opened before there is more to do", async () => {
    const { desk, start } = await open();
    const { call } = desk;
    const status = (hazard: Hazard, to: "open" | "transferred" | "closed") =>
      call("hazard.status", { ...seenOf(hazard), status: to });
    const refused = async (act: () => Promise<unknown>, sentence: RegExp) => {
      const refusal = await refusalIn(desk, act);
      expect([refusal.code, refusal.changed]).toEqual(["invalid-input", []]);
      expect(refusal.message).toMatch(sentence);
    };
    const action = { summary: "Train them", owner: "Trainer", due: "2026-05-01" } as const;
    await refused(
      () => status(start, "closed"),
      /not done: 1 \(Write the test of the session\)\.$/,
    );
    await refused(
      () => status(start, "transferred"),
      /only the deployer's actions remain; not done: 1/,
    );
    const done = await call("hazard.finish-action", { ...seenOf(start), action: 1 });
    await expectOneChange(desk, start, done, "finish-action", [
      { path: ["actions", 1, "done"], before: false, after: true },
    ]);
    const more = await call("hazard.add-action", { ...seenOf(done), ...action, party: "deployer" });
    expect(more.actions[1]).toEqual({ number: 2, done: false, party: "deployer", ...action });
    await expectOneChange(desk, done, more, "add-action", [
      { path: ["actions", 2], after: more.actions[1] },
      { path: ["taken", "actions"], before: 1, after: 2 },
    ]);
    const moved = await status(more, "transferred");
    await expectOneChange(desk, more, moved, "status", [
      { path: ["status"], before: "open", after: "transferred" },
    ]);
    const add = (hazard: Hazard, party: "maker" | "deployer") => () =>
      call("hazard.add-action", { ...seenOf(hazard), ...action, party });
    const reopen = (hazard: Hazard) => () =>
      call("hazard.finish-action", { ...seenOf(hazard), action: 1, done: false });
    await refused(add(moved, "maker"), /is transferred.*open it first/);
    await refused(reopen(moved), /is transferred.*open it first/);
    await refused(() => status(moved, "closed"), /not done: 2 \(Train them\)/);
    const finished = await call("hazard.finish-action", { ...seenOf(moved), action: 2 });
    const closed = await status(finished, "closed");
    await refused(add(closed, "deployer"), /is closed.*open it first/);
    await refused(reopen(closed), /is closed.*open it first/);
    const opened = await status(closed, "open");
    expect((await reopen(opened)()).actions[0]?.done).toBe(false);
    await refused(
      () =>
        call("hazard.add-action", { ...seenOf(opened), ...action, party: "maker", due: "soon" }),
      /a day such as/,
    );
  });

  test("a deployer's own log has nobody to transfer to", async () => {
    const { desk, product, start } = await open();
    await record().sql("alter table product disable trigger user");
    await record().sql("update product set standard = 'dcb0160' where id = $1", [product]);
    await record().sql("alter table product enable trigger user");
    const refusal = await refusalIn(desk, () =>
      desk.call("hazard.status", { ...seenOf(start), status: "transferred" }),
    );
    expect(refusal).toMatchObject({ code: "invalid-input", changed: [] });
    expect(refusal.message).toMatch(/knows open and closed/);
  });

  test("withdraws what a person wrote, unscored, and nothing that a suggestion gave", async () => {
    const { desk, start, product } = await open();
    const withdraw = (hazard: Hazard) => () =>
      desk.call("hazard.withdraw", { ...seenOf(hazard), text: "Written twice." });
    const { first, second } = await makeQueue(desk);
    const accepted = await acceptCandidate(desk, first);
    const grown = await desk.call("queue.add-cause", {
      suggestion: second.id,
      seen: second.hash,
      causes: [1],
      hazard: start.id,
      hazardSeen: start.hash,
    });
    const bare = await desk.call("hazard.edit", { ...seenOf(grown), edits: { removeCauses: [3] } });
    for (const [hazard, ref] of [
      [accepted, "S-1"],
      [bare, "S-2"],
    ] as const) {
      expect(await refusalIn(desk, withdraw(hazard))).toEqual({
        code: "conflict",
        message: `${hazard.ref} holds what ${ref} suggested: undo the decision about ${ref}, so that it waits again. Nothing was changed.`,
        changed: [],
      });
    }
    const scored = await writeHazard(desk, product);
    const words = { severity: "minor", likelihood: "low" };
    await desk.call("hazard.score", { ...seenOf(scored), ...words });
    expect((await refusalIn(desk, withdraw(scored))).message).toMatch(/was scored by Asha Kinloch/);
    const own = await writeHazard(desk, product);
    const gone = await withdraw(own)();
    await expectOneChange(desk, own, gone, "withdraw", [
      { path: ["status"], before: "open", after: "withdrawn" },
    ]);
    await desk.call("queue.undo", { suggestion: first.id, seen: first.hash });
    const { hazard } = await desk.call("hazard.show", { hazard: accepted.id });
    // It waits again already: nobody is sent to undo it once more.
    expect((await refusalIn(desk, withdraw(hazard))).message).toMatch(/is withdrawn/);
  });
});
