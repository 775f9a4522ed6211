import { z } from "zod";
import type { Change, Json } from "../diff/diff.ts";
import { quoted, sayList, sayNumbers } from "./words.ts";

const $thing = z.looseObject({ text: z.string().optional(), summary: z.string().optional() });
const $evidence = z.record(z.string(), z.string());
const $numbers = z.array(z.number());

const fieldNames: Readonly<Record<string, string>> = {
  exposed: "people more exposed",
  worksIf: "how one would know that it works",
  actsOn: "what it acts on",
  party: "whose action it is",
  place: "place that it belongs to",
  evidence: "evidence",
  implemented: "evidence that it is implemented",
  works: "evidence that it works",
};
const things: Readonly<Record<string, string>> = {
  causes: "cause",
  controls: "control",
  actions: "action",
};

function sayEvidence(value: Json): string {
  const found = $evidence.safeParse(value).data ?? {};
  return sayList(
    Object.entries(found).map(
      ([kind, text]) => `that it ${kind === "works" ? "works" : "is implemented"}: ${quoted(text)}`,
    ),
  );
}

function sayValue(value: Json, field: string | undefined): string {
  if (value === null || value === "") return "nothing";
  if (field === "actsOn") {
    const numbers = $numbers.safeParse(value).data ?? [];
    return numbers.length === 0 ? "no cause" : sayNumbers("cause", numbers);
  }
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return quoted(value);
  if (field === "evidence") return sayEvidence(value);
  const thing = $thing.safeParse(value).data;
  return quoted(thing?.text ?? thing?.summary ?? JSON.stringify(value));
}

/** One field that differs, in words that follow a person's name; null for what only counts numbers. */
function sayOne({ path, before, after }: Change): string | null {
  const [list, number, ...inThing] = path;
  const field = inThing.at(-1);
  if (list === "taken") return null;
  const what = typeof list === "string" ? things[list] : undefined;
  const name = typeof field === "string" ? field : what === undefined ? String(list) : undefined;
  const thing = what === undefined ? null : `${what} ${number ?? ""}`;
  const named = name === undefined ? null : (fieldNames[name] ?? name);
  const place =
    thing === null
      ? `the ${named ?? "content"}`
      : named === null || named === "text"
        ? thing
        : `${thing} (${named})`;
  if (before === undefined && after === undefined) return null;
  if (before === undefined) return `added ${place}, ${sayValue(after ?? null, name)}`;
  if (after === undefined) return `removed ${place}, ${sayValue(before, name)}`;
  return `changed ${place} from ${sayValue(before, name)} to ${sayValue(after, name)}`;
}

/** What a decision changed, in words that follow a person's name; empty when it changed nothing. */
export const sayChanges = (changes: readonly Change[]): string =>
  sayList(changes.flatMap((change) => sayOne(change) ?? []));
