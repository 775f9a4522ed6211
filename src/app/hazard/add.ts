import { z } from "zod";
import { decisionHash } from "../../domain/audit/record-hash.ts";
import { writtenHazard } from "../../domain/hazard/changes.ts";
import type { Vocabulary } from "../../domain/facet/vocabulary.ts";
import { hazardHash } from "../../domain/hazard/content.ts";
import { isRefused, $WrittenHazard, type WrittenHazard } from "../../domain/hazard/edits.ts";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import { withSideEffects } from "../../domain/hazard/side-effects.ts";
import { AppError } from "../errors.ts";
import { namePlanned } from "../coverage/planned.ts";
import { requireNoPatientData } from "../free-text.ts";
import { personOf } from "../person.ts";
import { toDecision } from "../../domain/decision/decision.ts";
import { requireHazard, requireProduct } from "../require.ts";
import { write, type Scope } from "../use-case.ts";
import { $AddedAnswers, toAnswers } from "./answers.ts";

/** Writes a hazard into the log by hand: in the person's own words, from no suggestion. */
export const createAddHazard = (vocabulary: Vocabulary) =>
  write({
    summary: "Adding a hazard",
    right: "decide",
    needsPerson: true,
    $input: z.strictObject({
      product: z.string(),
      content: $WrittenHazard,
      /** Whether its controls bring new hazards, and change others (DCB0129 6.1.2, 6.1.3). */
      answers: $AddedAnswers,
      as: z.string().optional(),
    }),
    async run(scope, input): Promise<Hazard> {
      const product = await requireProduct(scope.tx, input.product);
      requireNoPatientData("the hazard", input.content);
      requireNoPatientData("the answers", input.answers);
      const place = await namePlanned(scope, vocabulary, product.id, input.content.place);
      const content = { ...input.content, place };
      return (await decideToAdd(scope, { ...input, product: product.id, content })).hazard;
    },
  });

type NewHazard = {
  readonly product: string;
  readonly content: WrittenHazard;
  readonly answers?: z.output<typeof $AddedAnswers>;
  readonly as?: string | undefined;
  /** Where it came from, where that is not the person's own head. */
  readonly text?: string | null;
};

/** A named person adds a hazard: one decision, one version, one event. */
export async function decideToAdd(
  scope: Scope,
  { product: ref, content: written, answers: given = [], as, text = null }: NewHazard,
): Promise<{ readonly hazard: Hazard; readonly decision: string }> {
  const { tx, at, newId, audit } = scope;
  const product = await requireProduct(tx, ref);
  requireNoPatientData("the hazard", written);
  requireNoPatientData("the answers", given);
  const content = writtenHazard(written);
  if (isRefused(content)) throw new AppError("invalid-input", content.refused);
  const number = await tx.products.takeNumbers(product.id, "hazard", 1);
  const [id, hash] = [newId(), hazardHash(content)];
  await tx.hazards.add({ id, number, product: product.id, suggestion: null }, at);
  const by = personOf(scope, as);
  const answers = toAnswers(given, { added: written.controls.length, taken: 0 });
  const decision = toDecision({
    ...{ id: newId(), verb: "add", hazard: id, by, at },
    text: withSideEffects(text, answers),
    controls: answers.map(({ control }) => control),
  });
  await tx.decisions.add(decision);
  await tx.hazards.addVersion({ hazard: id, content, hash, decision: decision.id, at });
  await audit({
    action: "hazard.add",
    subject: { kind: "hazard", id, ref: `H-${number}` },
    product: product.id,
    details: { decision: decision.id, record: decisionHash(decision), content: hash },
  });
  return { hazard: await requireHazard(tx, id), decision: decision.id };
}
