import { z } from "zod";
import type { Account } from "../../domain/actor/actor.ts";
import { sha256 } from "../../domain/hash/canonical.ts";
import { secretPrefixes, sessionEnd } from "../../domain/token/token.ts";
import { AppError } from "../errors.ts";
import type { Secrets } from "../ports.ts";
import { write } from "../use-case.ts";

export type StartedSession = {
  readonly account: Account;
  readonly expiresAt: string;
  /** What the browser keeps; null when the request is sent again, because it is kept nowhere else. */
  readonly secret: string | null;
};

/** Signs a browser in with the token that the call is made with. */
export const createStartSession = (secrets: Secrets) =>
  write({
    summary: "Signing in",
    right: "sign-in",
    $input: z.strictObject({}),
    async run({ tx, actor, at, newId, audit }): Promise<StartedSession> {
      if (actor.kind !== "person" || actor.by?.session !== null) {
        throw new AppError("invalid-input", "Signing in takes a token, not another session.");
      }
      const { account, by } = actor;
      const secret = `${secretPrefixes.session}${secrets.next()}`;
      const expiresAt = sessionEnd(at, by.expiresAt);
      const id = newId();
      await tx.tokens.add({
        id,
        kind: "session",
        account: account.id,
        parent: by.token,
        hash: sha256(secret),
        label: "browser session",
        createdAt: at,
        createdBy: account.name,
        expiresAt,
        revokedAt: null,
      });
      await audit({
        action: "session.start",
        subject: { kind: "token", id, ref: null },
        product: null,
        details: { expiresAt },
      });
      return { account, expiresAt, secret };
    },
    keep: (started) => ({ ...started, secret: null }),
  });
