import type { Hazard } from "../../domain/hazard/hazard.ts";
import type { RejectedDraft } from "../../domain/hazard/left-out.ts";
import type { HazardPage } from "../../domain/hazard/workbook/build-book.ts";
import type { Tx } from "../ports.ts";

/** Hazards read at a time: a log of thousands never stands in memory whole. */
const pageSize = 200;

const suggestionsIn = (hazards: readonly Hazard[]): string[] => [
  ...new Set(
    hazards.flatMap(({ origin, causes, controls }) => [
      ...(origin.suggestion === null ? [] : [origin.suggestion]),
      ...[...causes, ...controls].flatMap(({ from }) => (from === null ? [] : [from.suggestion])),
    ]),
  ),
];

const numberOf = ({ ref }: Hazard): number => Number(ref.slice("H-".length));

/** The log of a product in order of number, with the references of the suggestions that it names. */
export async function* readLog(tx: Tx, product: string): AsyncGenerator<HazardPage> {
  let after = 0;
  for (;;) {
    const hazards = await tx.hazards.page(product, after, pageSize);
    const last = hazards.at(-1);
    if (last === undefined) return;
    const rows = await tx.queue.rows(suggestionsIn(hazards));
    yield { hazards, refs: new Map(rows.map(({ id, ref }) => [id, ref])) };
    if (hazards.length < pageSize) return;
    after = numberOf(last);
  }
}

/** Drafts that stand rejected, with who rejected each and why. */
export async function readRejected(tx: Tx, product: string): Promise<RejectedDraft[]> {
  const suggestions = await tx.suggestions.list({ product, state: "rejected" });
  const newest = new Map((await tx.decisions.newest(product)).map((one) => [one.suggestion, one]));
  return suggestions.flatMap(({ id, ref, content }) => {
    const decision = newest.get(id);
    if (decision === undefined) return [];
    const { reason, text, by, at } = decision;
    return [{ ref, hazard: content.hazard, code: reason ?? "", text: text ?? "", by: by.name, at }];
  });
}
