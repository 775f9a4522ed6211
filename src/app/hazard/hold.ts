import type { Tx } from "../ports.ts";

/**
 * Lets nobody else decide about a product until this transaction ends: what is read from here on is
 * what the decision rests on. Taken before any other row, so that no two people wait for each other.
 */
export async function holdProduct(tx: Tx, product: string): Promise<void> {
  await tx.products.takeNumbers(product, "hazard", 0);
}
