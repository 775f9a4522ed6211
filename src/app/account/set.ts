import { z } from "zod";
import { parseRole, roles, type Account } from "../../domain/actor/actor.ts";
import { AppError } from "../errors.ts";
import { write } from "../use-case.ts";

const $input = z.strictObject({
  name: z.string().trim().min(2, { error: "expected the person's name" }).max(120),
  role: z.string().trim().min(2, { error: "expected a role" }).max(60),
  body: z.string().trim().min(2).max(40).optional(),
  number: z.string().trim().min(2).max(40).optional(),
});

/** Names the person at this machine. Changed details make a new account: decisions keep the old one. */
export const setAccount = write({
  summary: "Naming the person",
  right: "set-up",
  $input,
  async run({ tx, at, newId, audit }, input): Promise<Account> {
    const role = parseRole(input.role);
    if (role === null) {
      throw new AppError(
        "invalid-input",
        `Expected a role of ${roles.join(", ")}; found “${input.role}”. A job title is not needed.`,
      );
    }
    const { body = null, number = null } = input;
    if ((body === null) !== (number === null)) {
      throw new AppError("invalid-input", "A registration needs both its body and its number.");
    }
    if (role === "cso" && body === null) {
      throw new AppError(
        "invalid-input",
        "A Clinical Safety Officer is a registered clinician (DCB0129 2.3): give the registration body and number.",
      );
    }
    const details = { name: input.name, role, body, number };
    const same = await tx.accounts.findSame(details);
    const account = same ?? { id: newId(), ...details };
    if (same === null) await tx.accounts.add(account, at);
    await tx.accounts.setCurrent(account.id);
    await audit({
      action: "account.set",
      subject: { kind: "account", id: account.id, ref: null },
      product: null,
      details: { ...details, new: same === null },
    });
    return account;
  },
});
