import type { ProductLine } from "../../app/product/list.ts";
import { logAt, productAt, queueAt } from "./addresses.ts";
import { problemAt, type Problem } from "./frame.ts";
import { count } from "./words.ts";

export type ProductFields = { readonly name: string; readonly text: string };
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
  }[];
  readonly person: string | null;
  readonly fields: ProductFields;
  readonly textProblem: string | null;
  readonly nameProblem: string | null;
  readonly fileProblem: string | null;
  readonly key: string;
};

export type ProductsInput = {
  readonly lines: readonly ProductLine[];
  readonly person: string | null;
  readonly key: string;
  readonly fields?: ProductFields;
  readonly problems?: readonly Problem[];
};

export const presentProducts = ({
  lines,
  person,
  key,
  fields = { name: "", text: "" },
  problems = [],
}: ProductsInput): ProductsPage => ({
  products: lines.map(({ name, slug, version, standard, pending, deferred, hazards }) => ({
    name,
    address: productAt(slug),
    version,
    standard: standard.toUpperCase(),
    waiting: sayWaiting(pending, deferred),
    queue: pending === 0 && deferred > 0 ? `${queueAt(slug)}?state=deferred` : queueAt(slug),
    hazards: hazards === 0 ? "log empty" : `${count(hazards, "hazard")} in the log`,
    log: logAt(slug),
  })),
  person,
  fields,
  textProblem: problemAt(problems, "text"),
  nameProblem: problemAt(problems, "product-name"),
  fileProblem: problemAt(problems, "file"),
  key,
});

function sayWaiting(pending: number, deferred: number): string {
  if (deferred === 0) {
    return pending === 0 ? "nothing waits" : `${count(pending, "suggestion")} to decide`;
  }
  return pending === 0
    ? `${count(deferred, "suggestion")} deferred`
    : `${count(pending, "suggestion")} to decide, ${deferred} deferred`;
}
