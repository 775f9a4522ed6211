import { describe, expect, test } from "vitest";
import {
  $Account,
  parseRole,
  roles,
  type Actor,
  type Role,
} from "../../../src/domain/actor/actor.ts";
import { hasRight, rights, type Right } from "../../../src/domain/actor/rights.ts";

const organisation = "org-1";
const person = (role: Role): Actor => ({
  kind: "person",
  organisation,
  account: { id: "a-1", name: "Zoë Fenn", role, body: "GMC", number: "1234567" },
});
const unnamed: Actor = { kind: "unnamed", organisation };
const system: Actor = { kind: "system", organisation, name: "worker" };

describe("who may do what", () => {
  test.each<[string, Actor, Readonly<Record<Right, boolean>>]>([
    [
      "a CSO",
      person("cso"),
      { look: true, prepare: true, decide: true, score: true, "set-up": true },
    ],
    [
      "a contributor",
      person("contributor"),
      { look: true, prepare: true, decide: true, score: true, "set-up": true },
    ],
    [
      "a facilitator",
      person("facilitator"),
      { look: true, prepare: true, decide: false, score: false, "set-up": true },
    ],
    [
      "a viewer",
      person("viewer"),
      { look: true, prepare: false, decide: false, score: false, "set-up": true },
    ],
    [
      "whoever has not been named",
      unnamed,
      { look: true, prepare: true, decide: false, score: false, "set-up": true },
    ],
    [
      "the machine itself",
      system,
      { look: true, prepare: true, decide: false, score: false, "set-up": true },
    ],
  ])("%s", (_who, actor, expected) => {
    expect(Object.fromEntries(rights.map((right) => [right, hasRight(actor, right)]))).toEqual(
      expected,
    );
  });

  test("the table above is whole", () => {
    expect(rights).toEqual(["look", "prepare", "decide", "score", "set-up"]);
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
