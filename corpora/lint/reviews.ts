import { z } from "zod";
import type { BankEntry } from "../../src/domain/bank/entry.ts";

const answer = z.enum(["yes", "no"]);
const questions = ["keep", "oneSituation", "causesBringItAbout", "controlsReal"] as const;

/** What somebody who did not write an entry said of one version of it (corpora/bank-reviews/rubric.md). */
const $Verdict = z
  .strictObject({
    id: z.string(),
    version: z.int().min(1),
    keep: answer,
    oneSituation: answer,
    causesBringItAbout: answer,
    controlsReal: answer,
    /** What would mend it; needed where an answer is no. */
    why: z.string().trim().min(10).optional(),
    /** No reason to reject. */
    wish: z.string().trim().min(5).optional(),
  })
  .refine((verdict) => !isRejected(verdict) || verdict.why !== undefined, {
    error: "expected why, since an answer is no",
  });
export const $ReviewFile = z.strictObject({
  area: z.string(),
  reviewed: z.iso.date(),
  reviewer: z.string().min(5),
  verdicts: z.array($Verdict),
});
export type ReviewFile = z.infer<typeof $ReviewFile>;

/** One no rejects. */
const isRejected = (verdict: Readonly<Record<(typeof questions)[number], string>>): boolean =>
  questions.some((question) => verdict[question] === "no");

/** Of twenty entries of an area, or of all where it has fewer, fewer than this many may be rejected. */
const tooMany = { of: 20, rejected: 2 };

/**
 * Entries whose version nobody judged, and areas of which too many are rejected as they stand: the newest
 * verdict on an entry counts.
 */
export function checkReviews(
  areas: ReadonlyMap<string, readonly BankEntry[]>,
  files: readonly ReviewFile[],
): string[] {
  const newest = new Map(
    files.flatMap(({ verdicts }) =>
      verdicts.toSorted((a, b) => a.version - b.version).map((one) => [one.id, one] as const),
    ),
  );
  return [...areas].flatMap(([area, entries]) => {
    const unread = entries.filter(({ id, version }) => newest.get(id)?.version !== version);
    const rejected = entries.filter(({ id }) => {
      const verdict = newest.get(id);
      return verdict !== undefined && isRejected(verdict);
    });
    const share = rejected.length / entries.length;
    return [
      ...unread.map(
        ({ id, version }) =>
          `${id}, version ${version} was reviewed by nobody: a verdict belongs into corpora/bank-reviews/${area}.yaml.`,
      ),
      ...(rejected.length >= tooMany.rejected && share >= tooMany.rejected / tooMany.of
        ? [
            `${area}: ${rejected.length} of ${entries.length} are rejected, expected fewer than ${tooMany.rejected} of ${tooMany.of}: ${rejected.map(({ id }) => id).join(", ")}.`,
          ]
        : []),
    ];
  });
}
