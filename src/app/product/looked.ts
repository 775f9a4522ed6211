import { lookedThrough } from "../../domain/coverage/looked.ts";
import type { Tx } from "../ports.ts";

/** Number of the newest version of a product that finished runs looked at as a whole; null where there is none. */
export async function findLooked(tx: Tx, product: string): Promise<number | null> {
  const versions = await tx.products.versions(product);
  const numbers = new Map(versions.map(({ id, number }) => [id, number]));
  const runs = await tx.runs.list(product);
  return lookedThrough(
    runs.map((run) => ({ ...run, version: numbers.get(run.productVersion) ?? 0 })),
  );
}
