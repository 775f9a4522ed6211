import type { Call } from "../../app/use-cases.ts";
import type { Product } from "../../domain/product/product.ts";
import { canMove } from "../../domain/suggestion/suggestion.ts";
import { suggestionAt } from "../presenters/addresses.ts";
import { presentNotice } from "../presenters/decided.ts";
import type { Notice } from "../presenters/frame.ts";
import { createNameOf } from "../presenters/names.ts";

/** What was decided about the suggestion that the address names, from the record. */
export async function noticeAfter(
  call: Call,
  { slug }: Product,
  decided: string | undefined,
): Promise<Notice | null> {
  if (decided === undefined) return null;
  const shown = await call("queue.show", { suggestion: decided, product: slug });
  // Nothing was decided about what is withheld, and nothing of it is told.
  if (shown.kind === "withheld") return null;
  const { hazards } = await call("log.show", { product: slug });
  const lines = await call("queue.list", { product: slug });
  const text = presentNotice(shown, createNameOf(slug, hazards, lines));
  if (text === null) return null;
  const { ref, state } = shown.suggestion;
  const undo = { text: `Undo ${ref}`, href: `${suggestionAt(slug, ref)}#undo`, key: "u" };
  return { text, link: canMove("undo", state) ? undo : null };
}
