import { expect, test } from "vitest";
import { makeScoredLog } from "../../support/baselines.ts";
import { writeLog } from "../../support/books.ts";
import { shownHazard } from "../../support/hazards.ts";
import { makeDescription } from "../../support/make-description.ts";
import { onEachEngine, refusalIn, useRecord, type Desk } from "../../support/record.ts";
import {
  exportBook,
  fillIn,
  sendAround,
  shownProposals,
  takeBack,
  type Filled,
} from "../../support/returned.ts";

const evidence: Filled = {
  sheet: "Controls",
  row: "H-1 K1",
  header: "Evidence That It Works",
  text: "Test 41 shows that no session stays.",
};
const harm: Filled = {
  sheet: "Hazard log",
  row: "H-1",
  header: "Hazard Description",
  text: "The note is signed by somebody else.",
};

onEachEngine("a workbook that comes back", (engine) => {
  const record = useRecord({ engine });
  const start = async () => {
    const desk = await record().desk();
    const { product } = await makeScoredLog(desk);
    return { desk, product };
  };
  const standing = async ({ call }: Desk, product: string) =>
    (await call("hazard.show", { hazard: "H-1", product })).hazard;

  test("changes nothing by itself: each cell that says something else is a proposal", async () => {
    const { desk, product } = await start();
    const before = await standing(desk, product);
    const { workbook, proposals, unread } = await sendAround(desk, product, [evidence, harm]);
    expect(workbook).toMatchObject({
      ...{ number: 1, fileName: "filled-in.xlsx", by: { name: "Asha Kinloch" } },
      proposals: { open: 2, taken: 0, left: 0 },
    });
    expect(unread).toEqual({ cells: [], missing: [] });
    expect(proposals).toMatchObject([
      {
        content: { field: "hazard", sent: before.hazard, returned: harm.text },
        ...{ number: 1, state: "open", label: "hazard", now: before.hazard },
        ...{ already: false, conflict: [] },
      },
      {
        content: { of: "control", number: 1, field: "works", sent: "", returned: evidence.text },
        ...{ number: 2, cell: "Controls!K2", state: "open", now: "" },
      },
    ]);
    expect(await standing(desk, product)).toEqual(before);
    expect((await desk.call("audit.verify", {})).record).toEqual([]);
  });

  test("is one, however often the same file is sent; one unchanged proposes nothing", async () => {
    const { desk, product } = await start();
    const bytes = await exportBook(desk, product);
    const filled = await fillIn(bytes, [evidence]);
    const first = await takeBack(desk, product, filled);
    expect(first.isNew).toBe(true);
    const events = (await desk.actions()).length;
    const again = await takeBack(desk, product, filled, "another-name.xlsx");
    expect(again).toEqual({ ...first, isNew: false });
    expect(await desk.actions()).toHaveLength(events);
    const unchanged = await takeBack(desk, product, await fillIn(bytes, []));
    expect(unchanged.workbook.proposals).toEqual({ open: 0, taken: 0, left: 0 });
    const { workbooks } = await desk.call("workbook.list", { product });
    expect(workbooks.map(({ number }) => number)).toEqual([2, 1]);
  });

  test("is refused where it is not ours, of another product, or of an export that nobody made", async () => {
    const { desk, product } = await start();
    const filled = await fillIn(await exportBook(desk, product), [evidence]);
    const refuse = async (bytes: Uint8Array, of = product) => {
      const { code, message } = await refusalIn(desk, () => takeBack(desk, of, bytes));
      expect(code).toBe("invalid-input");
      return message;
    };
    expect(await refuse(new Uint8Array([1, 2, 3]))).toContain("cannot be read");
    const another = await desk.call("product.add", { text: makeDescription("Tarnbeck") });
    expect(await refuse(filled, another.id)).toContain("found one of Sablewick");
    const elsewhere = await record().desk();
    const theirs = await makeScoredLog(elsewhere);
    expect(await refuse(await exportBook(elsewhere, theirs.product))).toContain(
      "found one of another product",
    );
    const { product: shown } = await desk.call("product.show", { product });
    const made = await writeLog([], { product: shown });
    expect(await refuse(made)).toContain("which no audit event tells of");
    expect((await desk.call("workbook.list", { product })).workbooks).toEqual([]);
  });

  test("is taken, proposal by proposal, as decisions about the hazard that name file and cell", async () => {
    const { desk, product } = await start();
    const shown = await sendAround(desk, product, [
      evidence,
      harm,
      { sheet: "Controls", row: "H-1 K1", header: "State", text: "existing" },
      { sheet: "Actions", row: "H-1 A1", header: "Done", text: "yes" },
      { sheet: "Actions", row: "H-1 A1", header: "Due", text: "2026-05-31" },
      { sheet: "Hazard log", row: "H-1", header: "Hazard Status", text: "Closed" },
    ]);
    expect(shown.proposals).toHaveLength(6);
    const taken = await desk.call("proposal.take", shownProposals(shown, shown.proposals));
    expect(taken.hazard).toMatchObject({
      hazard: harm.text,
      status: "closed",
      controls: [{ state: "existing", evidence: { works: evidence.text } }, {}],
      actions: [{ done: true, due: "2026-05-31" }],
    });
    const { decisions } = await desk.call("hazard.show", { hazard: "H-1", product });
    const made = decisions.slice(-4);
    expect(made.map(({ verb }) => verb)).toEqual(["edit", "confirm", "finish-action", "status"]);
    for (const { text } of made) {
      expect(text).toContain(`Returned workbook 1, “filled-in.xlsx”`);
      expect(text).toContain(shown.workbook.fileHash);
    }
    expect(made[0]?.text).toContain("Controls!K2, control K1, evidence that it works");
    const after = await desk.call("workbook.show", { product, number: 1 });
    expect(after.workbook.proposals).toEqual({ open: 0, taken: 6, left: 0 });
    expect(after.proposals.every(({ decided }) => decided?.by.name === "Asha Kinloch")).toBe(true);
    expect((await desk.actions()).at(-1)).toBe("proposal.take");
    expect(await desk.call("audit.verify", {})).toMatchObject({ breaches: [], record: [] });
    const again = await refusalIn(desk, () =>
      desk.call("proposal.take", shownProposals(after, after.proposals.slice(0, 1))),
    );
    expect(again).toMatchObject({ code: "conflict" });
  });

  test("is taken only on the hashes that were shown, of the proposal and of the hazard", async () => {
    const { desk, product } = await start();
    const shown = await sendAround(desk, product, [evidence]);
    const said = shownProposals(shown, shown.proposals);
    const refuse = (more: object) =>
      refusalIn(desk, () => desk.call("proposal.take", { ...said, ...more }));
    expect((await refuse({ hazardSeen: undefined })).code).toBe("seen-required");
    expect((await refuse({ hazardSeen: "0".repeat(64) })).code).toBe("seen-stale");
    expect((await refuse({ proposals: [{ number: 1 }] })).code).toBe("seen-required");
    expect((await refuse({ proposals: [{ number: 1, seen: "0".repeat(64) }] })).code).toBe(
      "seen-stale",
    );
    expect((await refuse({ proposals: [{ number: 2, seen: "0".repeat(64) }] })).code).toBe(
      "not-found",
    );
  });

  test("shows what the log says otherwise by now, and overwrites nothing", async () => {
    const { desk, product } = await start();
    const bytes = await fillIn(await exportBook(desk, product), [harm]);
    const edits = { hazard: "The note carries the name of another clinician." };
    await desk.call("hazard.edit", { ...(await shownHazard(desk, "H-1", product)), edits });
    const { workbook } = await takeBack(desk, product, bytes);
    const shown = await desk.call("workbook.show", { product, number: workbook.number });
    expect(shown.proposals).toMatchObject([
      { conflict: ["log"], now: edits.hazard, content: { returned: harm.text } },
    ]);
    expect((await standing(desk, product)).hazard).toBe(edits.hazard);
    // A person who sees both may still take it.
    await desk.call("proposal.take", shownProposals(shown, shown.proposals));
    expect((await standing(desk, product)).hazard).toBe(harm.text);
    const after = await desk.call("workbook.show", { product, number: workbook.number });
    expect(after.proposals).toMatchObject([{ already: true, conflict: [], state: "taken" }]);
  });

  test("of two cells that say different things of one field only one is taken", async () => {
    const { desk, product } = await start();
    const shown = await sendAround(desk, product, [
      { sheet: "Hazard log", row: "H-1", header: "Hazard Name", text: "Wrong name" },
      { sheet: "Controls", row: "H-1 K1", header: "Hazard Name", text: "Name of another" },
    ]);
    expect(shown.proposals.map(({ conflict }) => conflict)).toEqual([["cells"], ["cells"]]);
    const both = await refusalIn(desk, () =>
      desk.call("proposal.take", shownProposals(shown, shown.proposals)),
    );
    expect(both).toMatchObject({ code: "conflict" });
    await desk.call("proposal.take", shownProposals(shown, shown.proposals.slice(1)));
    expect((await standing(desk, product)).name).toBe("Name of another");
  });

  test("never scores: a severity that comes back is shown, and a person scores", async () => {
    const { desk, product } = await start();
    const shown = await sendAround(desk, product, [
      { sheet: "Hazard log", row: "H-1", header: "Initial Severity", text: "Minor" },
    ]);
    expect(shown.proposals).toMatchObject([
      { label: "initial severity", content: { sent: "Major", returned: "Minor" } },
    ]);
    const refusal = await refusalIn(desk, () =>
      desk.call("proposal.take", shownProposals(shown, shown.proposals)),
    );
    expect(refusal).toMatchObject({ code: "invalid-input" });
    expect(refusal.message).toContain("a person scores");
    expect((await standing(desk, product)).initial?.severity).toBe("Major");
    const { hazardSeen: _hazard, ...said } = shownProposals(shown, shown.proposals);
    await desk.call("proposal.leave", { ...said, reason: "Scored in the workshop." });
    const after = await desk.call("workbook.show", { product, number: 1 });
    expect(after.proposals).toMatchObject([
      { state: "left", decided: { verb: "leave", reason: "Scored in the workshop." } },
    ]);
  });

  test("is bound by the rules of the log", async () => {
    const { desk, product } = await start();
    const shown = await sendAround(desk, product, [
      { sheet: "Hazard log", row: "H-1", header: "Hazard Status", text: "Closed" },
    ]);
    const refusal = await refusalIn(desk, () =>
      desk.call("proposal.take", shownProposals(shown, shown.proposals)),
    );
    expect(refusal.message).toContain("Closed says that all actions are done");
  });

  test("brings new causes, controls and actions, with what is missing asked for", async () => {
    const { desk, product } = await start();
    const shown = await sendAround(desk, product, [
      { sheet: "Controls", row: "", header: "Hazard Number", text: "H-1" },
    ]);
    expect(shown.proposals).toEqual([]);
    const bytes = await exportBook(desk, product);
    const added = await fillIn(bytes, [
      {
        sheet: "Hazard log",
        row: "H-1",
        header: "Possible Causes",
        text: "C+ The badge is shared.",
      },
    ]);
    const { workbook } = await takeBack(desk, product, added);
    const causes = await desk.call("workbook.show", { product, number: workbook.number });
    expect(causes.proposals).toMatchObject([
      { label: "a new cause", content: { values: { text: "The badge is shared." } } },
    ]);
    expect(causes.unread.missing.length).toBeGreaterThan(0);
    const said = shownProposals(causes, causes.proposals);
    const lacking = await refusalIn(desk, () => desk.call("proposal.take", said));
    expect(lacking.message).toContain("kind");
    const [first] = said.proposals;
    if (first === undefined) throw new Error("expected a proposal");
    const { hazard } = await desk.call("proposal.take", {
      ...said,
      proposals: [{ ...first, given: { kind: "human" } }],
    });
    expect(hazard.causes).toHaveLength(3);
    expect(hazard.causes.at(-1)).toMatchObject({ text: "The badge is shared.", kind: "human" });
  });

  test("brings a new hazard, which is added as any other once it is whole", async () => {
    const { desk, product } = await start();
    const shown = await sendAround(desk, product, [
      { sheet: "Hazard log", row: "", header: "Hazard Description", text: "The note is lost." },
    ]);
    expect(shown.proposals).toMatchObject([
      { label: "a new hazard", hazard: null, content: { values: { hazard: "The note is lost." } } },
    ]);
    const said = shownProposals(shown, shown.proposals);
    const [first] = said.proposals;
    if (first === undefined) throw new Error("expected a proposal");
    const lacking = await refusalIn(desk, () => desk.call("proposal.take", said));
    expect(lacking.message).toContain("not whole yet");
    const given = {
      ...{ name: "Lost note", effect: "Nobody reads it.", harm: "Treatment comes late." },
      ...{ "0.text": "The disk is full.", "0.kind": "software" },
    };
    const { hazard } = await desk.call("proposal.take", {
      ...said,
      proposals: [{ ...first, given }],
    });
    expect(hazard).toMatchObject({
      ...{ ref: "H-2", name: "Lost note", hazard: "The note is lost.", initial: null },
      causes: [{ text: "The disk is full.", kind: "software" }],
    });
    const { decisions } = await desk.call("hazard.show", { hazard: "H-2", product });
    expect(decisions).toMatchObject([{ verb: "add" }]);
    expect(decisions[0]?.text).toContain(shown.workbook.fileHash);
    expect((await desk.call("audit.verify", {})).record).toEqual([]);
  });

  test("keeps nothing of a cell with a patient's identifiers, and the rest of the file", async () => {
    const { desk, product } = await start();
    const shown = await sendAround(desk, product, [
      evidence,
      { ...harm, text: "As happened to NHS number 943 476 5919." },
    ]);
    expect(shown.proposals).toMatchObject([{ content: { field: "works" } }]);
    expect(shown.unread.cells).toMatchObject([
      { cell: "Hazard log!C2", found: "", why: expect.stringContaining("an NHS number") as string },
    ]);
    expect(JSON.stringify(await desk.call("workbook.show", { product, number: 1 }))).not.toMatch(
      /943 ?476/u,
    );
  });

  test("keeps of a cell that could not be read as much as tells which it was", async () => {
    const { desk, product } = await start();
    const shown = await sendAround(desk, product, [
      { sheet: "Hazard log", row: "H-1", header: "Hazard Status", text: `x${"🩺".repeat(2_000)}` },
    ]);
    expect(shown.unread.cells).toMatchObject([{ found: `x${"🩺".repeat(249)}\uFFFD…` }]);
  });

  test("is within reach of tombstones, and the chain still verifies", async () => {
    const { desk, product } = await start();
    const name = "Winifred Ashdown";
    const bytes = await fillIn(await exportBook(desk, product), [
      { ...evidence, text: `As ${name} saw.` },
      { sheet: "Hazard log", row: "H-1", header: "Hazard Status", text: `Ask ${name}` },
    ]);
    await takeBack(desk, product, bytes, `for ${name}.xlsx`);
    const shown = await desk.call("workbook.show", { product, number: 1 });
    const { hazardSeen: _hazard, ...said } = shownProposals(shown, shown.proposals);
    await desk.call("proposal.leave", { ...said, reason: `${name} is no test.` });
    const found = await desk.call("tombstone.find", { product, text: name });
    expect([...new Set(found.places.map(({ place }) => place))].sort()).toEqual([
      "proposal.content",
      "proposal_decision.reason",
      "returned_workbook.file_name",
      "returned_workbook.unread",
    ]);
    await desk.call("tombstone.add", {
      ...{ product, text: name, seen: found.seen },
      reason: "A patient's name came back in a cell.",
    });
    const after = await desk.call("workbook.show", { product, number: 1 });
    expect(JSON.stringify(after)).not.toMatch(/winifred|ashdown/iu);
    expect(await desk.call("audit.verify", {})).toMatchObject({ breaches: [], record: [] });
  });
});
