import { z } from "zod";
import { conditions, controlOwners } from "../bank/entry.ts";
import { isFunctionKey, maxPlaceLength } from "../suggestion/queue-filter.ts";
import { hazardStatuses } from "./content.ts";
import type { Hazard } from "./hazard.ts";
import { hazardNeedKinds, type HazardNeed } from "./needs.ts";

/** `level` puts the highest level that stands first, `due` the action that is due first. */
export const logSorts = ["number", "newest", "level", "due", "name"] as const;
export type LogSort = (typeof logSorts)[number];

/** A kind of need, or with `any` whatever is to be done, with `nothing` no need that is known. */
export const logNeeds = ["any", "nothing", ...hazardNeedKinds] as const;
export type LogNeed = (typeof logNeeds)[number];

const maxTextLength = 200;

/** Which hazards of a log are read, and in which order. */
export const $LogFilter = z.strictObject({
  status: z.enum(hazardStatuses).optional(),
  /** Level of the risk as it stands; `none` where nothing is scored. */
  level: z.union([z.int().min(1).max(99), z.literal("none")]).optional(),
  needs: z.enum(logNeeds).optional(),
  /** Whose a control, or an action that is to be done, is. */
  owner: z.enum(controlOwners).optional(),
  /** Words that all stand somewhere in the hazard. */
  text: z.string().trim().min(1).max(maxTextLength).optional(),
  /** `F2/late`, or `F2` for the whole function. */
  place: z
    .string()
    .max(maxPlaceLength)
    .regex(/^[A-Za-z0-9]+(?:[/+-][A-Za-z0-9]+)*$/, {
      error: "expected a place such as F2/wrong, F2 or human-factors",
    })
    .optional(),
  condition: z.enum(conditions).optional(),
  sort: z.enum(logSorts).default("number"),
});
export type LogFilter = z.infer<typeof $LogFilter>;
export const wholeLog: LogFilter = $LogFilter.parse({});

/** A hazard of the log with what it asks of people. */
export type LogEntry = {
  readonly hazard: Hazard;
  readonly needs: readonly HazardNeed[];
};

/** The level that stands: the residual one where it is scored, else the initial one; null where nothing is. */
export const standingLevel = ({ initial, residual }: Hazard): number | null =>
  residual?.level ?? initial?.level ?? null;

/** The day by which the first of what is to be done is due; null where none has a day. */
export function firstDue({ actions }: Pick<Hazard, "actions">): string | null {
  const days = actions.flatMap(({ done, due }) => (done || due === null ? [] : [due])).sort();
  return days[0] ?? null;
}

const numberOf = ({ ref }: Hazard): number => Number(ref.replace(/^\D+/u, ""));

/** Without regard to case, accents, or which dashes and spaces were typed. */
const plainWords = (text: string): string =>
  text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[\p{Pd}\s]+/gu, " ")
    .trim();

/** Whether every word of `asked` stands in the text, as a part of a word at least. */
export function holdsWords(text: string, asked: string): boolean {
  const plain = plainWords(text);
  return plainWords(asked)
    .split(" ")
    .every((word) => plain.includes(word));
}

const textOf = (hazard: Hazard): string =>
  [
    ...[hazard.ref, hazard.name, hazard.hazard, hazard.effect, hazard.harm, hazard.exposed],
    ...hazard.causes.map(({ text }) => text),
    ...hazard.controls.flatMap(({ text, worksIf }) => [text, worksIf]),
    ...hazard.actions.flatMap(({ summary, owner }) => [summary, owner]),
  ].join("\n");

/** Ids of the suggestions that a hazard was made of, and that its causes and controls came from. */
export const sourcesOf = ({ origin, causes, controls }: Hazard): Set<string> =>
  new Set(
    [
      origin.suggestion,
      ...[...causes, ...controls].map(({ from }) => from?.suggestion ?? null),
    ].filter((id) => id !== null),
  );

/** Whether a cell is the place asked for, or one of the function's. */
export const isInPlace = (cell: string, place: string): boolean =>
  cell === place || (isFunctionKey(place) && cell.split(/[/+]/u).includes(place));

function meetsNeed(needs: readonly HazardNeed[], hazard: Hazard, asked: LogNeed): boolean {
  if (asked === "any") return needs.length > 0;
  if (asked === "nothing") return needs.length === 0 && hazard.status !== "withdrawn";
  return needs.some(({ kind }) => kind === asked);
}

function holds({ hazard, needs }: LogEntry, filter: LogFilter, inPlace: Places): boolean {
  const { status, level, needs: need, owner, text, place, condition } = filter;
  const owned = (): boolean =>
    hazard.controls.some((control) => control.owner === owner) ||
    hazard.actions.some(({ party, done }) => !done && party === owner);
  return (
    (status === undefined || hazard.status === status) &&
    (condition === undefined || hazard.condition === condition) &&
    (level === undefined || (standingLevel(hazard) ?? "none") === level) &&
    (need === undefined || meetsNeed(needs, hazard, need)) &&
    (owner === undefined || owned()) &&
    (place === undefined || inPlace(hazard)) &&
    (text === undefined || holdsWords(textOf(hazard), text))
  );
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** After every day. */
const noDay = "9999";

const orders: Readonly<Record<LogSort, (a: Hazard, b: Hazard) => number>> = {
  number: () => 0,
  newest: (a, b) => numberOf(b) - numberOf(a),
  level: (a, b) => (standingLevel(b) ?? 0) - (standingLevel(a) ?? 0),
  due: (a, b) => byText(firstDue(a) ?? noDay, firstDue(b) ?? noDay),
  name: (a, b) => byText(plainWords(a.name), plainWords(b.name)),
};

/** Whether a hazard came from the place that is asked for. */
type Places = (hazard: Hazard) => boolean;

/** The part of a log that a reader asked for, in the order asked for; hazards alike by it in order of number. */
export const narrowLog = (
  entries: readonly LogEntry[],
  filter: LogFilter,
  inPlace: Places,
): LogEntry[] =>
  entries
    .filter((entry) => holds(entry, filter, inPlace))
    .sort(
      (a, b) => orders[filter.sort](a.hazard, b.hazard) || numberOf(a.hazard) - numberOf(b.hazard),
    );

export type LogCounts = {
  readonly all: number;
  readonly status: Readonly<Record<Hazard["status"], number>>;
  /** How many hazards have a need of the kind. */
  readonly needs: Readonly<Record<LogNeed, number>>;
};

/** How many hazards of the whole log are so. */
export function countLog(entries: readonly LogEntry[]): LogCounts {
  const count = (is: (entry: LogEntry) => boolean): number => entries.filter(is).length;
  return {
    all: entries.length,
    status: {
      open: count(({ hazard }) => hazard.status === "open"),
      transferred: count(({ hazard }) => hazard.status === "transferred"),
      closed: count(({ hazard }) => hazard.status === "closed"),
      withdrawn: count(({ hazard }) => hazard.status === "withdrawn"),
    },
    needs: Object.fromEntries(
      logNeeds.map((kind) => [kind, count(({ hazard, needs }) => meetsNeed(needs, hazard, kind))]),
    ) as Record<LogNeed, number>,
  };
}
