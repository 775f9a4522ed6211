import type { Struck } from "../../domain/candidate/draft.ts";
import type { Product } from "../../domain/product/product.ts";
import type { Question } from "../../domain/profile/profile.ts";
import type { Run } from "../records.ts";
import type { Outputs } from "./outputs.ts";

/** A candidate as `identify --json` writes it. */
export type PresentedCandidate = ReturnType<typeof presentCandidate>;
export type IdentifyResult = {
  readonly product: {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly version: number;
  };
  readonly run: Pick<
    Run,
    "id" | "ref" | "since" | "cells" | "drafter" | "embedder" | "pipeline" | "bankHash"
  >;
  readonly questions: readonly Question[];
  readonly candidates: readonly PresentedCandidate[];
  /** Candidates that are not among them: the person writes their own view of these first. */
  readonly withheld: readonly Pick<PresentedCandidate, "rank" | "id" | "ref">[];
  /** Drafts that a check refused; the run keeps them with the reasons. */
  readonly refused: number;
  /** What code took out of a language model's answers because it holds nowhere. */
  readonly struck: Struck;
  /** Candidates below the relevance floor or beyond the limit. */
  readonly leftOut: number;
};

function presentCandidate(
  { rank, id, ref, hash, existing }: Outputs["queue"][number],
  content: Outputs["rank"][number]["content"],
) {
  return {
    rank,
    id,
    ref,
    hash,
    title: content.title,
    hazard: content.hazard,
    effect: content.effect,
    harm: content.harm,
    exposed: content.exposed,
    causes: content.causes,
    controls: content.controls.map(({ text, type, owner, basis, actsOn, worksIf, span }) => ({
      text,
      type,
      owner,
      basis,
      acts_on: actsOn,
      works_if: worksIf,
      span,
    })),
    cell: content.cell,
    function: content.function,
    lens: content.lens,
    condition: content.condition,
    assumptions: content.assumptions,
    untailored: content.untailored,
    existing,
    evidence: content.evidence,
    drafter: content.drafter,
    ...(content.joined === undefined ? {} : { joined: content.joined }),
  };
}

function sumStruck(all: readonly (Struck | undefined)[]): Struck {
  const sum = { quotes: 0, citations: 0, mechanisms: 0 };
  for (const struck of all) {
    sum.quotes += struck?.quotes ?? 0;
    sum.citations += struck?.citations ?? 0;
    sum.mechanisms += struck?.mechanisms ?? 0;
  }
  return sum;
}

export function presentRun(
  product: Product,
  version: number,
  run: Run,
  outputs: Outputs,
  withheld: ReadonlySet<string>,
): IdentifyResult {
  const { id, ref, since, cells, drafter, embedder, pipeline, bankHash } = run;
  return {
    product: { id: product.id, slug: product.slug, name: product.name, version },
    run: { id, ref, since, cells, drafter, embedder, pipeline, bankHash },
    questions: outputs.profile.questions,
    candidates: outputs.queue.flatMap((queued, i) => {
      const content = outputs.rank[i]?.content;
      return content === undefined || withheld.has(queued.id)
        ? []
        : [presentCandidate(queued, content)];
    }),
    withheld: outputs.queue
      .filter(({ id }) => withheld.has(id))
      .map(({ rank, id, ref }) => ({ rank, id, ref })),
    refused: outputs.check.refused.length,
    struck: sumStruck(outputs.check.checked.map(({ struck }) => struck)),
    leftOut: outputs.merge.length - outputs.rank.length,
  };
}
