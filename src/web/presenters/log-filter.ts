import { AppError } from "../../app/errors.ts";
import { conditions, controlOwners } from "../../domain/bank/entry.ts";
import { hazardStatuses } from "../../domain/hazard/content.ts";
import { $LogFilter, logNeeds, logSorts, type LogFilter } from "../../domain/hazard/log-filter.ts";
import { logAt } from "./addresses.ts";

/** What an address of the log asks for. */
export type LogAsked = { readonly filter: LogFilter; readonly page: number };

/** Parts of a filter by their names in the address, with what each may be there; null is any text. */
const choices = {
  status: hazardStatuses,
  needs: logNeeds,
  owner: controlOwners,
  condition: conditions,
  sort: logSorts,
  level: null,
  text: null,
  place: null,
} as const satisfies Readonly<Record<string, readonly string[] | null>>;
export const filterParts = [
  ...["status", "level", "needs", "owner", "condition", "place", "text"],
] as readonly Exclude<keyof LogFilter, "sort">[];

/** What a form leaves open it sends empty. Null for an address that is none of ours. */
function parseLogAsked(query: URLSearchParams): LogAsked | null {
  const said = (name: string): string | undefined => {
    const value = query.get(name)?.trim() ?? "";
    return value === "" ? undefined : value;
  };
  const level = said("level");
  const page = said("page") ?? "1";
  const filter = $LogFilter.safeParse({
    ...Object.fromEntries(Object.keys(choices).map((part) => [part, said(part)])),
    level: level === undefined || level === "none" ? level : Number(level),
  });
  if (!filter.success || !/^[1-9]\d{0,3}$/u.test(page)) return null;
  return { filter: filter.data, page: Number(page) };
}

export function requireLogAsked(query: URLSearchParams): LogAsked {
  const asked = parseLogAsked(query);
  if (asked !== null) return asked;
  throw new AppError(
    "not-found",
    `This address asks for a part of the log that there is not. A log has the statuses ${hazardStatuses.join(", ")}, and is narrowed by the fields on its page: open it and choose there.`,
  );
}

/** The parts of an address that differ from the log as it is opened, in a fixed order. */
function toLogQuery({ filter, page }: LogAsked): URLSearchParams {
  const query = new URLSearchParams();
  for (const part of filterParts) {
    const value = filter[part];
    if (value !== undefined) query.append(part, String(value));
  }
  if (filter.sort !== "number") query.append("sort", filter.sort);
  if (page > 1) query.append("page", String(page));
  return query;
}

/** A list of the log at this address, narrowed and sorted so. */
export function logListAt(slug: string, filter: LogFilter, page = 1, base = logAt(slug)): string {
  const query = toLogQuery({ filter, page }).toString();
  return `${base}${query === "" ? "" : `?${query}`}`;
}
