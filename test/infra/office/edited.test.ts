import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildBook } from "../../../src/domain/hazard/workbook/build-book.ts";
import type { Layout } from "../../../src/domain/hazard/workbook/columns.ts";
import { ruleOf } from "../../../src/domain/hazard/workbook/fields.ts";
import { toSent } from "../../../src/domain/hazard/workbook/hazard-rows.ts";
import type { Hazard } from "../../../src/domain/hazard/hazard.ts";
import { ordinaryText } from "../../domain/hazard/workbook/hostile-text.ts";
import {
  arbitraryHazards,
  bothLayouts,
  cellsOf,
  compareTo,
  makeBookSource,
  nothingChanged,
  readLog,
  writeLog,
} from "../../support/books.ts";
import { applyEdit, arbitraryEdit, saveAgain, type Edit } from "../../support/edited-books.ts";

const filledIn = (place: string): boolean => /^(?:Hazard log|Controls|Actions)!/u.test(place);
const told = (hazards: readonly Hazard[], layout: Layout) =>
  cellsOf(buildBook(makeBookSource(hazards, { layout })));

/** Cells that would say something else after an edit; where a line only moves, those of its own row. */
async function editedCells(
  hazards: readonly Hazard[],
  edit: Edit,
  layout: Layout,
): Promise<Map<string, string>> {
  const after = hazards.map((one) => (one.ref === edit.ref ? applyEdit(one, edit) : one));
  const [before, now] = [await told(hazards, layout), await told(after, layout)];
  const places = [...new Set([...before.keys(), ...now.keys()])].filter(filledIn);
  const moves = ["type", "state", "actsOn"].includes(edit.field.field);
  return new Map(
    places
      .filter((place) => before.get(place) !== now.get(place))
      .filter((place) => !moves || place.startsWith("Controls!"))
      // Ratings are worked out.
      .filter((place) => !/^Hazard log!(?:I|P)\d/u.test(place))
      .map((place) => [place, now.get(place) ?? ""]),
  );
}

describe.each(bothLayouts)("a workbook with one row for each of the %s", (layout) => {
  test("gives 100 random edits back exactly, each from the cells where it was made", async () => {
    let edits = 0;
    const made = arbitraryHazards(ordinaryText, 2).chain((hazards) =>
      fc.record({ hazards: fc.constant(hazards), edit: arbitraryEdit(hazards, ordinaryText) }),
    );
    await fc.assert(
      fc.asyncProperty(made, fc.nat(), async ({ hazards, edit }, chosen) => {
        const hazard = hazards.find(({ ref }) => ref === edit.ref);
        if (hazard === undefined) throw new Error("expected a hazard");
        const { of, number, field } = edit.field;
        const sent = ruleOf(edit.field).valueOf(toSent(hazard), number);
        const cells = [...(await editedCells(hazards, edit, layout))];
        // One of the cells where it stands, or all of them.
        const some = chosen % 2 === 0 ? cells : cells.slice(0, 1);
        fc.pre(some.length > 0 && sent !== edit.value);
        edits += 1;
        const bytes = await saveAgain(await writeLog(hazards, { layout }), new Map(some));
        const { changes, additions, unread } = compareTo(await readLog(bytes), hazards);
        expect(additions).toEqual([]);
        expect(unread).toEqual([]);
        expect(changes).toHaveLength(1);
        expect(changes[0]).toMatchObject({
          hazard: edit.ref,
          hazardId: hazard.id,
          seen: hazard.hash,
          field: { of, number, field },
          sent,
          returned: edit.value,
          now: sent,
          already: false,
          conflict: [],
        });
        expect([...(changes[0]?.cells ?? [])].sort()).toEqual(some.map(([place]) => place).sort());
      }),
      { numRuns: 100, endOnFailure: true },
    );
    expect(edits).toBeGreaterThanOrEqual(100);
  }, 300_000);
});

test("a workbook that another program saved again unchanged changes nothing", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryHazards(ordinaryText), async (hazards) => {
      const bytes = await saveAgain(await writeLog(hazards), new Map());
      expect(compareTo(await readLog(bytes), hazards)).toEqual(nothingChanged);
    }),
    { numRuns: 10, endOnFailure: true },
  );
}, 120_000);
