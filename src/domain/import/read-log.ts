import { z } from "zod";
import { causeKinds, conditions, controlOwners, controlTypes } from "../bank/entry.ts";
import { $Imported } from "../candidate/imported.ts";
import { lenses } from "../facet/kinds.ts";
import { hashOf } from "../hash/canonical.ts";

const text = z.string().trim();

/**
 * A hazard as a log tells it. What the log does not say is null, and becomes an assumption. There is no
 * place for severity, likelihood, rating, acceptability or status: they are given afresh (DESIGN §1, rule 1).
 */
const $ImportedHazard = z.strictObject({
  title: text,
  hazard: text,
  effect: text,
  harm: text,
  exposed: text,
  condition: z.enum(conditions).nullable(),
  causes: z.array(z.strictObject({ text, kind: z.enum(causeKinds).nullable() })),
  controls: z.array(
    z.strictObject({
      text,
      type: z.enum(controlTypes).nullable(),
      owner: z.enum(controlOwners).nullable(),
      /** Numbers of the causes that it acts on, counted from 1; all of them where it names none. */
      actsOn: z.array(z.int().min(1)),
      worksIf: text,
    }),
  ),
  lens: z.enum(lenses).optional(),
});
export type ImportedHazard = z.infer<typeof $ImportedHazard>;

const evidence = $Imported.shape;

/** What was read of a file: kept whole, so that suggestions can be made of it again; the file is not. */
export const $ReadLog = z.strictObject({
  source: z.strictObject({
    kind: evidence.kind,
    file: evidence.file,
    sha256: evidence.sha256,
    head: evidence.head,
    of: evidence.of,
    /** What stays the same from one file of this log to the next, such as a product's id. */
    key: z.string().min(1).max(200),
  }),
  items: z.array(
    z.strictObject({
      ref: evidence.ref,
      content: $ImportedHazard,
      quote: evidence.quote,
      actions: evidence.actions,
    }),
  ),
  /** What the log holds and nothing is suggested of, and why. */
  left: z.array(z.strictObject({ ref: z.string().max(200), why: z.string().max(1_000) })),
});
export type ReadLog = z.infer<typeof $ReadLog>;
export type ImportItem = ReadLog["items"][number];

/** What makes a hazard of two files of one log the same, whatever file, version or head they name. */
export const importedKey = (
  { source }: Pick<ReadLog, "source">,
  { ref, content, actions = [] }: Pick<ImportItem, "ref" | "content" | "actions">,
): string => `imported:${hashOf({ log: source.key, ref, content, actions })}`;
