import type { Account } from "../../domain/actor/actor.ts";
import { stateOf, type Token, type TokenState } from "../../domain/token/token.ts";
import type { KnownToken } from "../records.ts";

/** A token as it may be shown: without its secret, which is kept nowhere, and without its hash. */
export type ShownToken = Pick<
  Token,
  "id" | "label" | "createdAt" | "createdBy" | "expiresAt" | "revokedAt"
> & { readonly account: Account; readonly state: TokenState };

export function presentToken({ token, account }: KnownToken, at: string): ShownToken {
  const { id, label, createdAt, createdBy, expiresAt, revokedAt } = token;
  const state = stateOf(token, at);
  return { id, label, account, state, createdAt, createdBy, expiresAt, revokedAt };
}
