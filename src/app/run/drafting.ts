import type { CheckedDraft } from "../../domain/candidate/check.ts";
import type { Draft } from "../../domain/candidate/draft.ts";
import type { MergedDraft } from "../../domain/candidate/merge.ts";
import type { DraftInput } from "../../domain/draft/offline.ts";
import type { Profile } from "../../domain/profile/profile.ts";

/** Which product the run is about, in its own words. */
export type About = { readonly name: string; readonly description: string };

/**
 * What of a run its drafter does in its own way. Whatever it does, code goes over it: drafts are checked
 * before and after the second look, and nothing here writes to the record.
 */
export type Drafting = {
  /** May add to what was read, and takes nothing from it. */
  readProfile(profile: Profile, about: About): Promise<Profile>;
  draft(input: DraftInput, about: About): Promise<readonly Draft[]>;
  /** Looks at drafts that hold once more: adds assumptions, strikes causes; never drops a draft. */
  lookAgain(drafts: readonly CheckedDraft[], about: About): Promise<readonly CheckedDraft[]>;
  /** Joins what tells one situation beyond what words alone show. */
  join(drafts: readonly MergedDraft[]): Promise<readonly MergedDraft[]>;
  /** The same drafts in another order. */
  order(drafts: readonly MergedDraft[], about: About): Promise<readonly MergedDraft[]>;
  /** So many of the first are put to `order`; 0 where it changes nothing. */
  readonly ordered: number;
};

/** By rules alone: what is not drafting is left as it is. */
export const byRules = (
  draft: (input: DraftInput) => Promise<readonly Draft[]> | readonly Draft[],
): Drafting => ({
  readProfile: (profile) => Promise.resolve(profile),
  draft: async (input) => draft(input),
  lookAgain: (drafts) => Promise.resolve(drafts),
  join: (drafts) => Promise.resolve(drafts),
  order: (drafts) => Promise.resolve(drafts),
  ordered: 0,
});
