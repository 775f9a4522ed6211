import fc from "fast-check";
import excel from "exceljs";
import { causeKinds, controlOwners, controlTypes } from "../../src/domain/bank/entry.ts";
import type { Hazard } from "../../src/domain/hazard/hazard.ts";
import type { Field } from "../../src/domain/hazard/workbook/fields.ts";
import { exampleScheme } from "../../src/domain/risk/scheme.ts";
import { makeScore } from "../domain/hazard/make-hazard.ts";

/** One field of one hazard, and what somebody writes there. */
export type Edit = { readonly ref: string; readonly field: Field; readonly value: string };

const ofNumber =
  <T extends { number: number }>(number: number, change: (thing: T) => T) =>
  (list: readonly T[]): T[] =>
    list.map((thing) => (thing.number === number ? change(thing) : thing));

/** The hazard as it would be with the edit. */
export function applyEdit(hazard: Hazard, { field: { of, number, field }, value }: Edit): Hazard {
  switch (of) {
    case "hazard":
      return { ...hazard, [field]: value };
    case "initial":
    case "residual":
      return {
        ...hazard,
        [of]: {
          ...(hazard[of] ?? makeScore({ stage: of, severity: "", likelihood: "" })),
          [field]: value,
        },
      };
    case "cause":
      return {
        ...hazard,
        causes: ofNumber<Hazard["causes"][number]>(number, (one) => ({ ...one, [field]: value }))(
          hazard.causes,
        ),
      };
    case "control": {
      const change = (one: Hazard["controls"][number]): Hazard["controls"][number] => {
        if (field === "actsOn") return { ...one, actsOn: value.split(", ").map(Number) };
        if (field !== "implemented" && field !== "works") return { ...one, [field]: value };
        return { ...one, evidence: { ...one.evidence, [field]: value } };
      };
      return { ...hazard, controls: ofNumber(number, change)(hazard.controls) };
    }
    case "action": {
      const change = (one: Hazard["actions"][number]): Hazard["actions"][number] => {
        if (field === "due") return { ...one, due: value === "" ? null : value };
        return { ...one, [field]: field === "done" ? value === "yes" : value };
      };
      return { ...hazard, actions: ofNumber(number, change)(hazard.actions) };
    }
  }
}

const words = (of: readonly string[]) => fc.constantFrom(...of);

/** Any edit of any of these hazards that proposes something else than what is there. */
export function arbitraryEdit(
  hazards: readonly Hazard[],
  text: fc.Arbitrary<string>,
): fc.Arbitrary<Edit> {
  const { severities, likelihoods } = exampleScheme;
  const scored = (of: "initial" | "residual") => [
    { of, number: 0, field: "severity", value: words(severities.map(({ word }) => word)) },
    { of, number: 0, field: "likelihood", value: words(likelihoods.map(({ word }) => word)) },
  ];
  const all = hazards.flatMap((hazard) => {
    const { ref, causes, controls, actions } = hazard;
    const numbers = causes.map(({ number }) => number);
    const fields = [
      ...["name", "hazard", "effect", "harm", "exposed"].map((field) => ({
        ...{ of: "hazard" as const, number: 0, field, value: text },
      })),
      { of: "hazard", number: 0, field: "status", value: words(["open", "closed"]) } as const,
      ...scored("initial"),
      ...scored("residual"),
      ...causes.flatMap(({ number }) => [
        { of: "cause" as const, number, field: "text", value: text },
        { of: "cause" as const, number, field: "kind", value: words(causeKinds) },
      ]),
      ...controls.flatMap(({ number }) => [
        ...["text", "worksIf", "implemented", "works"].map((field) => ({
          ...{ of: "control" as const, number, field, value: text },
        })),
        { of: "control" as const, number, field: "type", value: words(controlTypes) },
        { of: "control" as const, number, field: "owner", value: words(controlOwners) },
        { of: "control" as const, number, field: "state", value: words(["proposed", "existing"]) },
        {
          ...{ of: "control" as const, number, field: "actsOn" },
          value: fc
            .subarray(numbers, { minLength: 1 })
            .map((chosen) => [...chosen].sort((a, b) => a - b).join(", ")),
        },
      ]),
      ...actions.flatMap(({ number }) => [
        { of: "action" as const, number, field: "summary", value: text },
        { of: "action" as const, number, field: "owner", value: text },
        { of: "action" as const, number, field: "party", value: words(controlOwners) },
        { of: "action" as const, number, field: "due", value: words(["2027-01-31", "2028-02-29"]) },
        { of: "action" as const, number, field: "done", value: words(["yes", "no"]) },
      ]),
    ];
    return fields.map(({ value, ...field }) => value.map((said) => ({ ref, field, value: said })));
  });
  return fc.oneof(...all);
}

/** Saves a workbook again with these cells changed, as a spreadsheet program would. */
export async function saveAgain(
  bytes: Uint8Array,
  cells: ReadonlyMap<string, string>,
  more: (book: excel.Workbook) => void = () => undefined,
): Promise<Uint8Array> {
  const book = new excel.Workbook();
  await book.xlsx.load(bytes as unknown as Parameters<typeof book.xlsx.load>[0]);
  for (const [place, text] of cells) {
    const [sheet = "", address = ""] = place.split("!");
    const cell = book.getWorksheet(sheet)?.getCell(address);
    if (cell === undefined) throw new Error(`expected a cell ${place}`);
    cell.value = text === "" ? null : text;
  }
  more(book);
  return new Uint8Array(await book.xlsx.writeBuffer());
}
