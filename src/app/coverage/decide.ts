import { z } from "zod";
import { coverageHash } from "../../domain/audit/record-hash.ts";
import type { CoverageDecision, CoverageVerb } from "../../domain/coverage/coverage.ts";
import type { Vocabulary } from "../../domain/facet/vocabulary.ts";
import { countWords } from "../../domain/text/words.ts";
import { AppError } from "../errors.ts";
import { requireNoPatientData } from "../free-text.ts";
import { holdProduct } from "../hazard/hold.ts";
import { personOf } from "../person.ts";
import { requireProduct } from "../require.ts";
import { requireSeen } from "../seen.ts";
import type { Scope } from "../use-case.ts";
import { readCoverage, type ShownPlace } from "./read.ts";
import { requirePlace } from "./require.ts";

/** A reason of fewer words says nothing that anybody could check later. */
const minReasonWords = 3;

export const $placeDecision = z.strictObject({
  product: z.string(),
  /** Key of the place. */
  cell: z.string(),
  reason: z
    .string()
    .trim()
    .max(4000)
    .refine((reason) => countWords(reason) >= minReasonWords, {
      error: "expected why, in a few words",
    }),
  /** Hash of the place as it was shown; never defaulted. */
  seen: z.string().optional(),
  as: z.string().optional(),
});

/** Records what a person decided about a place that they were shown, where `refuse` finds nothing against it. */
export async function decidePlace(
  vocabulary: Vocabulary,
  scope: Scope,
  verb: CoverageVerb,
  input: z.infer<typeof $placeDecision>,
  refuse: (place: ShownPlace) => string | null,
): Promise<CoverageDecision> {
  const { tx, at, newId, audit } = scope;
  const product = await requireProduct(tx, input.product);
  await holdProduct(tx, product.id);
  const coverage = await readCoverage(tx, vocabulary, product);
  const place = requirePlace(coverage, input.cell);
  requireSeen(`the place ${place.key}`, place.seen, input.seen);
  const against = refuse(place);
  if (against !== null) throw new AppError("conflict", `${against} Nothing was changed.`);
  requireNoPatientData("the reason", input.reason);
  const decision: CoverageDecision = {
    id: newId(),
    product: product.id,
    productVersion: coverage.version,
    cell: place.key,
    verb,
    reason: input.reason,
    by: personOf(scope, input.as),
    at,
  };
  await tx.coverage.add(decision);
  await audit({
    action: `coverage.${verb}`,
    subject: { kind: "place", id: `${product.id} ${place.key}`, ref: place.key },
    product: product.id,
    details: {
      coverage: decision.id,
      record: coverageHash(decision),
      seen: place.seen,
      version: coverage.version,
    },
  });
  return decision;
}

/** Who decided it, and when, in words that follow “by”. */
export const sayWho = ({ by, at }: CoverageDecision): string =>
  `${by.name} on ${at.slice(0, 10)} at ${at.slice(11, 16)} UTC`;
