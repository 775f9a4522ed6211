import { batchFrom, findBatches, wordsShown, type Batch } from "../../domain/time/second-look.ts";
import type { SuggestionVerb } from "../../domain/suggestion/suggestion.ts";
import type { OwnDecision } from "../records.ts";
import type { Scope } from "../use-case.ts";

const dayMs = 24 * 60 * 60 * 1_000;
/** More than any suggestion takes to read: what took longer needs no counting of words. */
const mostWords = 2_000;
/** Putting off and taking back judge nothing. */
const judging: ReadonlySet<SuggestionVerb> = new Set(["accept", "add-cause", "reject", "merge"]);

/** Own decisions of the last day that followed each other faster than they can be read. */
export async function findOwnBatches(
  { tx, at }: Pick<Scope, "tx" | "at">,
  account: string,
): Promise<Batch<OwnDecision>[]> {
  const since = new Date(Date.parse(at) - dayMs).toISOString();
  const recent = await tx.openings.decided(account, since);
  const undone = new Set(recent.filter(({ verb }) => verb === "undo").map((d) => d.suggestion));
  const judged = recent.filter(
    // Opened again since, or taken back: it was looked at a second time.
    ({ verb, suggestion, at: when, openedAt }) =>
      judging.has(verb) && !undone.has(suggestion) && (openedAt === null || openedAt <= when),
  );
  if (judged.length < batchFrom) return [];
  const fast = findBatches(judged.map((made) => ({ ...made, words: mostWords })));
  const ids = fast.flatMap(({ decisions }) => decisions.map(({ suggestion }) => suggestion));
  const read = await tx.suggestions.withIds([...new Set(ids)]);
  const words = new Map(read.map(({ id, content }) => [id, wordsShown(content)]));
  const counted = judged.map((made) => ({ ...made, words: words.get(made.suggestion) ?? 0 }));
  return findBatches(counted).map(({ decisions, seconds }) => ({
    seconds,
    decisions: decisions.map(({ words: _words, ...made }) => made),
  }));
}
