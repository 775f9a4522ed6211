import { AppError } from "../errors.ts";
import type { Tx } from "../ports.ts";
import type { KeptScheme } from "../records.ts";

/** By its id and version, or its id alone for the newest. */
export async function requireScheme(tx: Tx, name: string): Promise<KeptScheme> {
  const found = await tx.schemes.find(name);
  if (found !== null) return found;
  const known = (await tx.schemes.list()).map((scheme) => scheme.name);
  throw new AppError(
    "not-found",
    `There is no risk scheme “${name}”. Known: ${known.slice(0, 8).join(", ")}.`,
  );
}
