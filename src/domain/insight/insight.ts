import { z } from "zod";
import { drafterKinds } from "../draft/say-drafter.ts";
import { lenses } from "../facet/kinds.ts";
import { rejectCodes } from "../suggestion/suggestion.ts";
import { editedFields } from "./words-changed.ts";

/** What stands about a suggestion: `edit` is accepted in other words, `add-cause` as causes of a hazard. */
export const outcomes = ["accept", "edit", "add-cause", "merge", "reject", "defer"] as const;
export type Outcome = (typeof outcomes)[number];

/** Who drafted: rules, a language model by its name, or rules in place of a model that did not answer. */
const $Drafted = z.strictObject({
  kind: z.enum(drafterKinds),
  model: z.string().nullable(),
});
export type Drafted = z.infer<typeof $Drafted>;

const $count = z.int().nonnegative();

/** Suggestions by what stands about them now. */
const tally = {
  /** How many there are of each; `decisions` is their sum. */
  stands: z.strictObject({
    accept: $count,
    edit: $count,
    "add-cause": $count,
    merge: $count,
    reject: $count,
    defer: $count,
  } satisfies Record<Outcome, z.ZodType>),
  decisions: $count,
  /** Nothing was decided about them, or it was undone. */
  waiting: $count,
  /** Decisions that were taken back: none of them is among those that stand. */
  undone: $count,
} as const;
const $Tally = z.strictObject(tally);
export type Tally = z.infer<typeof $Tally>;

/** Of several numbers: the one in the middle (the lower of two), and the largest. */
const $Spread = z.strictObject({ middle: $count, most: $count });
export type Spread = z.infer<typeof $Spread>;

export const agreements = ["same", "partly", "different"] as const;
export type Agreement = (typeof agreements)[number];

/** Counts of what people decided. They are about drafts and lenses, never about one person or about time. */
export const $Insight = z.strictObject({
  all: $Tally,
  drafters: z.array($Drafted.extend(tally)),
  lenses: z.array(z.strictObject({ lens: z.enum(lenses), ...tally })),
  /** Reasons of the rejections that stand, the most frequent first. */
  reasons: z.array(z.strictObject({ reason: z.enum(rejectCodes), rejections: $count })),
  edits: z.strictObject({
    /** Accepted as a hazard, in the drafted or in other words. */
    accepted: $count,
    edited: $count,
    /** The newest of the edited, whose words were counted. */
    counted: $count,
    /** Words changed of a whole suggestion; null where none was edited. */
    words: $Spread.nullable(),
    fields: z.array(
      z.strictObject({ field: z.enum(editedFields), edited: $count, words: $Spread }),
    ),
  }),
  ownViews: z.strictObject({
    /** Views that a person wrote before the suggestion was opened to them. */
    written: $count,
    /** Of these, compared with the suggestion once it was shown; the newest comparison counts. */
    compared: $count,
    agreement: z.strictObject({
      same: $count,
      partly: $count,
      different: $count,
    } satisfies Record<Agreement, z.ZodType>),
    /** What stands about suggestions of which somebody wrote a view first, and about all others. */
    first: $Tally,
    others: $Tally,
  }),
});
export type Insight = z.infer<typeof $Insight>;
