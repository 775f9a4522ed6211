import type { WithheldSuggestion } from "../../app/queue/withheld.ts";
import { sayPlace } from "../../domain/view/say-place.ts";
import { hazid, wrap } from "./text.ts";

/** Where a suggestion arises that asks for the own view first, and the command that writes one. */
export function printWithheld({
  suggestion,
  product,
  place,
  description,
  every,
  of,
  run,
  next,
}: WithheldSuggestion): string {
  const { function: where, lens, asks } = sayPlace(place);
  const ref = `${product.slug}/${suggestion.ref}`;
  return [
    wrap(
      `${suggestion.ref} of ${product.name} · waiting · ${suggestion.rank} of ${of} in ${run} · one in ${every} asks for your own view before it opens to you`,
    ),
    "",
    wrap(`It is about ${lens}.`),
    ...(where === null ? [] : [wrap(`Function: ${where}`, 2, 0)]),
    ...(asks === null ? [] : [wrap(`Think of what happens when ${asks}.`, 2, 0)]),
    "",
    "What the description says",
    ...description.split("\n").map((line) => wrap(line, 2, 2)),
    "",
    "What could go wrong here, and who would be harmed?",
    `  ${hazid} view write ${ref} --text "…"`,
    ...(next === null
      ? []
      : ["Or leave it waiting:", `  ${hazid} queue show ${product.slug}/${next}`]),
  ].join("\n");
}
