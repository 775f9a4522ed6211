import fc from "fast-check";
import { expect, test } from "vitest";
import type { Hazard } from "../../../src/domain/hazard/hazard.ts";
import { buildBook } from "../../../src/domain/hazard/workbook/build-book.ts";
import { ruleOf } from "../../../src/domain/hazard/workbook/fields.ts";
import { toSent } from "../../../src/domain/hazard/workbook/hazard-rows.ts";
import { ordinaryText } from "../../domain/hazard/workbook/hostile-text.ts";
import { cellsOf, makeBookSource } from "../../support/books.ts";
import { applyEdit, arbitraryEdit, saveAgain, type Edit } from "../../support/edited-books.ts";
import { seenOf } from "../../support/hazards.ts";
import { addProduct, namePerson } from "../../support/make-queue.ts";
import { onEachEngine, useRecord, type Desk } from "../../support/record.ts";
import { exportBook, shownProposals, takeBack } from "../../support/returned.ts";
import { writtenHazard } from "../../support/writes.ts";

const hazardsInLog = 8;
const edits = 100;

async function makeLog(desk: Desk): Promise<string> {
  await namePerson(desk);
  const { id: product } = await addProduct(desk);
  const control = { type: "design", owner: "maker", worksIf: "" } as const;
  for (let number = 1; number <= hazardsInLog; number += 1) {
    const added = await desk.call("hazard.add", {
      product,
      content: {
        ...writtenHazard,
        name: `Hazard ${number}`,
        causes: [
          { text: "The queue is full.", kind: "software" },
          { text: "Nobody looks.", kind: "human" },
        ],
        controls: [
          { ...control, text: "An alarm says so.", actsOn: [1] },
          { ...control, text: "A daily check.", actsOn: [1, 2] },
        ],
      },
    });
    await desk.call("hazard.add-action", {
      ...seenOf(added),
      ...{ summary: "Test the alarm", owner: "Asha Kinloch", party: "maker" },
    });
  }
  return product;
}

const listed = async ({ call }: Desk, product: string): Promise<readonly Hazard[]> =>
  (await call("log.show", { product })).hazards;

const keyOf = ({ ref, field: { of, number, field } }: Edit): string =>
  `${ref} ${of} ${number} ${field}`;

/** Different edits of words and states, each of a field of its own; the rules of status and scores are tested elsewhere. */
function chooseEdits(hazards: readonly Hazard[]): Edit[] {
  const chosen = new Map<string, Edit>();
  for (const edit of fc.sample(arbitraryEdit(hazards, ordinaryText), { numRuns: 5_000, seed: 9 })) {
    const { of, field, number } = edit.field;
    const hazard = hazards.find(({ ref }) => ref === edit.ref);
    if (hazard === undefined || of === "initial" || of === "residual" || field === "status") {
      continue;
    }
    // Evidence is of the maker's measures: control 1 stays the maker's, control 2 gets none (DCB0129 6.3).
    const isEvidence = field === "implemented" || field === "works";
    if (of === "control" && (number === 1 ? field === "owner" : isEvidence)) continue;
    const sent = ruleOf(edit.field).valueOf(toSent(hazard), number);
    if (sent !== edit.value && chosen.size < edits) chosen.set(keyOf(edit), edit);
  }
  return [...chosen.values()];
}

const withEdits = (hazards: readonly Hazard[], some: readonly Edit[]): Hazard[] =>
  hazards.map((hazard) =>
    some.filter(({ ref }) => ref === hazard.ref).reduce<Hazard>(applyEdit, hazard),
  );

/** Cells that somebody who makes these edits fills in: each on the sheet that is for it. */
async function filledCells(hazards: readonly Hazard[], all: readonly Edit[]) {
  const before = await cellsOf(buildBook(makeBookSource(hazards)));
  const sheetOf = ({ field: { of } }: Edit): string =>
    of === "control" ? "Controls" : of === "action" ? "Actions" : "Hazard log";
  const cells = new Map<string, string>();
  for (const sheet of ["Hazard log", "Controls", "Actions"]) {
    const own = all.filter((edit) => sheetOf(edit) === sheet);
    const after = await cellsOf(buildBook(makeBookSource(withEdits(hazards, own))));
    for (const [place, text] of after) {
      if (place.startsWith(`${sheet}!`) && before.get(place) !== text) cells.set(place, text);
    }
  }
  return cells;
}

const contentOf = ({ name, hazard, effect, harm, exposed, causes, controls, actions }: Hazard) => ({
  ...{ name, hazard, effect, harm, exposed, causes, controls, actions },
});

onEachEngine("a workbook that goes out and comes back", (engine) => {
  const record = useRecord({ engine });

  test(`with ${edits} edits, all taken, makes the log say exactly these`, async () => {
    const desk = await record().desk();
    const product = await makeLog(desk);
    const before = await listed(desk, product);
    const all = chooseEdits(before);
    expect(all).toHaveLength(edits);
    const sent = await exportBook(desk, product);
    const filled = await saveAgain(sent, await filledCells(before, all));
    const { workbook } = await takeBack(desk, product, filled);
    expect(workbook.proposals).toEqual({ open: edits, taken: 0, left: 0 });
    const shown = await desk.call("workbook.show", { product, number: workbook.number });
    expect(shown.unread).toEqual({ cells: [], missing: [] });
    expect((await listed(desk, product)).map(({ hash }) => hash)).toEqual(
      before.map(({ hash }) => hash),
    );
    for (const { id } of shown.hazards) {
      const of = shown.proposals.filter(({ hazard }) => hazard === id);
      await desk.call("proposal.take", shownProposals(shown, of));
    }
    const after = await listed(desk, product);
    expect(after.map(contentOf)).toEqual(withEdits(before, all).map(contentOf));
    const done = await desk.call("workbook.show", { product, number: workbook.number });
    expect(done.workbook.proposals).toEqual({ open: 0, taken: edits, left: 0 });
    expect(done.proposals.every(({ already }) => already)).toBe(true);
    expect(await desk.call("audit.verify", {})).toMatchObject({ breaches: [], record: [] });
    // What goes out now and comes back as it is proposes nothing.
    const again = await takeBack(desk, product, await exportBook(desk, product));
    expect(again.workbook.proposals).toEqual({ open: 0, taken: 0, left: 0 });
  }, 120_000);
});
