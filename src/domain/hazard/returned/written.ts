import { $WrittenHazard, type Refused, type WrittenHazard } from "../edits.ts";
import { newCause, newControl, valuesOf } from "./edits-of.ts";
import type { ProposedAddition } from "./proposal.ts";

type Values = Readonly<Record<string, string>>;

/** What a person gave for one thing: `2.kind` is the kind of the second. */
const givenFor = (given: Values, place: number): Values =>
  Object.fromEntries(
    Object.entries(given)
      .filter(([key]) => key.startsWith(`${place}.`))
      .map(([key, value]) => [key.slice(`${place}.`.length), value]),
  );

/**
 * A new hazard of a returned workbook as a person would write it, with what they gave for what the cells do
 * not say. Status, scores and actions are no part of it: they are decided about a hazard that is there.
 */
export function toWritten(
  { values, things }: ProposedAddition,
  given: Values,
): { readonly written: WrittenHazard } | Refused {
  const of = (kind: string) =>
    things.flatMap((thing, i) =>
      thing.of === kind ? [valuesOf(thing, givenFor(given, i + 1))] : [],
    );
  const extra = givenFor(given, 0);
  const said = valuesOf({ values }, given);
  const causes = [...of("cause"), ...(Object.keys(extra).length === 0 ? [] : [extra])];
  const words = ["name", "hazard", "effect", "harm", "exposed"].flatMap((field) =>
    said[field] === undefined ? [] : [[field, said[field]]],
  );
  const written = $WrittenHazard.safeParse({
    ...Object.fromEntries(words),
    causes: causes.map(newCause),
    controls: of("control").map(newControl),
  });
  if (written.success) return { written: written.data };
  return {
    refused: `The new hazard is not whole yet: ${written.error.issues
      .map(({ path, message }) => `${path.join(" ")}: ${message}`)
      .join("; ")}. Say what is missing, or write the hazard by hand and leave the proposal.`,
  };
}
