import type { FoundPlaces } from "../../app/tombstone/find.ts";
import { problemAt, type Problem } from "./frame.ts";
import { count } from "./words.ts";

export type TombstonePage = {
  readonly product: string;
  readonly text: string;
  readonly reason: string;
  readonly key: string;
  readonly textProblem: string | null;
  readonly reasonProblem: string | null;
  /** What was found; null before anything was looked for. */
  readonly found: {
    readonly seen: string;
    readonly sentence: string;
    readonly places: readonly { readonly ref: string; readonly times: string }[];
  } | null;
};

/** The page on which unlawful text is looked for, shown where it stands, and taken out. */
export const presentTombstone = (
  product: string,
  text: string,
  reason: string,
  key: string,
  found: FoundPlaces | null,
  problems: readonly Problem[] = [],
): TombstonePage => ({
  product,
  text,
  reason,
  key,
  textProblem: problemAt(problems, "text"),
  reasonProblem: problemAt(problems, "reason"),
  found:
    found === null
      ? null
      : {
          seen: found.seen,
          sentence: `It stands in ${count(found.places.length, "place")}.`,
          places: found.places.map(({ ref, occurrences }) => ({
            ref,
            times: count(occurrences, "time"),
          })),
        },
});
