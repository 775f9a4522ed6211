import { situationKey } from "../../domain/candidate/candidate.ts";
import { relevanceOf } from "../../domain/candidate/rank.ts";
import { floorOfRun } from "../../domain/draft/look-again.ts";
import type { Tx } from "../ports.ts";
import type { DraftMarks, LeftOut, Run } from "../records.ts";
import { maxLimit } from "./limit.ts";
import { readDrafterName } from "./model/name.ts";
import { $outputs } from "./outputs.ts";

/** A candidate that is relevant enough, and that nothing but the limit of a run kept out of the queue. */
export type Beyond = DraftMarks & {
  readonly title: string;
  /** Key of its place in the version that the run read. */
  readonly cell: string;
  /** The functions of that place, as the candidate names them. */
  readonly about: string;
  /** Reference of the run. */
  readonly run: string;
};

/** What only the limit of one run kept out, in numbers. */
export type Cut = {
  /** Reference of the run. */
  readonly run: string;
  readonly limit: number;
  readonly beyond: number;
  /** How many of them a run of the same with the highest limit brings; 0 where there is none of the same. */
  readonly more: number;
};

/** A run of a language model is not had again: it would word and order everything anew. */
export function countCut(
  { ref, limit, drafter }: Run,
  beyond: readonly Beyond[],
  isLatest: boolean,
): Cut {
  const own = beyond.filter(({ run }) => run === ref).length;
  const isAgain = isLatest && readDrafterName(drafter) === null;
  return { run: ref, limit, beyond: own, more: isAgain ? Math.min(own, maxLimit - limit) : 0 };
}

const keyOf = ({ hazard, bank, origin }: LeftOut): string =>
  situationKey({ hazard, evidence: { bank: bank.map((id) => ({ id })) } }, origin);

/**
 * What the limits of a product's runs left out, the most relevant of each run first; each situation
 * once, and none that has come into the queue since. Of a run that did not come up to its limit nothing.
 */
export async function findBeyond(
  tx: Tx,
  product: string,
  runs: readonly Run[],
): Promise<readonly Beyond[]> {
  const leftOut = Map.groupBy(await tx.runs.leftOut(runs.map(({ id }) => id)), ({ run }) => run);
  const found = new Map<string, Beyond>();
  for (const run of runs) {
    const own = leftOut.get(run.id) ?? [];
    const profile = own.length === 0 ? null : await tx.runs.output(run.id, "profile");
    if (profile === null) continue;
    const floor = floorOfRun(run, $outputs.profile.parse(JSON.parse(profile)));
    for (const one of own.filter(({ relevance }) => relevanceOf(relevance) >= floor)) {
      const { title, cell, about, nearness, untailored, assumptions } = one;
      const key = keyOf(one);
      if (found.has(key)) continue;
      found.set(key, { title, cell, about, run: run.ref, nearness, untailored, assumptions });
    }
  }
  const told = new Set(await tx.suggestions.situations(product, [...found.keys()]));
  return [...found].filter(([key]) => !told.has(key)).map(([, one]) => one);
}
