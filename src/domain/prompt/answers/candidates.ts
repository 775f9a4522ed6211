import { z } from "zod";
import { causeKinds, conditions, controlOwners, controlTypes } from "../../bank/entry.ts";
import { maxCauses, maxControls } from "../../candidate/candidate.ts";
import { guideWords } from "../../facet/kinds.ts";
import { $line, $quote, $title } from "./parts.ts";

/** More than this in one answer is padding, or a model that does not stop. */
const maxDrafted = 40;

const $DraftedCause = z.strictObject({ text: $line, kind: z.enum(causeKinds) });

const $DraftedControl = z.strictObject({
  text: $line,
  type: z.enum(controlTypes),
  owner: z.enum(controlOwners),
  /** Numbers of the causes it acts on, counted from 1. */
  actsOn: z.array(z.int().min(1).max(maxCauses)).min(1).max(maxCauses),
  worksIf: $line,
  /** The words of the description that say it is there; null for a proposed one. */
  stated: $quote.nullable(),
});

/**
 * A candidate as a model words it: without a place for a score, and with nothing yet found to hold.
 * Quotes come first, so that the hazard is written from them.
 */
export const $DraftedCandidate = z.strictObject({
  /** Key of the cell it answers, as it was given. */
  cell: z.string().trim().min(1).max(120),
  guideWord: z.enum(guideWords),
  condition: z.enum(conditions),
  /** The function and step it arises in; empty for what no single one holds. */
  step: z.string().trim().max(200),
  quotes: z.array($quote).max(5),
  /** Ids of prior hazards, as they were given. */
  citations: z.array(z.string().trim().min(1).max(120)).max(8),
  title: $title,
  hazard: $line,
  effect: $line,
  harm: $line,
  exposed: z.string().trim().max(400),
  causes: z.array($DraftedCause).min(1).max(maxCauses),
  controls: z.array($DraftedControl).max(maxControls),
  assumptions: z.array($line).max(6),
});
export type DraftedCandidate = z.infer<typeof $DraftedCandidate>;

/** What every prompt that drafts answers with. */
export const $DraftedCandidates = z.strictObject({
  candidates: z.array($DraftedCandidate).max(maxDrafted),
});
