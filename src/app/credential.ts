import type { Actor, Entry } from "../domain/actor/actor.ts";
import { sha256 } from "../domain/hash/canonical.ts";
import { stateOf, type Token } from "../domain/token/token.ts";
import type { Tx } from "./ports.ts";

/** `local`: whoever sits at the machine. `server`: nobody is anybody without a token. */
export type Mode = "local" | "server";

/** What somebody comes in by: at the machine itself, with a token, or in a browser after signing in. */
export type Credential =
  { readonly kind: "machine" } | { readonly kind: "token" | "session"; readonly secret: string };

/** Why somebody is not let in: for the record, not for them. */
export type RefusedEntry = {
  readonly by: "token" | "session";
  readonly why: "unknown" | "expired" | "revoked";
  /** Id of the token or session that was shown; null when it is none of ours. */
  readonly id: string | null;
};

/** Thrown through the transaction, which leaves nothing behind; the dispatcher makes a refusal of it. */
export class EntryRefused extends Error {
  override readonly name = "EntryRefused";
  readonly facts: RefusedEntry;

  constructor(facts: RefusedEntry) {
    super("a credential was refused");
    this.facts = facts;
  }
}

/** Who acts, at this moment and in this transaction. Throws EntryRefused for a credential that does not hold. */
export async function resolveActor(
  tx: Tx,
  { organisation, mode, at }: { organisation: string; mode: Mode; at: string },
  credential: Credential | undefined,
): Promise<Actor> {
  if (credential?.kind === "token" || credential?.kind === "session") {
    return personBy(tx, organisation, credential, at);
  }
  if (mode === "server") {
    return { kind: credential === undefined ? "anonymous" : "operator", organisation };
  }
  const account = await tx.accounts.current();
  return account === null
    ? { kind: "unnamed", organisation }
    : { kind: "person", organisation, account };
}

async function personBy(
  tx: Tx,
  organisation: string,
  { kind, secret }: Extract<Credential, { secret: string }>,
  at: string,
): Promise<Actor> {
  const found = await tx.tokens.byHash(sha256(secret));
  // What one browser holds opens nothing elsewhere, and a token is no cookie.
  if (found?.token.kind !== kind) throw new EntryRefused({ by: kind, why: "unknown", id: null });
  const { token, parent, account } = found;
  requireValid(kind, token, token.id, at);
  if (parent !== null) requireValid(kind, parent, token.id, at);
  const by: Entry =
    parent === null
      ? { token: token.id, expiresAt: token.expiresAt, session: null }
      : { token: parent.id, expiresAt: token.expiresAt, session: token.id };
  return { kind: "person", organisation, account, by };
}

function requireValid(by: RefusedEntry["by"], token: Token, id: string, at: string): void {
  const why = stateOf(token, at);
  if (why !== "valid") throw new EntryRefused({ by, why, id });
}

/** Asked again under the chain's lock, so that nobody's event comes after their token's revocation. */
export async function requireStillValid(tx: Tx, { token, session }: Entry, at: string) {
  for (const id of session === null ? [token] : [session, token]) {
    const found = await tx.tokens.find(id);
    if (found === null) throw new Error(`token ${id} is gone`);
    requireValid(session === null ? "token" : "session", found.token, id, at);
  }
}
