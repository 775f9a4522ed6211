import { z } from "zod";
import { causeKinds, controlOwners, controlTypes } from "../../domain/bank/entry.ts";
import type { Change } from "../../domain/diff/diff.ts";
import { nameNumbers } from "./text.ts";

const labels: Readonly<Record<string, string>> = {
  exposed: "more exposed",
  worksIf: "works if",
  actsOn: "acts on",
  basis: "basis",
  "evidence implemented": "evidence that it is implemented",
  "evidence works": "evidence that it works",
};
/** One of a closed list of words, which needs no quotation marks. */
const words = new Set(["condition", "status", "kind", "type", "owner", "party", "state", "basis"]);
/** What the record counts for itself. */
const counted = new Set<Change["path"][number]>(["version", "taken"]);

const $Cause = z.object({ text: z.string(), kind: z.enum(causeKinds) });
const $Control = z.object({
  text: z.string(),
  type: z.enum(controlTypes),
  owner: z.enum(controlOwners),
  actsOn: z.array(z.int()),
});
const $Evidence = z.object({
  implemented: z.string().optional(),
  works: z.string().optional(),
});
const $Action = z.object({
  summary: z.string(),
  owner: z.string(),
  party: z.enum(controlOwners),
  due: z.string().nullable(),
});

function describeItem(list: string, value: unknown): string {
  const cause = $Cause.safeParse(value);
  if (list === "causes" && cause.success) return `${cause.data.text} [${cause.data.kind}]`;
  const control = $Control.safeParse(value);
  if (list === "controls" && control.success) {
    const { text, type, owner, actsOn } = control.data;
    return `${text} [${type}, ${owner}; acts on ${nameNumbers("cause", actsOn)}]`;
  }
  const action = $Action.safeParse(value);
  if (list === "actions" && action.success) {
    const { summary, owner, party, due } = action.data;
    return `${summary} [${owner}, ${party}${due === null ? "" : `; due ${due}`}]`;
  }
  return JSON.stringify(value);
}

function describeValue(field: string, value: Change["before"]): string {
  if (value === undefined || value === null || value === "") return "nothing";
  if (field === "done") return value === true ? "done" : "not done";
  const evidence = $Evidence.safeParse(value);
  if (field === "evidence" && evidence.success) {
    const { implemented = "nothing", works = "nothing" } = evidence.data;
    return `implemented: “${implemented}”, works: “${works}”`;
  }
  const numbers = z.array(z.int()).safeParse(value);
  if (field === "actsOn" && numbers.success) return nameNumbers("cause", numbers.data);
  if (typeof value !== "string") return JSON.stringify(value);
  return words.has(field) ? value : `“${value}”`;
}

const singular: Readonly<Record<string, string>> = {
  causes: "cause",
  controls: "control",
  actions: "action",
};

/** One change in words: `cause 2 kind: was human → is software`; null when nobody made it by hand. */
function describeChange({ path, before, after }: Change): string | null {
  const [top = "", number, ...rest] = path;
  if (counted.has(top)) return null;
  const item = singular[String(top)];
  if (item !== undefined && typeof number === "number") {
    if (rest.length === 0) {
      return before === undefined
        ? `${item} ${number} added: ${describeItem(String(top), after)}`
        : `${item} ${number} removed: ${describeItem(String(top), before)}`;
    }
    const field = rest.join(" ");
    const label = field === "text" ? "" : ` ${labels[field] ?? field}`;
    return `${item} ${number}${label}: was ${describeValue(field, before)} → is ${describeValue(field, after)}`;
  }
  const field = path.join(" ");
  return `${labels[field] ?? field}: was ${describeValue(field, before)} → is ${describeValue(field, after)}`;
}

/** What a person changed, a line a field. */
export const describeChanges = (changes: readonly Change[]): string[] =>
  changes.flatMap((change) => describeChange(change) ?? []);
