import type { Change } from "../../domain/diff/diff.ts";
import {
  capitalise,
  causeKindWords,
  conditionWords,
  controlStateWords,
  controlTypeWords,
  nameNumbers,
  ownerWords,
  statusWords,
} from "./words.ts";

type Value = Change["before"];
export type ChangeItem = {
  /** `Cause 2`, `Control 1, owner`. */
  readonly what: string;
  /** Null where it was added. */
  readonly was: string | null;
  /** Null where it was taken out. */
  readonly is: string | null;
};

const labels: Readonly<Record<string, string>> = {
  hazard: "hazard",
  name: "name",
  effect: "effect",
  harm: "harm",
  exposed: "more exposed",
  condition: "condition",
  place: "place",
  status: "status",
  text: "",
  summary: "",
  kind: "kind",
  type: "type",
  owner: "owner",
  worksIf: "works if",
  basis: "basis",
  state: "",
  actsOn: "acts on",
  party: "whose action",
  due: "due",
  done: "",
  implemented: "evidence that it is implemented",
  works: "evidence that it works",
};
const statusLabels = Object.fromEntries(
  Object.entries(statusWords).map(([status, { label }]) => [status, label]),
);
const wordsOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  condition: conditionWords,
  status: statusLabels,
  kind: causeKindWords,
  type: controlTypeWords,
  party: ownerWords,
  state: controlStateWords,
};
const things: Readonly<Record<string, string>> = {
  causes: "cause",
  controls: "control",
  actions: "action",
};
/** What counts for the machine, not for a reader. */
const machinery: readonly unknown[] = ["taken", "version"];

/** The order in which a hazard is read. */
const order: readonly unknown[] = [
  "name",
  "hazard",
  "effect",
  "harm",
  "exposed",
  "condition",
  "place",
  "causes",
  "controls",
  "actions",
  "status",
];
const placeOf = ({ path }: Change): number => order.indexOf(path[0]);

/** Numbers of a list as the reader knows them. */
export type Renumber = (list: "causes" | "controls" | "actions", number: number) => number;
const asCounted: Renumber = (_list, number) => number;
const isList = (key: unknown): key is "causes" | "controls" | "actions" =>
  key === "causes" || key === "controls" || key === "actions";

/** What was changed, field by field, in words: was → is. */
export const presentChanges = (
  changes: readonly Change[],
  renumber: Renumber = asCounted,
): ChangeItem[] =>
  changes
    .filter(({ path }) => !machinery.includes(path[0]))
    .flatMap(apartEvidence)
    .sort((a, b) => placeOf(a) - placeOf(b))
    .map(({ path, before, after }) => {
      const [list, number, ...inner] = path;
      const field = inner.at(-1);
      if (!isList(list) || typeof number !== "number") {
        const key = String(list);
        return { what: capitalise(labelOf(key)), was: say(key, before), is: say(key, after) };
      }
      const thing = `${capitalise(things[list] ?? list)} ${renumber(list, number)}`;
      if (field === undefined) {
        return { what: thing, was: sayThing(before), is: sayThing(after) };
      }
      const key = String(field);
      const label = labelOf(key);
      // An owner is one of three of a control, and anybody of an action.
      const valueKey = key === "owner" && list === "controls" ? "party" : key;
      return {
        what: label === "" ? thing : `${thing}, ${label}`,
        was: say(valueKey, before, renumber),
        is: say(valueKey, after, renumber),
      };
    });

/** Two kinds of evidence are two fields to a reader, also where both came or went at once (DCB0129 6.3). */
function apartEvidence(change: Change): Change[] {
  const { path, before, after } = change;
  if (path.length !== 3 || path[2] !== "evidence") return [change];
  const part = (value: Value, key: string): Value =>
    typeof value === "object" && value !== null && !Array.isArray(value) ? value[key] : undefined;
  return (["implemented", "works"] as const).flatMap((key) => {
    const [was, is] = [part(before, key), part(after, key)];
    if (was === is) return [];
    return [
      {
        path: [...path, key],
        ...(was === undefined ? {} : { before: was }),
        ...(is === undefined ? {} : { after: is }),
      },
    ];
  });
}

const labelOf = (key: string): string => (Object.hasOwn(labels, key) ? (labels[key] ?? key) : key);

function say(key: string, value: Value, renumber = asCounted): string | null {
  if (value === undefined) return null;
  if (value === null || value === "") return "nothing";
  if (key === "done") return value === true ? "done" : "not done";
  if (Array.isArray(value)) {
    const numbers = value.filter((item) => typeof item === "number");
    if (numbers.length === 0) return "no cause";
    return nameNumbers(
      "cause",
      numbers.map((number) => renumber("causes", number)),
    );
  }
  const words = wordsOf[key];
  if (typeof value === "string" && words !== undefined && Object.hasOwn(words, value)) {
    return words[value] ?? value;
  }
  return typeof value === "object" ? sayThing(value) : plain(value);
}

/** A whole cause, control or action. */
function sayThing(value: Value): string | null {
  if (value === undefined) return null;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return plain(value);
  const text = plain(value["text"] ?? value["summary"]);
  const details = [
    say("type", value["type"]),
    value["type"] === undefined ? null : say("party", value["owner"]),
    value["actsOn"] === undefined ? null : `acts on ${say("actsOn", value["actsOn"]) ?? ""}`,
    value["party"] === undefined ? null : say("owner", value["owner"]),
  ].filter((detail) => detail !== null);
  return details.length === 0 ? text : `${text} (${details.join(", ")})`;
}

const plain = (value: Value): string =>
  typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
