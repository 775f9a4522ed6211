import fc from "fast-check";
import {
  causeKinds,
  conditions,
  controlOwners,
  controlTypes,
} from "../../../src/domain/bank/entry.ts";
import { hazardStatuses, type HazardContent } from "../../../src/domain/hazard/content.ts";
import type { HazardEdits } from "../../../src/domain/hazard/edits.ts";

const text = fc.string({ unit: "grapheme", maxLength: 12 });
const line = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
const from = fc.option(
  fc.record({ suggestion: fc.uuid(), number: fc.integer({ min: 1, max: 5 }) }),
);
const among = (numbers: readonly number[]) =>
  fc
    .uniqueArray(fc.constantFrom(...numbers), { minLength: 1, maxLength: 3 })
    .map((chosen) => chosen.sort((a, b) => a - b));
const rising = (min: number) =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: min, maxLength: 4 })
    .map((numbers) => numbers.sort((a, b) => a - b));

/** Any content that may stand in the log: causes, and controls that act on some of them. */
export const arbitraryContent: fc.Arbitrary<HazardContent> = fc
  .tuple(rising(1), rising(0), rising(0))
  .chain(([causes, controls, actions]) =>
    fc.record({
      version: fc.integer({ min: 1, max: 9 }),
      name: line,
      hazard: line,
      effect: line,
      harm: line,
      exposed: text,
      condition: fc.constantFrom(...conditions),
      status: fc.constantFrom(...hazardStatuses),
      causes: fc.tuple(
        ...causes.map((number) =>
          fc.record({
            number: fc.constant(number),
            text: line,
            kind: fc.constantFrom(...causeKinds),
            from,
          }),
        ),
      ),
      controls: fc.tuple(
        ...controls.map((number) =>
          fc.record({
            number: fc.constant(number),
            text: line,
            type: fc.constantFrom(...controlTypes),
            owner: fc.constantFrom(...controlOwners),
            worksIf: text,
            basis: fc.constantFrom("stated" as const, "proposed" as const),
            state: fc.constantFrom("existing" as const, "proposed" as const),
            actsOn: among(causes),
            from,
          }),
        ),
      ),
      actions: fc.tuple(
        ...actions.map((number) =>
          fc.record({
            number: fc.constant(number),
            summary: line,
            owner: line,
            party: fc.constantFrom(...controlOwners),
            due: fc.constantFrom(null, "2026-03-31"),
            done: fc.boolean(),
          }),
        ),
      ),
      taken: fc.constant({
        causes: Math.max(0, ...causes),
        controls: Math.max(0, ...controls),
        actions: Math.max(0, ...actions),
      }),
    }),
  );

const optional = { requiredKeys: [] as never[] };
const numberIn = (list: readonly { number: number }[]): fc.Arbitrary<number> => {
  const there = list.map(({ number }) => number);
  const any = fc.integer({ min: 1, max: 8 });
  if (there.length === 0) return any;
  return fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...there) },
    { weight: 1, arbitrary: any },
  );
};

/** Any edits of a content, now and then of what is not there. */
export function arbitraryEdits(content: HazardContent): fc.Arbitrary<HazardEdits> {
  const [cause, control] = [numberIn(content.causes), numberIn(content.controls)];
  const few = { maxLength: content.controls.length === 0 ? 0 : 1 };
  return fc
    .record({
      words: fc.record(
        { name: line, harm: line, exposed: text, place: fc.constantFrom("", "late of Draft") },
        optional,
      ),
      causes: fc.array(fc.record({ number: cause, text: line }), { maxLength: 1 }),
      controls: fc.array(
        fc.record(
          { number: control, text: line, actsOn: fc.array(cause, { minLength: 1, maxLength: 3 }) },
          { requiredKeys: ["number", "text"] },
        ),
        few,
      ),
      addCauses: fc.array(fc.record({ text: line, kind: fc.constantFrom(...causeKinds) }), {
        maxLength: 2,
      }),
      addControls: fc.array(
        fc.record({
          text: line,
          type: fc.constantFrom(...controlTypes),
          owner: fc.constantFrom(...controlOwners),
          worksIf: text,
          actsOn: fc.array(cause, { minLength: 1, maxLength: 3 }),
        }),
        { maxLength: 2 },
      ),
      removeCauses: fc.array(cause, { maxLength: 1 }),
      removeControls: fc.array(control, few),
    })
    .map(({ words, ...edits }) => ({ ...words, ...edits }));
}
