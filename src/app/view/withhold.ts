import { hasRight } from "../../domain/actor/rights.ts";
import { usualEvery } from "../../domain/view/sample.ts";
import { AppError } from "../errors.ts";
import type { Suggestion } from "../records.ts";
import type { Scope } from "../use-case.ts";

export type Asking = Pick<Scope, "tx" | "actor">;

/**
 * Which of these suggestions a person writes their own view of before they see them: those in the
 * product's sample that nobody has decided anything about, and that neither were written about by
 * this account nor had been shown to it on a page: before the sample asked, or before it was named on
 * that page. It goes by the account. Whoever may only look, and whoever is not named, decides nothing
 * and is shown all.
 */
export async function withheldFrom(
  { tx, actor }: Asking,
  suggestions: readonly string[],
): Promise<ReadonlySet<string>> {
  if (actor.kind !== "person" || !hasRight(actor, "decide") || suggestions.length === 0) {
    return new Set();
  }
  return new Set(await tx.views.withheld(actor.account.id, suggestions, usualEvery));
}

type Line = Pick<Suggestion, "id"> & {
  readonly title: string | null;
  readonly hazard: string | null;
};
export type Withheld<T> = Omit<T, "title" | "hazard"> & {
  /** Null where the person writes their own view first. */
  readonly title: string | null;
  readonly hazard: string | null;
};

/** Lines of a list without the words of what is withheld; one query, whatever their number. */
export async function withholdLines<T extends Line>(
  scope: Asking,
  lines: readonly T[],
): Promise<Withheld<T>[]> {
  const withheld = await withheldFrom(
    scope,
    lines.map(({ id }) => id),
  );
  return lines.map((line) =>
    withheld.has(line.id) ? { ...line, title: null, hazard: null } : line,
  );
}

/** Refuses what would show, or decide on, a suggestion that the person has not opened yet. */
export async function requireOpened(
  scope: Asking,
  { id, ref }: Pick<Suggestion, "id" | "ref">,
): Promise<void> {
  if (!(await withheldFrom(scope, [id])).has(id)) return;
  throw new AppError(
    "view-first",
    `${ref} asks for your own view first: write what could go wrong there and who would be harmed, then it opens to you. Nothing was changed.`,
  );
}
