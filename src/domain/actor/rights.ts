import type { Actor, Role } from "./actor.ts";

/** What acts ask for. `look`, `verify` and `prepare` decide nothing about a hazard. */
export const rights = [
  "look",
  "verify",
  "prepare",
  "decide",
  "score",
  "approve",
  "redact",
  "grant",
  "name",
  "set-up",
  "sign-in",
] as const;
export type Right = (typeof rights)[number];

/** Who may do what (DCB0129 2.2.2: levels of authorisation), as data so that a test can read it whole. */
export const rightsOfRole: Readonly<Record<Role, readonly Right[]>> = {
  cso: ["look", "verify", "prepare", "decide", "score", "approve", "redact", "grant"],
  contributor: ["look", "verify", "prepare", "decide", "score"],
  facilitator: ["look", "verify", "prepare"],
  viewer: ["look", "verify"],
};

/** Besides, whatever their role: whoever came with a token is who it says, and cannot name themselves. */
const rightsByToken: readonly Right[] = ["sign-in"];
const rightsAtMachine: readonly Right[] = ["name", "set-up"];

const rightsWithoutPerson: Readonly<Record<Exclude<Actor["kind"], "person">, readonly Right[]>> = {
  unnamed: ["look", "verify", "prepare", ...rightsAtMachine],
  operator: ["verify", "grant", "set-up"],
  anonymous: [],
  system: ["look", "verify", "prepare", "set-up"],
};

export function hasRight(actor: Actor, right: Right): boolean {
  if (actor.kind !== "person") return rightsWithoutPerson[actor.kind].includes(right);
  const besides = actor.by === undefined ? rightsAtMachine : rightsByToken;
  return rightsOfRole[actor.account.role].includes(right) || besides.includes(right);
}
