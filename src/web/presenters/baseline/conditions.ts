import type { Condition } from "../../../domain/baseline/conditions.ts";
import { hazardAt, suggestionAt } from "../addresses.ts";

type Item = { readonly ref: string | null; readonly href: string | null; readonly what: string };
export type ConditionItem = {
  readonly clause: string;
  readonly asks: string;
  /** In words, and by no colour alone: a condition that is met is no more than that. */
  readonly state: string;
  readonly isUnmet: boolean;
  /** That it keeps the log from being approved; empty where it does not. */
  readonly blocks: string;
  readonly unmet: readonly Item[];
  /** Further ones, folded away. */
  readonly rest: readonly Item[];
  readonly restSays: string;
};

const stateWords: Readonly<Record<Condition["state"], string>> = {
  met: "Met",
  "not-met": "Not met",
  "does-not-apply": "Does not apply",
  "not-known": "Not known yet whether it applies",
};
/** More than these are folded away. */
const maxItems = 6;
const order: readonly Condition["state"][] = ["not-met", "not-known", "met", "does-not-apply"];

/** The conditions of a baseline, what is not met first. */
export const presentConditions = (
  slug: string,
  conditions: readonly Condition[],
): ConditionItem[] =>
  [...conditions]
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
    .map(({ clause, asks, state, blocks, unmet }) => {
      const items = unmet.map(({ ref, what }): Item => ({ ref, href: addressOf(slug, ref), what }));
      const rest = items.slice(maxItems);
      return {
        clause: `DCB0129 ${clause}`,
        asks,
        state: stateWords[state],
        isUnmet: state === "not-met",
        blocks: blocks && state === "not-met" ? "Nothing is approved before it is met." : "",
        unmet: items.slice(0, maxItems),
        rest,
        restSays: rest.length === 0 ? "" : `${rest.length} more`,
      };
    });

function addressOf(slug: string, ref: string | null): string | null {
  if (ref === null) return null;
  return ref.startsWith("S-") ? suggestionAt(slug, ref) : hazardAt(slug, ref);
}
