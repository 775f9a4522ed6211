import type { ShownCoverage } from "../../app/coverage/show.ts";
import { coverageAt } from "./addresses.ts";
import { count } from "./words.ts";

type Link = { readonly text: string; readonly href: string };
/** What an empty queue leaves to look at. */
export type LeftOpen = {
  /** Null where no limit left anything out. */
  readonly beyond: Link | null;
  readonly places: Link;
};

/** Null where no limit left anything out, and no place is open. */
export function presentLeftOpen({ product, places, cut }: ShownCoverage): LeftOpen | null {
  const beyond = cut.reduce((sum, one) => sum + one.beyond, 0);
  const open = places.filter(({ standing }) => standing.state === "open").length;
  if (beyond === 0 && open === 0) return null;
  const address = coverageAt(product.slug);
  return {
    beyond:
      beyond === 0
        ? null
        : {
            text: `${count(beyond, "candidate was", "candidates were")} left beyond the limit`,
            href: address,
          },
    places: {
      text: `${open} of ${count(places.length, "place")} ${open === 1 ? "is" : "are"} open`,
      href: `${address}?state=open`,
    },
  };
}
