import { causeKinds, controlOwners, controlTypes } from "../../../domain/bank/entry.ts";
import { choicesOf, createFields, type ChoiceField, type TextField } from "../field.ts";
import { problemAt, type Problem } from "../frame.ts";
import type { Typed } from "../typed.ts";
import { newHazardQuestion, othersQuestion, sideEffectsHint } from "./known.ts";
import { causeKindWords, controlTypeWords, ownerWords } from "../words.ts";

/** Rows in which a person writes causes and controls. Rows left empty count for nothing. */
export type CauseRow = {
  readonly row: number;
  readonly text: TextField;
  readonly kind: ChoiceField;
};
export type ControlRow = {
  readonly row: number;
  readonly text: TextField;
  readonly type: ChoiceField;
  readonly owner: ChoiceField;
  readonly works: TextField;
  /** Asked of every control that is added (DCB0129 6.1.2, 6.1.3). */
  readonly considered: readonly TextField[];
  readonly acts: {
    readonly id: string;
    readonly name: string;
    readonly boxes: readonly {
      readonly value: string;
      readonly label: string;
      readonly checked: boolean;
    }[];
    readonly problem: string | null;
  };
};
export type Rows = {
  readonly causes: readonly CauseRow[];
  readonly controls: readonly ControlRow[];
  readonly sideEffectsHint: string;
};

const maxRows = 20;

/** How many rows there are: those of the page that was sent, and one more where it was asked for. */
export function countRows(
  typed: Typed,
  pressed: string,
  atFirst: { readonly causes: number; readonly controls: number },
): { causes: number; controls: number } {
  const sent = (name: string, fallback: number): number => {
    const found = typed.text(name);
    return /^[1-9]\d?$/u.test(found) ? Number(found) : fallback;
  };
  const causes = sent("cause-rows", atFirst.causes) + (pressed === "more-causes" ? 1 : 0);
  const controls = sent("control-rows", atFirst.controls) + (pressed === "more-controls" ? 1 : 0);
  return { causes: Math.min(causes, maxRows), controls: Math.min(controls, maxRows) };
}

const rowsTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

export function presentRows(
  typed: Typed,
  problems: readonly Problem[],
  { causes, controls }: { readonly causes: number; readonly controls: number },
  standing: readonly { readonly number: number; readonly text: string }[] = [],
): Rows {
  const fields = createFields(typed, problems);
  const nth = (row: number): string => (standing.length > 0 ? `New cause ${row}` : `Cause ${row}`);
  const control = standing.length > 0 ? "New control" : "Control";
  const boxes = [
    ...standing.map(({ number, text }) => ({ value: String(number), label: `${number}. ${text}` })),
    ...rowsTo(causes).map((row) => ({ value: `new-${row}`, label: nth(row) })),
  ];
  return {
    sideEffectsHint,
    causes: rowsTo(causes).map((row) => ({
      row,
      text: fields.text(`new-cause-${row}`, nth(row)),
      kind: fields.choice(
        `new-cause-${row}-kind`,
        `Kind of ${nth(row).toLowerCase()}`,
        choicesOf(causeKinds, causeKindWords),
      ),
    })),
    controls: rowsTo(controls).map((row) => {
      const id = `new-control-${row}`;
      return {
        row,
        text: fields.text(id, `${control} ${row}`),
        type: fields.choice(
          `${id}-type`,
          `Type of ${control.toLowerCase()} ${row}`,
          choicesOf(controlTypes, controlTypeWords),
        ),
        owner: fields.choice(
          `${id}-owner`,
          `Whose is ${control.toLowerCase()} ${row}`,
          choicesOf(controlOwners, ownerWords),
        ),
        works: fields.text(`${id}-works`, `${control} ${row} works if (optional)`),
        considered: [
          fields.text(`${id}-new-hazard`, newHazardQuestion),
          fields.text(`${id}-others`, othersQuestion),
        ],
        acts: {
          id: `${id}-causes`,
          name: `${id}-causes`,
          boxes: boxes.map((box) => ({
            ...box,
            checked: typed.texts(`${id}-causes`).includes(box.value),
          })),
          problem: problemAt(problems, `${id}-causes`),
        },
      };
    }),
  };
}
