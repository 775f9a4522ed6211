import type { Call } from "../../app/use-cases.ts";
import { presentNotice } from "../presenters/decided.ts";
import { createNameOf } from "../presenters/names.ts";

/**
 * What was decided about the suggestion that the address names, from the record: one of the product,
 * or of another that is named with it.
 */
export async function noticeAfter(
  call: Call,
  product: string | undefined,
  decided: string | undefined,
): Promise<string | null> {
  if (decided === undefined) return null;
  const shown = await call("queue.show", { suggestion: decided, product });
  const { slug } = shown.product;
  const { hazards } = await call("log.show", { product: slug });
  return presentNotice(shown, createNameOf(slug, hazards, shown.into));
}
