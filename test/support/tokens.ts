import type { Credential } from "../../src/app/credential.ts";
import { roles, type Role } from "../../src/domain/actor/actor.ts";
import type { Desk } from "./record.ts";

export const operator: Credential = { kind: "machine" };
export const bearer = (secret: string): Credential => ({ kind: "token", secret });
export const browser = (secret: string): Credential => ({ kind: "session", secret });

export type NewToken = {
  readonly role?: Role;
  readonly name?: string;
  readonly label?: string;
  readonly days?: number;
};

/** A token that whoever has the machine makes, with its secret. */
export async function makeToken(
  { call }: Pick<Desk, "call">,
  { role = "cso", name = `Asha the ${role}`, label = "laptop", days }: NewToken = {},
): Promise<{ id: string; secret: string }> {
  const input = { name, role, body: "GMC", number: "7654321", label };
  const made = await call("token.create", days === undefined ? input : { ...input, days }, {
    credential: operator,
  });
  if (made.secret === null) throw new Error("Expected the secret of a new token.");
  return { id: made.id, secret: made.secret };
}

export type Tokens = Readonly<Record<Role, string>>;

/** The secret of a token for each role. */
export async function makeTokens(desk: Pick<Desk, "call">): Promise<Tokens> {
  const made: Record<Role, string> = { cso: "", contributor: "", facilitator: "", viewer: "" };
  for (const role of roles) made[role] = (await makeToken(desk, { role })).secret;
  return made;
}

/** Signs a browser in; gives what its cookie holds. */
export async function signIn({ call }: Pick<Desk, "call">, secret: string): Promise<string> {
  const started = await call("session.start", {}, { credential: bearer(secret) });
  if (started.secret === null) throw new Error("Expected the secret of a new session.");
  return started.secret;
}
