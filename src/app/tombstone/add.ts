import { z } from "zod";
import { sha256 } from "../../domain/hash/canonical.ts";
import { createBlotter } from "../../domain/tombstone/blot.ts";
import { AppError } from "../errors.ts";
import { requireNoPatientData } from "../free-text.ts";
import { personOf } from "../person.ts";
import type { Tombstone } from "../records.ts";
import { requireProduct } from "../require.ts";
import { requireSeen } from "../seen.ts";
import { auditCancel } from "../run/cancel.ts";
import { write, type Scope } from "../use-case.ts";
import { findPlaces, placesHash, requirePlaces, textInput } from "./places.ts";

/**
 * Blots unlawful text (a patient's data that slipped in) out of everything kept about a product. Each
 * row keeps the hash of what stood there, and a tombstone says who took it out and why; the audit
 * chain, which refers to content by hash, still verifies (DESIGN §1, rule 3).
 */
export const addTombstone = write({
  summary: "Taking out unlawful text",
  right: "redact",
  needsPerson: true,
  $input: z.strictObject({
    product: z.string(),
    text: textInput,
    reason: z.string().trim().min(10, { error: "expected why, in a sentence" }).max(2_000),
    /** Hash of the places as they were shown; never defaulted. */
    seen: z.string().optional(),
    as: z.string().optional(),
  }),
  async run(scope, input): Promise<readonly Tombstone[]> {
    const { tx, at, newId, audit } = scope;
    const product = await requireProduct(tx, input.product);
    // Nothing may be written while the places are counted: a row in between would keep the text.
    await tx.audit.lockHead();
    const places = await findPlaces(tx, product.id, input.text);
    requirePlaces(places);
    requireSeen("these places", placesHash(places), input.seen);
    requireNoPatientData("the reason", input.reason);
    requireNotRepeated(input.text, input.reason);
    await stopRuns(scope, product.id);
    const by = personOf(scope, input.as);
    const tombstones: Tombstone[] = [];
    for (const { kept, made } of places) {
      const tombstone: Tombstone = {
        id: newId(),
        place: kept.place,
        row: kept.row,
        was: sha256(kept.text),
        became: sha256(made),
        reason: input.reason,
        by,
        at,
      };
      await tx.tombstones.add(tombstone);
      await tx.tombstones.replace(kept, made);
      tombstones.push(tombstone);
    }
    await audit({
      action: "tombstone.add",
      subject: { kind: "product", id: product.id, ref: product.slug },
      product: product.id,
      details: {
        reason: input.reason,
        places: tombstones.map(({ id, place, row, was, became }) => ({
          id,
          place,
          row,
          was,
          became,
        })),
      },
    });
    return tombstones;
  },
});

/** Whoever works a run holds the text, would ask a language model with it, and write it down again. */
async function stopRuns({ tx, audit }: Scope, product: string): Promise<void> {
  for (const run of await tx.runs.list(product)) {
    if (await tx.runs.cancel(run.id)) await auditCancel(audit, run);
  }
}

/** The reason goes into the chain, out of which nothing is ever taken. */
function requireNotRepeated(text: string, reason: string): void {
  if (createBlotter(text).blot(reason).occurrences === 0) return;
  throw new AppError(
    "invalid-input",
    "The reason repeats the text that is to be taken out, and is itself kept for good: say why in other words. Nothing was changed.",
  );
}
