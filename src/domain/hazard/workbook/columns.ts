import { controlTypes } from "../../bank/entry.ts";
import type { LoggedControl } from "../content.ts";
import { logColumns } from "../log-columns.ts";
import { ruleOf, sayValue, type Sent, type ThingKind } from "./fields.ts";
import {
  fitCell,
  joinItems,
  readItems,
  readLabelled,
  writeItem,
  writeLabelled,
  type ItemLetter,
} from "./item-lines.ts";
import { typeWords } from "./words.ts";

/** One row a hazard, or one row a cause with the controls that act on it. */
export const layouts = ["hazards", "causes"] as const;
export type Layout = (typeof layouts)[number];

/** What a cell says of one thing: texts by field, as they stand there. */
export type SaidThing = {
  readonly of: ThingKind;
  /** Null for a thing that a person added. */
  readonly number: number | null;
  readonly texts: Readonly<Record<string, string>>;
  /** What stands there and is of no field. */
  readonly stray?: string;
};

/** What one row is about. */
export type RowThing = {
  /** The cause of the row, where there is one row a cause. */
  readonly cause?: number | undefined;
  /** The control or action of the row, on the sheets that have a row for each. */
  readonly item?: number | null;
};

type Choices =
  | { readonly of: "type" | "owner" | "state" | "party" | "status" | "done" }
  | { readonly of: "severity" | "likelihood" };

export type Column = {
  readonly header: string;
  /** In letters of the default font. */
  readonly width: number;
  readonly looks: "key" | "text" | "rating";
  readonly choices: Choices | null;
  /** What the cell says; null for what only the writer of the workbook knows. */
  readonly write: (sent: Sent, row: RowThing) => string;
  /** Item-level values; empty for a column that names the row, or is worked out. */
  readonly read: (text: string, row: RowThing) => readonly SaidThing[];
};

const nothing = (): readonly SaidThing[] => [];
const plain = { looks: "text", choices: null } as const;

/** One field in a cell by itself. */
const single = (
  header: string,
  width: number,
  of: ThingKind,
  field: string,
  choices: Choices | null = null,
): Column => ({
  header,
  width,
  looks: "text",
  choices,
  write: (sent, { item }) => fitCell(sayValue(sent, of, item ?? 0, field)),
  read: (text, { item = 0 }) => [{ of, number: item, texts: { [field]: text } }],
});

const key = (header: string, width: number, write: Column["write"]): Column => ({
  header,
  width,
  looks: "key",
  choices: null,
  write,
  read: nothing,
});

/** Its value is looked up, and never read. */
const rating = (header: string): Column => ({
  header,
  width: 19,
  looks: "rating",
  choices: null,
  write: () => "",
  read: nothing,
});

/** Which field each part of a thing's brackets gives a value to. */
function readAbout(
  of: ThingKind,
  fields: readonly string[],
  about: string,
): Record<string, string> | null {
  const texts: Record<string, string> = {};
  for (const part of about.split(";").map((one) => one.trim())) {
    const field = fields.find((one) => !(one in texts) && isValueOf(of, one, part));
    if (field === undefined) return null;
    texts[field] = field === "done" ? (part.toLowerCase() === "done" ? "yes" : "no") : dayOf(part);
  }
  return texts;
}
const dayOf = (part: string): string => part.replace(/^due /iu, "");

function isValueOf(of: ThingKind, field: string, part: string): boolean {
  if (field === "done") return /^(?:not )?done$/iu.test(part);
  if (field === "due")
    return /^due /iu.test(part) && ruleOf({ of, field }).parse(dayOf(part)) !== null;
  return ruleOf({ of, field }).parse(part) !== null;
}

type Listed = {
  readonly header: string;
  readonly width: number;
  readonly letter: ItemLetter;
  readonly of: "cause" | "control" | "action";
  readonly field: string;
  /** Fields that the brackets say, in this order. */
  readonly about: readonly string[];
  /** Fields that the column itself says. */
  readonly column?: Readonly<Record<string, string>>;
  readonly numbers: (sent: Sent, cause: number | undefined) => readonly number[];
  readonly elsewhere: string;
};

/** Several things in a cell, each a line that begins with its number. */
const listed = (made: Listed): Column => ({
  ...plain,
  header: made.header,
  width: made.width,
  write: (sent, { cause }) =>
    joinItems(
      made.numbers(sent, cause).map((number) =>
        writeItem(
          made.letter,
          number,
          made.about.flatMap((field) => sayAbout(sent, made.of, number, field)),
          sayValue(sent, made.of, number, made.field),
        ),
      ),
      made.elsewhere,
    ),
  read: (text) =>
    readItems(text, made.letter, (about) => readAbout(made.of, made.about, about) !== null).map(
      ({ number, about, text: said }) => {
        const told = about === null ? {} : (readAbout(made.of, made.about, about) ?? {});
        const dueGone = about !== null && made.about.includes("due") && !("due" in told);
        return {
          of: made.of,
          number,
          texts: {
            ...told,
            ...(dueGone ? { due: "" } : {}),
            ...made.column,
            [made.field]: said,
          },
        };
      },
    ),
});

function sayAbout(sent: Sent, of: ThingKind, number: number, field: string): string[] {
  const said = sayValue(sent, of, number, field);
  if (field === "done") return [said === "yes" ? "done" : "not done"];
  if (said === "") return [];
  return [field === "due" ? `due ${said}` : said];
}

const [
  hazardNumber,
  hazardName,
  hazardDescription,
  impact,
  possibleCauses,
  existingControls,
  initialSeverity,
  initialLikelihood,
  initialRating,
  ,
  ,
  ,
  ,
  residualSeverity,
  residualLikelihood,
  residualRating,
  actionSummaries,
  actionOwners,
  hazardStatus,
] = logColumns;

const labels = { effect: "Effect", harm: "Harm", exposed: "More exposed" } as const;
const impactColumn: Column = {
  ...plain,
  header: impact,
  width: 40,
  write: (sent) =>
    fitCell(
      Object.entries(labels)
        .map(([field, label]) => writeLabelled(label, sayValue(sent, "hazard", 0, field)))
        .join("\n"),
    ),
  read(text) {
    const found = readLabelled(text, Object.values(labels));
    const texts = Object.fromEntries(
      Object.entries(labels).flatMap(([field, label]) => {
        const said = found.get(label);
        return said === undefined ? [] : [[field, said]];
      }),
    );
    const stray = found.get("");
    return [{ of: "hazard", number: 0, texts, ...(stray === undefined ? {} : { stray }) }];
  },
};

const controlsWhere =
  (wanted: (control: LoggedControl) => boolean): Listed["numbers"] =>
  ({ content }, cause) =>
    content.controls
      .filter(wanted)
      .filter(({ actsOn }) => cause === undefined || actsOn.includes(cause))
      .map(({ number }) => number);

const inControls = "the sheet Controls has them all";

/** Where a control of each type is written while it is proposed only. */
const additional: Readonly<Record<(typeof controlTypes)[number], (typeof logColumns)[number]>> = {
  design: "Additional Controls: Design",
  test: "Additional Controls: Test",
  training: "Additional Controls: Training",
  "business-process": "Additional Controls: Business Process Change",
};

/** The template's columns, in its order. */
const logSheetColumns: readonly Column[] = [
  key(hazardNumber, 10, ({ ref }) => ref),
  single(hazardName, 24, "hazard", "name"),
  single(hazardDescription, 34, "hazard", "hazard"),
  impactColumn,
  listed({
    ...{ header: possibleCauses, width: 42, letter: "C", of: "cause", field: "text" },
    about: ["kind"],
    numbers: ({ content }, cause) =>
      content.causes.map(({ number }) => number).filter((n) => cause === undefined || n === cause),
    elsewhere: "export one row a cause to have them all",
  }),
  listed({
    ...{ header: existingControls, width: 42, letter: "K", of: "control", field: "text" },
    about: ["type", "owner", "actsOn"],
    column: { state: "existing" },
    numbers: controlsWhere(({ state }) => state === "existing"),
    elsewhere: inControls,
  }),
  single(initialSeverity, 14, "initial", "severity", { of: "severity" }),
  single(initialLikelihood, 12, "initial", "likelihood", { of: "likelihood" }),
  rating(initialRating),
  ...controlTypes.map((type) =>
    listed({
      ...{ header: additional[type], width: 34, letter: "K", of: "control", field: "text" },
      about: ["owner", "actsOn"],
      column: { state: "proposed", type: typeWords[type] },
      numbers: controlsWhere((one) => one.state === "proposed" && one.type === type),
      elsewhere: inControls,
    }),
  ),
  single(residualSeverity, 14, "residual", "severity", { of: "severity" }),
  single(residualLikelihood, 12, "residual", "likelihood", { of: "likelihood" }),
  rating(residualRating),
  listed({
    ...{ header: actionSummaries, width: 34, letter: "A", of: "action", field: "summary" },
    about: ["due", "done"],
    numbers: ({ content }) => content.actions.map(({ number }) => number),
    elsewhere: "the sheet Actions has them all",
  }),
  listed({
    ...{ header: actionOwners, width: 24, letter: "A", of: "action", field: "owner" },
    about: ["party"],
    numbers: ({ content }) => content.actions.map(({ number }) => number),
    elsewhere: "the sheet Actions has them all",
  }),
  single(hazardStatus, 13, "hazard", "status", { of: "status" }),
];

const itemKey = (header: string, letter: ItemLetter): Column =>
  key(header, 9, (_sent, { item }) => `${letter}${item ?? ""}`);
const named = [
  key(hazardNumber, 10, ({ ref }) => ref),
  { ...single(hazardName, 24, "hazard", "name"), write: nameOf, read: readName },
];
function nameOf(sent: Sent): string {
  return fitCell(sayValue(sent, "hazard", 0, "name"));
}
function readName(text: string): readonly SaidThing[] {
  // Who adds a row need not repeat the name.
  return text.trim() === "" ? [] : [{ of: "hazard", number: 0, texts: { name: text } }];
}

export const controlHeader = "Control Number";
export const actionHeader = "Action Number";

/** A row a control: where developers say what is implemented, and how it is known to work. */
const controlSheetColumns: readonly Column[] = [
  ...named,
  itemKey(controlHeader, "K"),
  single("Control", 44, "control", "text"),
  single("Type", 16, "control", "type", { of: "type" }),
  single("Owner", 13, "control", "owner", { of: "owner" }),
  single("State", 11, "control", "state", { of: "state" }),
  single("Acts On", 12, "control", "actsOn"),
  single("Works If", 36, "control", "worksIf"),
  single("Evidence That It Is Implemented", 40, "control", "implemented"),
  single("Evidence That It Works", 40, "control", "works"),
];

const actionSheetColumns: readonly Column[] = [
  ...named,
  itemKey(actionHeader, "A"),
  single("Action", 48, "action", "summary"),
  single("Owner", 26, "action", "owner"),
  single("Whose", 13, "action", "party", { of: "party" }),
  single("Due", 12, "action", "due"),
  single("Done", 8, "action", "done", { of: "done" }),
];

export const sheetNames = {
  log: "Hazard log",
  controls: "Controls",
  actions: "Actions",
} as const;
export type SheetKey = keyof typeof sheetNames;
export const sheetColumns: Readonly<Record<SheetKey, readonly Column[]>> = {
  log: logSheetColumns,
  controls: controlSheetColumns,
  actions: actionSheetColumns,
};
