import type { BaselineChanges } from "../../../domain/baseline/compare.ts";
import { isUnchanged } from "../../../domain/baseline/compare.ts";
import { hazardAt } from "../addresses.ts";
import { presentChanges, type ChangeItem } from "../changes.ts";
import { count } from "../words.ts";

export type ChangesBlock = {
  /** `2 hazards added, 1 changed.`, or that nothing changed. */
  readonly summary: string;
  readonly about: readonly ChangeItem[];
  readonly hazards: readonly {
    readonly ref: string;
    readonly href: string;
    readonly name: string;
    readonly kind: string;
    readonly changes: readonly ChangeItem[];
  }[];
  readonly conditions: readonly ChangeItem[];
};

/** What a version of a log says that the one before did not, in words. */
export function presentBaselineChanges(slug: string, changes: BaselineChanges): ChangesBlock {
  const { about, hazards, conditions } = changes;
  const many = (kind: string): number => hazards.filter((one) => one.kind === kind).length;
  const said = (["added", "changed", "withdrawn"] as const)
    .filter((kind) => many(kind) > 0)
    .map((kind) => `${count(many(kind), "hazard")} ${kind}`);
  return {
    summary: isUnchanged(changes)
      ? "Nothing has changed."
      : said.length === 0
        ? "No hazard has changed."
        : `${said.join(", ")}.`,
    about,
    hazards: hazards.map(({ ref, name, kind, content, judged }) => ({
      ref,
      href: hazardAt(slug, ref),
      name,
      kind,
      changes: [...presentChanges(content), ...judged],
    })),
    conditions,
  };
}
