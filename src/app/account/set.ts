import { z } from "zod";
import type { Account } from "../../domain/actor/actor.ts";
import { write } from "../use-case.ts";
import { accountInput, findOrAddAccount } from "./details.ts";

/** Names the person at this machine. Changed details make a new account: decisions keep the old one. */
export const setAccount = write({
  summary: "Naming the person",
  right: "name",
  $input: z.strictObject(accountInput),
  async run(scope, input): Promise<Account> {
    const { tx, audit } = scope;
    const { account, isNew } = await findOrAddAccount(scope, input);
    const { id, ...details } = account;
    await tx.accounts.setCurrent(id);
    await audit({
      action: "account.set",
      subject: { kind: "account", id, ref: null },
      product: null,
      details: { ...details, new: isNew },
    });
    return account;
  },
});
