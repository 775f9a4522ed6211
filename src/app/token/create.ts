import { z } from "zod";
import { sha256 } from "../../domain/hash/canonical.ts";
import { later, secretPrefixes, type Token } from "../../domain/token/token.ts";
import { accountInput, findOrAddAccount } from "../account/details.ts";
import { requireNoPatientData } from "../free-text.ts";
import type { Secrets } from "../ports.ts";
import { write } from "../use-case.ts";
import { presentToken, type ShownToken } from "./present.ts";

export type CreatedToken = ShownToken & {
  /** Shown this once; null when the request is sent again, because it is kept nowhere. */
  readonly secret: string | null;
};

/** Makes a token for a person: from then on, whoever has it acts as them. */
export const createCreateToken = (secrets: Secrets) =>
  write({
    summary: "Making a token",
    right: "grant",
    $input: z.strictObject({
      ...accountInput,
      /** What it is for, e.g. “laptop”. */
      label: z.string().trim().min(1, { error: "expected what the token is for" }).max(80),
      /** How many days it holds; without this, until it is revoked. */
      days: z.int().min(1).max(3_650).optional(),
    }),
    async run(scope, { label, days, ...said }): Promise<CreatedToken> {
      const { tx, at, actor, newId, audit } = scope;
      requireNoPatientData("the label", label);
      const { account } = await findOrAddAccount(scope, said);
      const secret = `${secretPrefixes.token}${secrets.next()}`;
      const token: Token = {
        id: newId(),
        kind: "token",
        account: account.id,
        parent: null,
        hash: sha256(secret),
        label,
        createdAt: at,
        createdBy: actor.kind === "person" ? actor.account.name : actor.kind,
        expiresAt: days === undefined ? null : later(at, days * 24),
        revokedAt: null,
      };
      await tx.tokens.add(token);
      const { name, role, body, number } = account;
      await audit({
        action: "token.create",
        subject: { kind: "token", id: token.id, ref: null },
        product: null,
        details: {
          account: account.id,
          ...{ name, role, body, number },
          label,
          expiresAt: token.expiresAt,
        },
      });
      return { ...presentToken({ token, account }, at), secret };
    },
    keep: (created) => ({ ...created, secret: null }),
  });
