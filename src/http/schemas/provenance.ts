import { z } from "@hono/zod-openapi";
import { confidentialities } from "../../domain/bank/entry.ts";
import { $Candidate as $DomainCandidate, nearnessWords } from "../../domain/candidate/candidate.ts";
import { $HazardContent as $DomainContent, hazardStatuses } from "../../domain/hazard/content.ts";
import {
  $RiskEvaluation as $DomainEvaluation,
  $RiskScore as $DomainScore,
} from "../../domain/hazard/hazard.ts";
import { itemKinds } from "../../domain/provenance/about.ts";
import { $ProvDocument as $DomainProv } from "../../domain/provenance/prov/document.ts";
import { audiences, provenanceFormat } from "../../domain/provenance/record.ts";
import { callOutcomes } from "../../domain/run/call.ts";
import { runStates, allSteps } from "../../domain/run/step.ts";
import { suggestionStates } from "../../domain/suggestion/suggestion.ts";
import { $AuditEvent } from "./audit.ts";
import { $BankEntry } from "./bank.ts";
import { $Candidate } from "./candidate.ts";
import { $Hash, $Moment, $ProductRef } from "./fields.ts";
import { named, orNull } from "./named.ts";
import { $Product } from "./product.ts";
import { $RunStep } from "./run.ts";
import { $Decision } from "./suggestion.ts";

export const provenanceFormats = ["json", "prov", "story"] as const;

const number = z.int().min(1);
const asked = z.coerce.number().int().min(1);

export const $ProvenanceQuery = z.strictObject({
  product: $ProductRef.optional(),
  cause: asked.optional().openapi({ description: "only this cause of the hazard named" }),
  control: asked.optional().openapi({ description: "only this control of the hazard named" }),
  format: z.enum(provenanceFormats).optional().openapi({
    description:
      "json (the default), prov (PROV-JSON) or story (plain text); without it, Accept decides",
  }),
  audience: z.enum(audiences).optional().openapi({
    description:
      "outside (the default) withholds the texts of bank entries that may not leave, and counts them",
  }),
});

export const $ProvenanceRef = z.string().min(1).max(200).openapi({
  description:
    "S-17, H-3, one cause or control as H-3/cause-2 (its slash written %2F), each with its product before it where it needs one, or an id",
  example: "H-3",
});

const $Withheld = z
  .enum(["withheld: product-only", "withheld: organisation", "withheld: not in the bank"])
  .nullable()
  .openapi({ description: "why the text is not here; null when it is" });

const $Prompt = z.strictObject({ id: z.string(), version: number, hash: $Hash });
const keys = z.array(z.string());

const $Called = z
  .strictObject({
    key: z.string().openapi({ description: "what it asks about", example: "draft-function F2" }),
    step: z.enum(allSteps),
    prompt: $Prompt,
    model: z.string(),
    sentTo: z.string(),
    requestHash: $Hash,
    replyHash: $Hash.nullable().openapi({ description: "null where no answer came" }),
    outcome: z.enum(callOutcomes),
    startedAt: $Moment,
    finishedAt: $Moment,
  })
  .openapi("ProvenanceCall");

const $Asked = z
  .strictObject({
    drafted: keys.openapi({
      description: "whose answers drafted it: its own first, then those of drafts merged into it",
    }),
    standsInFor: z.string().nullable().openapi({
      description: "the one without an answer of use, in whose place rules drafted it",
    }),
    whole: z.array(z.strictObject({ ...$Prompt.shape, keys })).openapi({
      description: "those about the product or many drafts at once that it was part of, by task",
    }),
  })
  .openapi("ProvenanceAsked");

const $RunFacts = z
  .strictObject({
    id: z.uuid(),
    ref: z.string(),
    productVersion: z.uuid(),
    state: z.enum(runStates),
    limit: number,
    since: number.nullable(),
    cells: z.array(z.string()).nullable(),
    startedAt: $Moment,
    startedBy: z.string(),
    pipeline: z.string(),
    drafter: z.string(),
    embedder: z.string(),
    embedderArtefact: z.string().nullable(),
    bankHash: z.union([$Hash, z.literal("none")]),
    sentTo: z.string().nullable(),
    steps: z.array($RunStep),
    calls: z.array($Called).optional().openapi({
      description:
        "questions to a language model that what is told here rests on; absent where rules drafted the run",
    }),
  })
  .openapi("ProvenanceRun");

const $Prior = z
  .strictObject({
    id: z.string(),
    version: number,
    nearness: z.enum(nearnessWords),
    hash: $Hash.nullable(),
    confidentiality: z.enum(confidentialities).nullable(),
    entry: orNull($BankEntry),
    withheld: $Withheld,
  })
  .openapi("ProvenancePrior");

const $Suggested = z
  .strictObject({
    id: z.uuid(),
    ref: z.string(),
    run: z.uuid(),
    productVersion: z.uuid(),
    rank: number,
    state: z.enum(suggestionStates),
    hash: $Hash,
    cell: z.string(),
    drafter: $DomainCandidate.shape.drafter,
    asked: $Asked.optional().openapi({
      description: "by keys of the run's calls; absent where rules drafted the run",
    }),
    content: orNull($Candidate),
    withheld: $Withheld,
    prior: z.array($Prior),
  })
  .openapi("ProvenanceSuggestion");

const $Logged = z
  .strictObject({
    id: z.uuid(),
    ref: z.string(),
    status: z.enum(hazardStatuses),
    suggestion: z.uuid().nullable(),
    versions: z.array(
      z.strictObject({
        version: number,
        hash: $Hash,
        decision: z.uuid(),
        at: $Moment,
        content: orNull(named($DomainContent, "HazardContent")),
      }),
    ),
    scores: z.array(named($DomainScore, "RiskScore")),
    evaluations: z.array(named($DomainEvaluation, "RiskEvaluation")),
  })
  .openapi("ProvenanceHazard");

const { causes, controls } = $DomainContent.shape;
const $Item = z
  .strictObject({
    kind: z.enum(itemKinds),
    number,
    history: z.array(
      z.strictObject({
        version: number,
        decision: z.uuid(),
        what: z.enum(["added", "changed", "removed"]),
        now: z.union([causes.element, controls.element, z.null()]),
      }),
    ),
    linked: z
      .array(number)
      .openapi({ description: "controls that act on a cause, or causes that a control acts on" }),
  })
  .openapi("ProvenanceItem");

const count = z.int().nonnegative();
export const $Provenance = z
  .strictObject({
    format: z.literal(provenanceFormat),
    about: z.strictObject({
      kind: z.enum(["suggestion", "hazard", ...itemKinds]),
      ref: z.string(),
    }),
    audience: z.enum(audiences),
    withheld: z.strictObject({ entries: count, suggestions: count, words: count }),
    product: $Product,
    descriptions: z.array(z.strictObject({ id: z.uuid(), number, hash: $Hash })),
    runs: z.array($RunFacts),
    suggestions: z.array($Suggested),
    decisions: z.array($Decision),
    hazards: z.array($Logged),
    item: orNull($Item),
    mentioned: z.array(z.strictObject({ id: z.uuid(), ref: z.string() })),
    events: z.array($AuditEvent),
  })
  .openapi("Provenance");

export const $ProvDocument = named($DomainProv, "ProvDocument");
