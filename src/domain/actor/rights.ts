import type { Actor, Role } from "./actor.ts";

/** What acts ask for. `look` and `prepare` decide nothing about a hazard. */
export const rights = ["look", "prepare", "decide", "score", "set-up", "redact"] as const;
export type Right = (typeof rights)[number];

/** Who may do what (DCB0129 2.2.2: levels of authorisation), as data so that a test can read it whole. */
export const rightsOfRole: Readonly<Record<Role, readonly Right[]>> = {
  cso: ["look", "prepare", "decide", "score", "set-up", "redact"],
  contributor: ["look", "prepare", "decide", "score", "set-up"],
  facilitator: ["look", "prepare", "set-up"],
  viewer: ["look", "set-up"],
};

const rightsWithoutPerson: readonly Right[] = ["look", "prepare", "set-up"];

export const hasRight = (actor: Actor, right: Right): boolean =>
  actor.kind === "person"
    ? rightsOfRole[actor.account.role].includes(right)
    : rightsWithoutPerson.includes(right);
