import type { ProductsFound } from "../../app/product/search.ts";
import { logAt, newProductAt, productAt, productsAt, queueAt, runAt } from "./addresses.ts";
import { count, runStateWords, sayTime } from "./words.ts";

export type ProductsPage = {
  readonly products: readonly {
    readonly name: string;
    readonly address: string;
    readonly version: number;
    readonly standard: string;
    readonly waiting: string;
    readonly queue: string;
    readonly hazards: string;
    readonly log: string;
    readonly lastRun: { readonly text: string; readonly href: string } | null;
  }[];
  /** What was searched for; empty where all are listed. */
  readonly name: string;
  /** The page after this one; null where there is none. */
  readonly next: string | null;
  /** The first page; null where this is it. */
  readonly first: string | null;
  readonly list: string;
  readonly add: string;
  readonly person: string | null;
};

export type ProductsInput = {
  readonly found: ProductsFound;
  readonly name: string;
  readonly isFirst: boolean;
  readonly person: string | null;
};

const searchAt = (name: string, after?: string): string => {
  const asked = new URLSearchParams({
    ...(name === "" ? {} : { name }),
    ...(after === undefined ? {} : { after }),
  }).toString();
  return asked === "" ? productsAt : `${productsAt}?${asked}`;
};

export const presentProducts = ({ found, name, isFirst, person }: ProductsInput): ProductsPage => ({
  products: found.lines.map((line) => ({
    name: line.name,
    address: productAt(line.slug),
    version: line.version,
    standard: line.standard.toUpperCase(),
    waiting: sayWaiting(line),
    queue: queueOf(line),
    hazards: sayHazards(line.hazards),
    log: logAt(line.slug),
    lastRun: line.lastRun && {
      text: `Last run ${line.lastRun.ref}, ${runStateWords[line.lastRun.state]}, ${sayTime(line.lastRun.startedAt)}`,
      href: runAt(line.slug, line.lastRun.ref),
    },
  })),
  name,
  next: found.next === null ? null : searchAt(name, found.next),
  first: isFirst ? null : searchAt(name),
  list: productsAt,
  add: newProductAt,
  person,
});

type Waits = { readonly pending: number; readonly deferred: number };

/** The part of the queue that waits. */
export const queueOf = ({ slug, pending, deferred }: Waits & { readonly slug: string }): string =>
  pending === 0 && deferred > 0 ? `${queueAt(slug)}?state=deferred` : queueAt(slug);

export const sayHazards = (hazards: number): string =>
  hazards === 0 ? "log empty" : `${count(hazards, "hazard")} in the log`;

export function sayWaiting({ pending, deferred }: Waits): string {
  if (deferred === 0) {
    return pending === 0 ? "nothing waits" : `${count(pending, "suggestion")} to decide`;
  }
  return pending === 0
    ? `${count(deferred, "suggestion")} deferred`
    : `${count(pending, "suggestion")} to decide, ${deferred} deferred`;
}
