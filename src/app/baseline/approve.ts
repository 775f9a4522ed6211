import { z } from "zod";
import { baselineHash } from "../../domain/audit/record-hash.ts";
import { blocking, isUnmet } from "../../domain/baseline/conditions.ts";
import type { Vocabulary } from "../../domain/facet/vocabulary.ts";
import { AppError } from "../errors.ts";
import { requireNoPatientData } from "../free-text.ts";
import { holdProduct } from "../hazard/hold.ts";
import { personOf } from "../person.ts";
import type { BaselineLine } from "../records.ts";
import { requireProduct } from "../require.ts";
import { requireSeen } from "../seen.ts";
import { write } from "../use-case.ts";
import { buildBaseline, type BuiltBaseline } from "./build.ts";
import { meaningFor } from "./prepare.ts";

/**
 * A Clinical Safety Officer approves a version of a product's hazard log (DCB0129 3.3.2): exactly the bytes
 * that they were shown, which are kept, with what their signature means in the words that they read.
 */
export const createApproveBaseline = (vocabulary: Vocabulary) =>
  write({
    summary: "Approving a baseline",
    right: "approve",
    needsPerson: true,
    $input: z.strictObject({
      product: z.string(),
      /** Hash of the log as it was shown; never defaulted. */
      seen: z.string().optional(),
      /** What the signature means, as it was shown; never defaulted. */
      meaning: z.string().max(4_000).optional(),
      /** Why it is approved though conditions are not met. */
      reason: z.string().trim().max(4_000).default(""),
      as: z.string().optional(),
    }),
    async run(scope, input): Promise<BaselineLine> {
      const { tx, actor, at, newId, audit } = scope;
      const { id: productId } = await requireProduct(tx, input.product);
      const by = personOf(scope, input.as);
      await holdProduct(tx, productId);
      const product = await requireProduct(tx, productId);
      const built = await buildBaseline(tx, product, vocabulary);
      const { content, text, hash } = built;
      requireSeen(`the hazard log of ${product.name}`, hash, input.seen);
      const meaning = meaningFor(actor, built);
      if (meaning === null) {
        throw new AppError(
          "forbidden",
          "A version of a hazard log is approved by a Clinical Safety Officer with registration body and number (DCB0129 2.3, 3.3.2): name them first.",
        );
      }
      requireMeaning(meaning, input.meaning);
      requireApprovable(built, input.reason);
      requireNoPatientData("the reason", input.reason);
      const { number, previous, description } = content;
      const baseline = {
        ...{ id: newId(), account: by.id, at, product: productId, number },
        ...{ productVersion: description.version, content: text, hash, meaning },
        reason: input.reason,
      };
      await tx.baselines.add(baseline);
      await audit({
        action: "baseline.approve",
        subject: { kind: "baseline", id: baseline.id, ref: `baseline ${number}` },
        product: productId,
        details: {
          baseline: baseline.id,
          record: baselineHash(baseline),
          number,
          hash,
          previous: previous?.hash ?? null,
          productVersion: description.version,
          unmet: content.conditions.filter(isUnmet).map(({ id }) => id),
        },
      });
      const { content: _text, account: _account, ...line } = baseline;
      return { ...line, by };
    },
  });

function requireMeaning(meaning: string, shown: string | undefined): void {
  if (shown === undefined || shown.trim() === "") {
    throw new AppError(
      "seen-required",
      "An approval says what the signature means, in the words that preparing the baseline shows: give them.",
    );
  }
  if (shown.trim() !== meaning.trim()) {
    throw new AppError(
      "seen-stale",
      "What you were shown that your signature means is not what it would mean now: prepare the baseline again, read it, and decide on that. Nothing was changed.",
    );
  }
}

function requireApprovable({ content }: BuiltBaseline, reason: string): void {
  const [block] = blocking(content.conditions);
  if (block !== undefined) {
    const what = block.unmet.map(({ ref, what }) => `${ref ?? "the product"} ${what}`).slice(0, 5);
    const more = block.unmet.length - what.length;
    throw new AppError(
      "conflict",
      `It cannot be approved while ${what.join("; ")}${more > 0 ? `; and ${more} more` : ""}: score what is named, then prepare the baseline again. Nothing was changed.`,
    );
  }
  const unmet = content.conditions.filter(isUnmet);
  if (unmet.length > 0 && reason === "") {
    throw new AppError(
      "invalid-input",
      `Expected why it is approved though conditions are not met (${unmet.map(({ clause }) => `DCB0129 ${clause}`).join(", ")}); found no reason. Nothing was changed.`,
    );
  }
  if (unmet.length === 0 && reason !== "") {
    throw new AppError(
      "invalid-input",
      "Every condition that applies is met, so that there is nothing to give a reason for: leave it empty. Nothing was changed.",
    );
  }
}
