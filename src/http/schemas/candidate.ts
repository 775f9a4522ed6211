import { z } from "@hono/zod-openapi";
import {
  $Candidate as $DomainCandidate,
  $CandidateControl,
} from "../../domain/candidate/candidate.ts";
import { $Struck } from "../../domain/candidate/draft.ts";
import { $Questions } from "./product.ts";
import { $RunFacts } from "./run.ts";
import { $Hash } from "./fields.ts";
import { named } from "./named.ts";

const { clinicallyReviewed: _reviewed, controls: _controls, ...shared } = $DomainCandidate.shape;
const { actsOn, worksIf, ...control } = $CandidateControl.shape;

export const $Candidate = named($DomainCandidate, "Candidate");

/** A candidate with the keys of `identify --json`. */
const $PresentedCandidate = z
  .strictObject({
    rank: z.int().min(1),
    id: z.uuid(),
    ref: z.string(),
    hash: $Hash.openapi({ description: "of exactly this content: what a decision on it names" }),
    existing: z.string().nullable().openapi({
      description: "the suggestion or hazard that was there already; null when this one is new",
    }),
    ...shared,
    controls: z.array(z.strictObject({ ...control, acts_on: actsOn, works_if: worksIf })),
  })
  .openapi("IdentifiedCandidate");

export const $IdentifyResult = z
  .strictObject({
    product: z.strictObject({
      id: z.uuid(),
      slug: z.string(),
      name: z.string(),
      version: z.int().min(1),
    }),
    run: $RunFacts,
    questions: $Questions,
    candidates: z.array($PresentedCandidate),
    refused: z.int().nonnegative(),
    struck: named($Struck, "Struck").openapi({
      description: "taken out of a language model's answers because it holds nowhere",
    }),
    withheld: z
      .array(z.strictObject({ rank: z.int().min(1), id: z.uuid(), ref: z.string() }))
      .openapi({ description: "candidates that you are asked for your own view of first" }),
    leftOut: z.int().nonnegative(),
  })
  .openapi("IdentifyResult");
