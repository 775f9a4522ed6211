import { describe, expect, test } from "vitest";
import {
  $Account,
  parseRole,
  roles,
  type Actor,
  type Entry,
  type Role,
} from "../../../src/domain/actor/actor.ts";
import { hasRight, rights, type Right } from "../../../src/domain/actor/rights.ts";

const organisation = "org-1";
const person = (role: Role, by?: Entry): Actor => ({
  kind: "person",
  organisation,
  account: { id: "a-1", name: "Zoë Fenn", role, body: "GMC", number: "1234567" },
  ...(by === undefined ? {} : { by }),
});
const entry: Entry = { token: "t-1", expiresAt: null, session: null };

describe("who may do what", () => {
  test.each<[string, Actor, readonly Right[]]>([
    [
      "a CSO at the machine",
      person("cso"),
      [
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
      ],
    ],
    [
      "a contributor at the machine",
      person("contributor"),
      ["look", "verify", "prepare", "decide", "score", "name", "set-up"],
    ],
    [
      "a facilitator at the machine",
      person("facilitator"),
      ["look", "verify", "prepare", "name", "set-up"],
    ],
    ["a viewer at the machine", person("viewer"), ["look", "verify", "name", "set-up"]],
    [
      "a CSO with a token",
      person("cso", entry),
      ["look", "verify", "prepare", "decide", "score", "approve", "redact", "grant", "sign-in"],
    ],
    [
      "a contributor with a token",
      person("contributor", entry),
      ["look", "verify", "prepare", "decide", "score", "sign-in"],
    ],
    [
      "a facilitator with a token",
      person("facilitator", entry),
      ["look", "verify", "prepare", "sign-in"],
    ],
    ["a viewer with a token", person("viewer", entry), ["look", "verify", "sign-in"]],
    [
      "whoever has not been named",
      { kind: "unnamed", organisation },
      ["look", "verify", "prepare", "name", "set-up"],
    ],
    [
      "whoever has the machine of a server",
      { kind: "operator", organisation },
      ["verify", "grant", "set-up"],
    ],
    ["whoever is not signed in", { kind: "anonymous", organisation }, []],
    [
      "the machine itself",
      { kind: "system", organisation, name: "worker" },
      ["look", "verify", "prepare", "set-up"],
    ],
  ])("%s", (_who, actor, expected) => {
    expect(rights.filter((right) => hasRight(actor, right))).toEqual(expected);
  });

  test("the table above is whole", () => {
    expect(rights).toEqual([
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
    ]);
    expect(roles).toEqual(["cso", "contributor", "facilitator", "viewer"]);
  });
});

describe("the role a person means", () => {
  test.each<[string, Role | null]>([
    ["cso", "cso"],
    ["CSO", "cso"],
    [" Clinical Safety Officer ", "cso"],
    ["clinical-safety-officer", "cso"],
    ["Clinical  Safety\tOfficer", "cso"],
    ["contributor", "contributor"],
    ["Clinician", "contributor"],
    ["reviewer", "contributor"],
    ["facilitator", "facilitator"],
    ["Workshop Facilitator", "facilitator"],
    ["viewer", "viewer"],
    ["observer", "viewer"],
    ["", null],
    ["admin", null],
    ["deputy cso", null],
    ["cso;viewer", null],
    ["constructor", null],
  ])("%j is %s", (words, role) => {
    expect(parseRole(words)).toBe(role);
  });
});

describe("an account", () => {
  const account = { id: "a-1", name: "Zoë Fenn", role: "cso", body: "GMC", number: "1234567" };
  test.each([
    ["no role that is known", { ...account, role: "owner" }],
    ["a right of its own", { ...account, rights: ["decide"] }],
    ["no place for a registration", { id: "a-1", name: "Zoë Fenn", role: "cso" }],
  ])("is refused with %s", (_what, broken) => {
    expect($Account.safeParse(account).success).toBe(true);
    expect($Account.safeParse(broken).success).toBe(false);
  });
});
