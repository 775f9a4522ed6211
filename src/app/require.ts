import type { Hazard } from "../domain/hazard/hazard.ts";
import type { Product, ProductVersion } from "../domain/product/product.ts";
import { AppError } from "./errors.ts";
import type { Tx } from "./ports.ts";
import type { Run, Suggestion } from "./records.ts";

export async function requireProduct(tx: Tx, ref: string): Promise<Product> {
  const product = await tx.products.find(ref);
  if (product !== null) return product;
  const known = (await tx.products.list()).map(({ slug }) => slug);
  const hint =
    known.length === 0 ? "There is no product yet." : `Known: ${known.slice(0, 8).join(", ")}.`;
  throw new AppError("not-found", `There is no product “${ref}”. ${hint}`);
}

export async function requireLatestVersion(tx: Tx, product: Product): Promise<ProductVersion> {
  const version = await tx.products.latestVersion(product.id);
  if (version === null) throw new Error(`product ${product.id} has no version`);
  return version;
}

/** A short reference may stand for one thing in each product. */
function requireOne<T extends { product: string }>(
  found: readonly T[],
  ref: string,
  what: string,
): T {
  const [only, second] = found;
  if (only === undefined) throw new AppError("not-found", `There is no ${what} “${ref}”.`);
  if (second !== undefined) {
    throw new AppError(
      "ambiguous",
      `“${ref}” stands for one ${what} in each of ${found.length} products: say which product.`,
    );
  }
  return only;
}

/** `product/S-17` names both. */
async function splitRef(tx: Tx, ref: string, product: string | undefined) {
  const slash = ref.lastIndexOf("/");
  const named = slash > 0 ? ref.slice(0, slash) : product;
  const bare = slash > 0 ? ref.slice(slash + 1) : ref;
  return { bare, product: named === undefined ? undefined : (await requireProduct(tx, named)).id };
}

export async function requireSuggestion(
  tx: Tx,
  ref: string,
  inProduct?: string,
): Promise<Suggestion> {
  const { bare, product } = await splitRef(tx, ref, inProduct);
  return requireOne(await tx.suggestions.find(bare, product), ref, "suggestion");
}

export async function requireHazard(tx: Tx, ref: string, inProduct?: string): Promise<Hazard> {
  const { bare, product } = await splitRef(tx, ref, inProduct);
  return requireOne(await tx.hazards.find(bare, product), ref, "hazard");
}

export async function requireRun(tx: Tx, ref: string, inProduct?: string): Promise<Run> {
  const { bare, product } = await splitRef(tx, ref, inProduct);
  return requireOne(await tx.runs.find(bare, product), ref, "run");
}
