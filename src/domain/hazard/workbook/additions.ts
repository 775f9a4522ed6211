import type { SaidThing } from "./columns.ts";
import { isSameValue, ruleOf, sayThing, type ThingKind } from "./fields.ts";
import type { Unread } from "./read-workbook.ts";
import { asWritten, isSameText } from "./same-text.ts";

/** Something that a person wrote into a workbook and that was not in what was sent. */
export type Addition = {
  readonly of: "hazard" | "cause" | "control" | "action";
  /** The hazard that it is for; null for a new hazard. */
  readonly hazard: string | null;
  readonly cells: readonly string[];
  /** Values by field. */
  readonly values: Readonly<Record<string, string>>;
  /** Of a new hazard: what came with it. */
  readonly things: readonly { readonly of: ThingKind; readonly values: Addition["values"] }[];
};

/** One value of it at a time, as cells say them. */
type Part = {
  /** What belongs together has one key. */
  readonly key: string;
  readonly hazard: string | null;
  readonly cell: string;
  readonly thing: SaidThing;
};

const mainField: Readonly<Record<ThingKind, string>> = {
  hazard: "hazard",
  initial: "severity",
  residual: "severity",
  cause: "text",
  control: "text",
  action: "summary",
};

/** Values that cells say, and what no value could be made of. */
function readValues({ of, texts }: SaidThing, cell: string, unread: Unread[]) {
  const values: Record<string, string> = {};
  for (const [field, text] of Object.entries(texts)) {
    if (text.trim() === "") continue;
    const { parse, expected } = ruleOf({ of, field });
    const value = parse(asWritten(text));
    if (value === null) unread.push({ cell, found: text, why: `expected ${expected}` });
    else values[field] = value;
  }
  return values;
}

type Made = {
  of: ThingKind;
  hazard: string | null;
  cells: string[];
  values: Record<string, string>;
};

/** Puts together what cells say of one new thing. */
function join(parts: readonly Part[], unread: Unread[]): Made[] {
  const made = new Map<string, Made>();
  for (const { key, hazard, cell, thing } of parts) {
    const values = readValues(thing, cell, unread);
    if (Object.keys(values).length === 0) continue;
    const whole = `${key} ${thing.of} ${thing.number ?? ""}`;
    const known = made.get(whole) ?? { of: thing.of, hazard, cells: [], values: {} };
    known.cells.push(cell);
    known.values = { ...values, ...known.values };
    made.set(whole, known);
  }
  return mergeAlike([...made.values()]);
}

const agree = (one: Made["values"], other: Made["values"]): boolean =>
  Object.entries(one).every(([field, value]) => isSameValue(value, other[field] ?? value));

/** A thing may stand in several cells: on the sheet of controls, and in rows of several causes. */
function mergeAlike(all: readonly Made[]): Made[] {
  const merged: Made[] = [];
  for (const one of all) {
    const text = one.values[mainField[one.of]];
    const alike = merged.find(
      (other) =>
        text !== undefined &&
        other.of === one.of &&
        other.hazard === one.hazard &&
        isSameText(other.values[mainField[one.of]] ?? "", text) &&
        agree(one.values, other.values),
    );
    if (alike === undefined) merged.push(one);
    else {
      alike.cells.push(...one.cells);
      alike.values = { ...one.values, ...alike.values };
    }
  }
  return merged;
}

const unique = (cells: readonly string[]): string[] => [...new Set(cells)];

/** New causes, controls and actions of hazards that stand. */
export function gatherAdditions(parts: readonly Part[], unread: Unread[]): Addition[] {
  return join(parts, unread).flatMap(({ of, hazard, cells, values }): Addition[] => {
    if (of === "hazard" || of === "initial" || of === "residual") return [];
    if (values[mainField[of]] === undefined) {
      const found = Object.values(values).join("; ");
      const thing = sayThing(of, 0).split(" ")[0] ?? "thing";
      unread.push({
        cell: cells[0] ?? "",
        found,
        why: `a new ${thing} needs its text beside what is said of it`,
      });
      return [];
    }
    return [{ of, hazard, cells: unique(cells), values, things: [] }];
  });
}

/** Hazards that a person wrote into rows without a number; rows of one label are of one hazard. */
export function gatherHazards(parts: readonly Part[], unread: Unread[]): Addition[] {
  const keys = [...new Set(parts.map(({ key }) => key))];
  return keys.flatMap((key): Addition[] => {
    const own = join(
      parts.filter((part) => part.key === key),
      unread,
    );
    const hazard = own.find(({ of }) => of === "hazard");
    const things = own.filter((made) => made !== hazard);
    const cells = unique(own.flatMap((made) => made.cells));
    if (cells.length === 0) return [];
    return [
      {
        of: "hazard",
        hazard: null,
        cells,
        values: hazard?.values ?? {},
        things: things.map(({ of, values }) => ({ of, values })),
      },
    ];
  });
}
