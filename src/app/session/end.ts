import { z } from "zod";
import { AppError } from "../errors.ts";
import { write } from "../use-case.ts";

/** Signs this browser out: its session ends here and at the record, and the token stays. */
export const endSession = write({
  summary: "Signing out",
  right: "sign-in",
  $input: z.strictObject({}),
  async run({ tx, actor, at, audit }): Promise<{ ended: string }> {
    const session = actor.kind === "person" ? (actor.by?.session ?? null) : null;
    if (session === null) {
      throw new AppError("invalid-input", "Only a browser session is signed out; revoke a token.");
    }
    // First: the chain asks whether this very session still holds.
    await audit({
      action: "session.end",
      subject: { kind: "token", id: session, ref: null },
      product: null,
      details: {},
    });
    await tx.tokens.revoke([session], at);
    return { ended: session };
  },
});
