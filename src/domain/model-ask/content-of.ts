import { $Candidate, type Candidate } from "../candidate/candidate.ts";
import type { Draft } from "../candidate/draft.ts";

/** A draft that reads as a candidate, with its index in the list that it came in. */
export type Listed = { readonly index: number; readonly draft: Draft; readonly content: Candidate };

/** Drafts whose content is a candidate; the others are refused elsewhere, and not asked about. */
export const readable = (drafts: readonly Draft[]): Listed[] =>
  drafts.flatMap((draft, index) => {
    const { data } = $Candidate.safeParse(draft.content);
    return data === undefined ? [] : [{ index, draft, content: data }];
  });
