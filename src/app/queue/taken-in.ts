import { situationKey } from "../../domain/candidate/candidate.ts";
import { isSameMechanism } from "../../domain/candidate/merge.ts";
import type { Suggestion } from "../records.ts";
import { withheldFrom, type Asking } from "../view/withhold.ts";

/** A draft that a run joined into a suggestion, as its page names it. */
export type TakenInLine = {
  /** The prior hazard or answer that it was drafted from: by this it is asked for by itself. */
  readonly entry: string;
  /** Null where it is a suggestion by itself of which the reader writes their own view first. */
  readonly hazard: string | null;
  /** Causes of it that the suggestion has no room for. */
  readonly causesLeft: readonly string[];
  /** Reference of the suggestion that it is by itself; null where it is none. */
  readonly suggestion: string | null;
};

export async function readTakenIn(
  scope: Asking,
  { id, product, content }: Suggestion,
): Promise<TakenInLine[]> {
  const { tx } = scope;
  const taken = (await tx.suggestions.takenIn(id)).map((one) => ({
    ...one,
    situation: situationKey(one.content, one.origin),
  }));
  const known = await tx.suggestions.bySituation(
    product,
    taken.map(({ situation }) => situation),
  );
  const others = known.filter((one) => one.id !== id);
  const withheld = await withheldFrom(
    scope,
    others.map((one) => one.id),
  );
  return taken.map(({ origin, situation, content: own }) => {
    const itself = others.findLast((one) => one.situation === situation);
    const isWithheld = itself !== undefined && withheld.has(itself.id);
    const left = own.causes.filter(
      ({ text }) => !content.causes.some((cause) => isSameMechanism(cause.text, text)),
    );
    return {
      entry: origin.entry,
      hazard: isWithheld ? null : own.hazard,
      causesLeft: isWithheld ? [] : left.map(({ text }) => text),
      suggestion: itself?.ref ?? null,
    };
  });
}
