import type { Account } from "../actor/actor.ts";

/** How near a person found their own view to the suggestion, once it was shown. */
export const agreements = ["same", "partly", "different"] as const;
export type Agreement = (typeof agreements)[number];

/** Characters of an own view: long enough to say something, short enough to be written in a minute. */
export const [minViewLength, maxViewLength] = [10, 2_000] as const;

/** What a person thought could go wrong before a suggestion was opened to them. */
export type OwnView = {
  readonly id: string;
  readonly suggestion: string;
  readonly by: Account;
  readonly at: string;
  readonly text: string;
  /** The newest that was said of it; null before anything was. */
  readonly agreement: {
    readonly agreement: Agreement;
    readonly text: string | null;
    readonly at: string;
  } | null;
};

export type AgreementCounts = Readonly<Record<Agreement | "unsaid", number>>;

/** How many views were found how near; of those still unsaid nothing is assumed. */
export function countAgreements(views: readonly Pick<OwnView, "agreement">[]): AgreementCounts {
  const counts = { same: 0, partly: 0, different: 0, unsaid: 0 };
  for (const { agreement } of views) counts[agreement?.agreement ?? "unsaid"] += 1;
  return counts;
}
