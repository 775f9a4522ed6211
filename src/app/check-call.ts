import type { z } from "zod";
import type { Actor } from "../domain/actor/actor.ts";
import { hasRight } from "../domain/actor/rights.ts";
import { AppError } from "./errors.ts";
import { sayIssues } from "./issues.ts";
import type { UseCase } from "./use-case.ts";

type Asked = Pick<UseCase<unknown, unknown>, "needsPerson" | "right" | "summary">;

/** Refuses whoever lacks the right, in the words that tell them how to get it. */
export function requireRight(actor: Actor, { needsPerson, right, summary }: Asked): void {
  if (actor.kind === "anonymous") {
    throw new AppError(
      "not-signed-in",
      "Nobody is signed in: several people work here, and each acts with their own token. Sign in, or send the token; a Clinical Safety Officer makes them.",
    );
  }
  if (actor.kind === "operator" && !hasRight(actor, right)) {
    throw new AppError(
      "forbidden",
      `${summary} is for a person, and whoever has the machine only operates here: set HAZID_TOKEN to the token of the person who acts.`,
    );
  }
  if (needsPerson && actor.kind !== "person") {
    throw new AppError(
      "no-person",
      "Nobody is named yet, and a decision belongs to a person: name yourself first.",
    );
  }
  if (hasRight(actor, right)) return;
  if (right === "name") {
    throw new AppError(
      "forbidden",
      "Whoever comes with a token is the person that it was made for: for another name or role, ask a Clinical Safety Officer for another token.",
    );
  }
  if (right === "sign-in") {
    throw new AppError(
      "forbidden",
      `${summary} takes a token; whoever sits at the machine is there already.`,
    );
  }
  const role = actor.kind === "person" ? actor.account.role : actor.kind;
  throw new AppError(
    "forbidden",
    `${summary} needs the right to ${right}, which the role ${role} does not have. Ask a CSO.`,
  );
}

export function parseInput<I>($input: z.ZodType<I>, raw: unknown): I {
  const parsed = $input.safeParse(raw);
  if (parsed.success) {
    const unkeepable = findUnkeepable(parsed.data);
    if (unkeepable === null) return parsed.data;
    throw new AppError(
      "invalid-input",
      `The input does not hold: ${unkeepable}: expected text without NUL characters and halved surrogate pairs.`,
    );
  }
  throw new AppError("invalid-input", `The input does not hold: ${sayIssues(parsed.error)}.`);
}

/**
 * Where a value holds text that no engine keeps as it came, or null: PostgreSQL refuses NUL, and half
 * a surrogate pair has no UTF-8, so that what is stored would not be what was hashed.
 */
function findUnkeepable(value: unknown, path = "input"): string | null {
  if (typeof value === "string") {
    return value.isWellFormed() && !value.includes("\u0000") ? null : path;
  }
  if (typeof value !== "object" || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = findUnkeepable(inner, path === "input" ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
