import { z } from "zod";
import { parseRole, roles, type Account } from "../../domain/actor/actor.ts";
import { AppError } from "../errors.ts";
import type { Scope } from "../use-case.ts";

/** What is said of a person. */
export const accountInput = {
  name: z.string().trim().min(2, { error: "expected the person's name" }).max(120),
  role: z.string().trim().min(2, { error: "expected a role" }).max(60),
  body: z.string().trim().min(2).max(40).optional(),
  number: z.string().trim().min(2).max(40).optional(),
} as const;
type Said = z.infer<z.ZodObject<typeof accountInput>>;

function parseDetails(said: Said): Omit<Account, "id"> {
  const role = parseRole(said.role);
  if (role === null) {
    throw new AppError(
      "invalid-input",
      `Expected a role of ${roles.join(", ")}; found “${said.role}”. A job title is not needed.`,
    );
  }
  const { name, body = null, number = null } = said;
  if ((body === null) !== (number === null)) {
    throw new AppError("invalid-input", "A registration needs both its body and its number.");
  }
  if (role === "cso" && body === null) {
    throw new AppError(
      "invalid-input",
      "A Clinical Safety Officer is a registered clinician (DCB0129 2.3): give the registration body and number.",
    );
  }
  return { name, role, body, number };
}

/** The account of exactly these details; changed ones make a new account: decisions keep the old one. */
export async function findOrAddAccount(
  { tx, at, newId }: Scope,
  said: Said,
): Promise<{ account: Account; isNew: boolean }> {
  const details = parseDetails(said);
  const same = await tx.accounts.findSame(details);
  if (same !== null) return { account: same, isNew: false };
  const account = { id: newId(), ...details };
  await tx.accounts.add(account, at);
  return { account, isNew: true };
}
