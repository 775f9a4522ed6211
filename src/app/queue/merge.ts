import { z } from "zod";
import { decisionHash } from "../../domain/audit/record-hash.ts";
import { AppError } from "../errors.ts";
import { requireNoPatientData } from "../free-text.ts";
import type { Decision } from "../../domain/decision/decision.ts";
import type { Suggestion } from "../records.ts";
import { requireHazard, requireSuggestion } from "../require.ts";
import { requireSeen } from "../seen.ts";
import { write, type Scope } from "../use-case.ts";
import { requireOpened } from "../view/withhold.ts";
import { decisionInput, moveOn, recordDecision, requireDecidable, textOrNull } from "./decide.ts";
import { requireNothingMerged } from "./merged.ts";

/** A suggestion, or a hazard, that the merged one says nothing new beside. */
type Into = { kind: "suggestion" | "hazard"; id: string; ref: string; hash: string };

/**
 * Puts a suggestion under another one, or under a hazard, that describes the same situation. Nothing
 * of it enters the log: what it adds to a hazard is added as a cause.
 */
export const mergeSuggestion = write({
  summary: "Merging a suggestion",
  right: "decide",
  needsPerson: true,
  $input: z.strictObject({
    ...decisionInput,
    /** `S-3` or `H-2`, of the same product. */
    into: z.string(),
    /** Hash of that, where it was shown too: without it nothing is recorded as shown of it. */
    intoSeen: z.string().optional(),
    text: z.string().trim().max(4000).optional(),
  }),
  async run(scope, input): Promise<Decision> {
    const suggestion = await requireDecidable(scope, input, "merge");
    const text = textOrNull(input.text);
    requireNoPatientData("the reason", text);
    await requireNothingMerged(scope.tx, suggestion, "Merging");
    const into = await requireInto(scope, input.into, suggestion);
    if (input.intoSeen !== undefined) requireSeen(into.ref, into.hash, input.intoSeen);
    const intoSeen = input.intoSeen === undefined ? null : into.hash;
    await moveOn(scope, suggestion, "merge");
    const decision = await recordDecision(scope, "merge", suggestion, input.as, {
      text,
      ...(into.kind === "suggestion"
        ? { into: into.id, intoSeen }
        : { hazard: into.id, hazardSeen: intoSeen }),
    });
    await scope.audit({
      action: "suggestion.merge",
      subject: { kind: "suggestion", id: suggestion.id, ref: suggestion.ref },
      product: suggestion.product,
      details: {
        decision: decision.id,
        record: decisionHash(decision),
        seen: suggestion.hash,
        into: into.ref,
        intoSeen,
        intoContent: into.hash,
      },
    });
    return decision;
  },
});

async function requireInto(scope: Scope, ref: string, from: Suggestion): Promise<Into> {
  const { tx } = scope;
  const [byId] = await tx.hazards.find(ref, from.product);
  if (byId !== undefined || /^(?:.*\/)?H-[0-9]+$/iu.test(ref)) {
    const hazard = byId ?? (await requireHazard(tx, ref, from.product));
    requireSameProduct(hazard, from);
    if (hazard.status === "withdrawn") {
      throw new AppError(
        "conflict",
        `${hazard.ref} is withdrawn: merge ${from.ref} into what stands.`,
      );
    }
    return { kind: "hazard", ...hazard };
  }
  const into = await requireSuggestion(tx, ref, from.product);
  requireSameProduct(into, from);
  if (into.id === from.id) {
    throw new AppError("invalid-input", `${from.ref} cannot be merged into itself.`);
  }
  await requireOpened(scope, into);
  if (into.state === "merged" || into.state === "rejected") {
    throw new AppError(
      "conflict",
      `${into.ref} is ${into.state}, so that ${from.ref} would be lost with it: merge it into what waits or stands in the log.`,
    );
  }
  return { kind: "suggestion", ...into };
}

function requireSameProduct(into: { ref: string; product: string }, from: Suggestion): void {
  if (into.product === from.product) return;
  throw new AppError("invalid-input", `${into.ref} is of another product than ${from.ref}.`);
}
