import type { LogSlice } from "../../app/log/page.ts";
import { conditions, controlOwners } from "../../domain/bank/entry.ts";
import { hazardStatuses } from "../../domain/hazard/content.ts";
import type { Hazard, RiskScore } from "../../domain/hazard/hazard.ts";
import {
  firstDue,
  logNeeds,
  logSorts,
  type LogEntry,
  type LogFilter,
  type LogNeed,
  type LogSort,
} from "../../domain/hazard/log-filter.ts";
import {
  baselinesAt,
  dependsAt,
  hazardAddAt,
  hazardAt,
  logAt,
  logExportAt,
  logFileAt,
  logPrintAt,
  productAt,
  queueAt,
  startFromAt,
} from "./addresses.ts";
import { gapOf } from "./hazard/causes.ts";
import { filterParts, logListAt, type LogAsked } from "./log-filter.ts";
import { needWords, presentNeeds, type NeedItem } from "./needs.ts";
import {
  capitalise,
  conditionWords,
  controlStateWords,
  controlTypeWords,
  count,
  nameNumbers,
  ownerWords,
  statusWords,
} from "./words.ts";

export type HazardItem = {
  readonly ref: string;
  readonly address: string;
  readonly name: string;
  readonly hazard: string;
  readonly effect: string;
  readonly harm: string;
  readonly status: string;
  readonly withdrawn: boolean;
  readonly needs: readonly NeedItem[];
  /** `due 2026-03-31`; empty where nothing that is to be done has a day. */
  readonly due: string;
  /** `2 causes, 3 controls`. */
  readonly holds: string;
  readonly causes: readonly {
    readonly number: number;
    readonly text: string;
    readonly gap: string;
  }[];
  readonly controls: readonly {
    readonly text: string;
    readonly state: string;
    readonly about: string;
  }[];
  readonly initial: ScoreItem | null;
  readonly residual: ScoreItem | null;
};
export type ScoreItem = {
  readonly level: number;
  readonly severity: string;
  readonly likelihood: string;
  readonly by: string;
  /** Why it has to be given again; empty while it holds. */
  readonly rescore: readonly string[];
};
type Counted = {
  readonly label: string;
  readonly count: number;
  readonly href: string;
  readonly current: boolean;
};
type Select = {
  readonly id: string;
  readonly label: string;
  readonly items: readonly {
    readonly value: string;
    readonly text: string;
    readonly selected: boolean;
  }[];
};
export type LogPage = {
  readonly productName: string;
  readonly product: string;
  readonly queue: string;
  readonly add: string;
  readonly startFrom: string;
  readonly csv: string;
  readonly json: string;
  readonly export: string;
  readonly print: string;
  readonly depends: string;
  readonly baselines: string;
  /** `3 of 40 hazards, by number`. */
  readonly sorted: string;
  readonly statuses: readonly Counted[];
  /** Kinds of need that some hazard has, the most pressing first. */
  readonly needs: readonly Counted[];
  /** What narrows the list, each with the address without it. */
  readonly filters: readonly { readonly text: string; readonly without: string }[];
  readonly form: {
    readonly action: string;
    readonly open: boolean;
    readonly selects: readonly Select[];
    readonly text: string;
    readonly place: string;
  };
  readonly hazards: readonly HazardItem[];
  readonly next: string | null;
  readonly previous: string | null;
  /** `Page 2 of 7`; empty where there is one. */
  readonly where: string;
  /** Why the list is empty; null where it is not. */
  readonly empty: "nothing" | "filtered" | "past-end" | null;
};

const sortWords: Readonly<Record<LogSort, string>> = {
  number: "by number",
  newest: "newest number first",
  level: "highest level that stands first",
  due: "soonest day of an action first",
  name: "by name",
};

const toScore = (score: RiskScore | null): ScoreItem | null =>
  score === null
    ? null
    : {
        level: score.level,
        severity: score.severity,
        likelihood: score.likelihood,
        by: score.by,
        rescore: score.rescore,
      };

function presentEntry(slug: string, { hazard, needs }: LogEntry): HazardItem {
  const due = firstDue(hazard);
  return {
    ref: hazard.ref,
    address: hazardAt(slug, hazard.ref),
    name: hazard.name,
    hazard: hazard.hazard,
    effect: hazard.effect,
    harm: hazard.harm,
    status: statusWords[hazard.status].label,
    withdrawn: hazard.status === "withdrawn",
    needs: presentNeeds(needs),
    due: due === null ? "" : `due ${due}`,
    holds: `${count(hazard.causes.length, "cause")}, ${count(hazard.controls.length, "control")}`,
    causes: hazard.causes.map(({ number, text }) => ({
      number,
      text,
      gap: gapOf(number, hazard.controls),
    })),
    controls: hazard.controls.map(({ text, state, type, owner, actsOn }) => ({
      text,
      state: controlStateWords[state],
      about: `${controlTypeWords[type]}, ${ownerWords[owner]}, ${nameNumbers("cause", actsOn)}`,
    })),
    initial: toScore(hazard.initial),
    residual: toScore(hazard.residual),
  };
}

export function presentLog(slice: LogSlice, asked: LogAsked): LogPage {
  const { product, found, page, pages, counts, entries } = slice;
  const { filter } = asked;
  const { slug } = product;
  const at = (other: number): string => logListAt(slug, filter, other);
  return {
    productName: product.name,
    product: productAt(slug),
    queue: queueAt(slug),
    add: hazardAddAt(slug),
    startFrom: startFromAt(slug),
    csv: logFileAt(slug, "csv"),
    json: logFileAt(slug, "json"),
    export: logExportAt(slug),
    print: logListAt(slug, filter, 1, logPrintAt(slug)),
    depends: dependsAt(slug),
    baselines: baselinesAt(slug),
    sorted: `${found === counts.all ? count(found, "hazard") : `${found} of ${count(counts.all, "hazard")}`}, ${sortWords[filter.sort]}`,
    statuses: presentStatuses(slice, asked),
    needs: presentCounts(slice, asked),
    filters: sayFilters(slug, filter),
    form: presentForm(slice, filter),
    hazards: entries.map((entry) => presentEntry(slug, entry)),
    next: page < pages ? at(page + 1) : null,
    previous: page > 1 ? at(Math.min(page - 1, Math.max(pages, 1))) : null,
    where: pages > 1 ? `Page ${page} of ${pages}` : "",
    empty: whyEmpty(slice),
  };
}

function whyEmpty({ counts, entries, found }: LogSlice): LogPage["empty"] {
  if (entries.length > 0) return null;
  if (counts.all === 0) return "nothing";
  return found === 0 ? "filtered" : "past-end";
}

/** `withdrawn` is left out while nothing is. */
function presentStatuses({ product, counts }: LogSlice, { filter }: LogAsked): Counted[] {
  const link = (status: Hazard["status"] | undefined, label: string, number: number): Counted => ({
    label,
    count: number,
    href: logListAt(product.slug, { ...filter, status }),
    current: filter.status === status,
  });
  const shown = hazardStatuses.filter(
    (status) =>
      status === "open" ||
      status === "closed" ||
      status === filter.status ||
      counts.status[status] > 0,
  );
  return [
    link(undefined, "All", counts.all),
    ...shown.map((status) =>
      link(status, capitalise(statusWords[status].label), counts.status[status]),
    ),
  ];
}

const presentCounts = ({ product, counts }: LogSlice, { filter }: LogAsked): Counted[] =>
  logNeeds
    .filter((kind) => kind !== "nothing" && (counts.needs[kind] > 0 || filter.needs === kind))
    .map((kind) => ({
      label: capitalise(needWords[kind]),
      count: counts.needs[kind],
      href: logListAt(product.slug, {
        ...filter,
        needs: filter.needs === kind ? undefined : kind,
      }),
      current: filter.needs === kind,
    }));

/** Each filter in words. */
function sayFilters(slug: string, filter: LogFilter): LogPage["filters"] {
  const { status, level, needs, owner, condition, place, text } = filter;
  const words: Readonly<Record<(typeof filterParts)[number], string | null>> = {
    status: status === undefined ? null : `status: ${statusWords[status].label}`,
    level: level === undefined ? null : sayLevel(level),
    needs: needs === undefined ? null : needWords[needs],
    owner: owner === undefined ? null : `owner of a control or action: ${ownerWords[owner]}`,
    condition: condition === undefined ? null : conditionWords[condition],
    place: place === undefined ? null : `place ${place}`,
    text: text === undefined ? null : `with the words “${text}”`,
  };
  return filterParts.flatMap((part) => {
    const said = words[part];
    if (said === null) return [];
    return [{ text: said, without: logListAt(slug, { ...filter, [part]: undefined }) }];
  });
}

const sayLevel = (level: number | "none"): string =>
  level === "none" ? "not scored at all" : `level ${level} stands`;

const select = <T extends string | number>(
  id: string,
  label: string,
  values: readonly T[],
  say: (value: T) => string,
  chosen: T | undefined,
  any: string | null = "Any",
): Select => ({
  id,
  label,
  items: [
    ...(any === null ? [] : [{ value: "", text: any, selected: chosen === undefined }]),
    ...values.map((value) => ({
      value: String(value),
      text: capitalise(say(value)),
      selected: value === chosen,
    })),
  ],
});

function presentForm({ product, levels }: LogSlice, filter: LogFilter): LogPage["form"] {
  const known = [...levels, ...(typeof filter.level === "number" ? [filter.level] : [])];
  const shown: (number | "none")[] = [...[...new Set(known)].sort((a, b) => b - a), "none"];
  return {
    action: logAt(product.slug),
    open: filterParts.some((part) => filter[part] !== undefined) || filter.sort !== "number",
    selects: [
      select("status", "Status", hazardStatuses, (s) => statusWords[s].label, filter.status),
      select("level", "Level that stands", shown, sayLevel, filter.level),
      select("needs", "To do", logNeeds, (kind: LogNeed) => needWords[kind], filter.needs),
      select("owner", "Owner", controlOwners, (owner) => ownerWords[owner], filter.owner),
      select("condition", "Condition", conditions, (c) => conditionWords[c], filter.condition),
      select("sort", "Sort", logSorts, (sort) => sortWords[sort], filter.sort, null),
    ],
    text: filter.text ?? "",
    place: filter.place ?? "",
  };
}
