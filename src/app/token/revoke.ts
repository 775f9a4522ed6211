import { z } from "zod";
import { AppError } from "../errors.ts";
import { write } from "../use-case.ts";
import { presentToken, type ShownToken } from "./present.ts";

/** Ends a token for good, and with it every browser session made from it. Once revoked it stays so. */
export const revokeToken = write({
  summary: "Revoking a token",
  right: "grant",
  $input: z.strictObject({ token: z.string().trim() }),
  async run({ tx, at, audit }, input): Promise<ShownToken> {
    const found = await tx.tokens.find(input.token);
    if (found?.token.kind !== "token") {
      throw new AppError(
        "not-found",
        `There is no token “${input.token}”: give the id that listing the tokens prints, never the secret.`,
      );
    }
    const { token, account } = found;
    if (token.revokedAt !== null) return presentToken(found, at);
    const ended = (await tx.tokens.list())
      .filter(({ token: other }) => other.parent === token.id && other.revokedAt === null)
      .map(({ token: session }) => session.id);
    // First: the chain asks whether the token that the caller came by still holds, and it may be this one.
    await audit({
      action: "token.revoke",
      subject: { kind: "token", id: token.id, ref: null },
      product: null,
      details: { account: account.id, name: account.name, label: token.label, sessions: ended },
    });
    await tx.tokens.revoke([token.id, ...ended], at);
    return presentToken({ account, token: { ...token, revokedAt: at } }, at);
  },
});
