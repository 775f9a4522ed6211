import { z } from "zod";
import { contentHash, situationKey } from "../../domain/candidate/candidate.ts";
import { AppError } from "../errors.ts";
import { holdProduct } from "../hazard/hold.ts";
import { personOf } from "../person.ts";
import type { Suggestion } from "../records.ts";
import { requireSuggestion } from "../require.ts";
import { requireSeen } from "../seen.ts";
import { write } from "../use-case.ts";
import { requireOpened } from "../view/withhold.ts";
import { decisionInput } from "./decide.ts";

/** The suggestion that it is by itself, and whether it was one before. No words: its page shows them. */
type Separated = Pick<Suggestion, "id" | "ref"> & { readonly before: boolean };

/**
 * Queues what a run joined into a suggestion as a suggestion of its own, as it was drafted, at the
 * same rank. What is one already is named, and nothing is added.
 */
export const separateSuggestion = write({
  summary: "Suggesting by itself what was joined",
  right: "decide",
  needsPerson: true,
  $input: z.strictObject({
    ...decisionInput,
    /** What it was drafted from, as the suggestion names it. */
    entry: z.string().max(300),
  }),
  async run(scope, input): Promise<Separated> {
    const { tx, at, newId, audit } = scope;
    const { id, product } = await requireSuggestion(tx, input.suggestion, input.product);
    await holdProduct(tx, product);
    const whole = await requireSuggestion(tx, id);
    await requireOpened(scope, whole);
    requireSeen(whole.ref, whole.hash, input.seen);
    personOf(scope, input.as);
    const taken = await tx.suggestions.takenIn(id);
    const found = taken.find(({ origin }) => origin.entry === input.entry);
    if (found === undefined) {
      const names = taken.map(({ origin }) => origin.entry).join(", ");
      throw new AppError(
        "invalid-input",
        `“${input.entry}” was not joined into ${whole.ref}. ${names === "" ? "Nothing was." : `What was: ${names}.`}`,
      );
    }
    const { origin, content } = found;
    const situation = situationKey(content, origin);
    const known = await tx.suggestions.bySituation(product, [situation]);
    const itself = known.findLast((one) => one.id !== id);
    if (itself !== undefined) return { id: itself.id, ref: itself.ref, before: true };
    const number = await tx.products.takeNumbers(product, "suggestion", 1);
    const added = { id: newId(), ref: `S-${number}` };
    const hash = contentHash(content);
    const { productVersion, run, rank } = whole;
    await tx.suggestions.add([
      {
        ...{
          id: added.id,
          number,
          product,
          productVersion,
          run,
          rank,
          situation,
          content,
          hash,
          at,
        },
        origin: `${origin.cell} ${origin.entry}`,
      },
    ]);
    await audit({
      action: "suggestion.separate",
      subject: { kind: "suggestion", ...added },
      product,
      details: {
        suggestions: [{ ref: added.ref, id: added.id, hash }],
        from: whole.id,
        fromRef: whole.ref,
        seen: whole.hash,
        entry: origin.entry,
      },
    });
    return { ...added, before: false };
  },
});
