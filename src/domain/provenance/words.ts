import type { Account, Role } from "../actor/actor.ts";
import type { Event } from "./record.ts";

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** `2 March 2026 at 09:05 UTC`, from an ISO time in UTC. */
export function sayMoment(iso: string): string {
  const [, year, month, day, time] = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2})/u.exec(iso) ?? [];
  const name = months[Number(month) - 1];
  if (name === undefined || year === undefined || time === undefined) return iso;
  return `${Number(day)} ${name} ${year} at ${time} UTC`;
}

/** A hash short enough to be read, long enough to be looked up by: 48 bits. */
export const shortHash = (hash: string): string => `${hash.slice(0, 12)}…`;

const roleNames: Readonly<Record<Role, string>> = {
  cso: "Clinical Safety Officer",
  contributor: "contributor",
  facilitator: "workshop facilitator",
  viewer: "viewer",
};
const isRole = (role: string): role is Role => Object.hasOwn(roleNames, role);

/** `Dr Amara Okafor (Clinical Safety Officer, GMC 1234567)`. */
export function sayPerson({ name, role, body, number }: Omit<Account, "id">): string {
  const registration = body === null || number === null ? "" : `, ${body} ${number}`;
  return `${name} (${roleNames[role]}${registration})`;
}

/** Who did what an event tells, as the event kept them. */
export function sayActor({ actor }: Pick<Event, "actor">): string {
  const { kind, name, role, registration } = actor;
  if (kind === "unnamed") return "somebody who was not named";
  if (kind === "system") return name ?? "hazid";
  const facts = [role !== null && isRole(role) ? roleNames[role] : role, registration];
  const known = facts.filter((fact) => fact !== null);
  return known.length === 0 ? (name ?? "somebody") : `${name ?? "somebody"} (${known.join(", ")})`;
}

/** `a`, `a and b`, `a, b and c`. */
export function sayList(items: readonly (string | number)[]): string {
  const last = items.at(-1);
  if (last === undefined) return "";
  return items.length === 1 ? String(last) : `${items.slice(0, -1).join(", ")} and ${last}`;
}

/** `cause 1`, `causes 1 and 2`. */
export const sayNumbers = (one: string, numbers: readonly number[]): string =>
  `${one}${numbers.length === 1 ? "" : "s"} ${sayList(numbers)}`;

export const quoted = (text: string): string => `“${text}”`;
export const sentence = (text: string): string => (/[.!?]["”’]?$/u.test(text) ? text : `${text}.`);
