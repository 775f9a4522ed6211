import { contentHash, situationKey, type Candidate } from "../../domain/candidate/candidate.ts";
import { sameSituation } from "../../domain/candidate/merge.ts";
import { sharedShare, stemSet } from "../../domain/text/likeness.ts";
import type { Suggestion } from "../records.ts";
import type { Scope } from "../use-case.ts";
import { before, type Outputs, type StepContext } from "./outputs.ts";

/** Queues what is new for the product; what is queued or logged already is named and not doubled. */
export async function queueCandidates(
  scope: Scope,
  context: StepContext,
): Promise<Outputs["queue"]> {
  const { tx, at, newId, audit } = scope;
  const { run } = context;
  const ranked = before(context, "rank").map(({ content, origin }, i) => ({
    content,
    rank: i + 1,
    situation: situationKey(content, origin),
    hash: contentHash(content),
    origin: `${origin.cell} ${origin.entry}`,
  }));
  const known = await tx.suggestions.bySituation(
    run.product,
    ranked.map((c) => c.situation),
  );
  const bySituation = new Map(
    known.filter(holdsItsPlace).map((suggestion) => [suggestion.situation, suggestion]),
  );
  const all = await tx.suggestions.list({ product: run.product });
  const told = findTold(all, ranked, run.cells !== null);
  const takenIn = run.cells === null ? new Map<string, Suggestion>() : findTakenIn(all, ranked);
  for (const [situation, suggestion] of [...takenIn, ...told]) {
    if (!bySituation.has(situation)) bySituation.set(situation, suggestion);
  }
  const byHash = new Map(known.map((suggestion) => [suggestion.hash, suggestion]));
  const fresh = ranked.filter((c) => !bySituation.has(c.situation));
  const first = await tx.products.takeNumbers(run.product, "suggestion", fresh.length);
  const added = fresh.map((candidate, i) => ({
    ...candidate,
    id: newId(),
    number: first + i,
    product: run.product,
    productVersion: run.productVersion,
    run: run.id,
    at,
  }));
  await tx.suggestions.add(added);
  await audit({
    action: "run.queue",
    subject: { kind: "run", id: run.id, ref: run.ref },
    product: run.product,
    details: {
      suggestions: added.map(({ number, id, hash }) => ({ ref: `S-${number}`, id, hash })),
    },
  });
  const byOrigin = new Map(added.map((suggestion) => [suggestion.origin, suggestion]));
  const queued: Outputs["queue"] = [];
  for (const { rank, situation, hash, origin } of ranked) {
    const before = byHash.get(hash) ?? bySituation.get(situation);
    const now = byOrigin.get(origin);
    if (before !== undefined) {
      queued.push({
        rank,
        id: before.id,
        ref: before.ref,
        hash,
        existing: await standing(scope, before),
      });
    } else if (now !== undefined) {
      queued.push({ rank, id: now.id, ref: `S-${now.number}`, hash, existing: null });
    }
  }
  return queued;
}

/** Whoever rejected a language model's words has not rejected the prior hazard that it reworded. */
const holdsItsPlace = ({ state, content }: Suggestion): boolean =>
  state !== "rejected" || content.drafter.wordedBy === undefined;

const stillStands: ReadonlySet<Suggestion["state"]> = new Set(["pending", "deferred", "accepted"]);

type Ranked = { readonly situation: string; readonly content: Candidate };

/**
 * Suggestions that stand and tell, in other words, what a candidate tells, by the candidate's key: a language model
 * words one situation anew each time. Two that each draft a prior hazard as a whole are told apart by it, but
 * where `always`: a run over a few cells does not see what it would have been merged with.
 */
function findTold(
  all: readonly Suggestion[],
  candidates: readonly Ranked[],
  always: boolean,
): ReadonlyMap<string, Suggestion> {
  const isWorded = (situation: string): boolean => always || situation.startsWith("words:");
  // What was rejected or merged away says nothing of a situation that is merely alike.
  const open = all.filter(({ state }) => stillStands.has(state));
  const standing = open.map((suggestion) => ({
    suggestion,
    worded: isWorded(suggestion.situation),
    stems: stemSet(suggestion.content.hazard),
  }));
  const worded = standing.filter((one) => one.worded);
  return new Map(
    candidates.flatMap(({ situation, content }) => {
      const among = isWorded(situation) ? standing : worded;
      if (among.length === 0) return [];
      const stems = stemSet(content.hazard);
      const same = among.find((one) => sharedShare(one.stems, stems) >= sameSituation);
      return same === undefined ? [] : [[situation, same.suggestion] as const];
    }),
  );
}

/** Suggestions that draft a prior hazard and took another in when they were merged, by that other's key. */
function findTakenIn(
  all: readonly Suggestion[],
  candidates: readonly Ranked[],
): ReadonlyMap<string, Suggestion> {
  const drafted = all.filter(({ situation }) => situation.startsWith("bank:"));
  const byCited = new Map<string, Suggestion>(
    drafted
      .toReversed()
      .flatMap((suggestion) =>
        suggestion.content.evidence.bank.map(({ id }) => [`bank:${id}`, suggestion] as const),
      ),
  );
  return new Map(
    candidates.flatMap(({ situation }) => {
      const taken = byCited.get(situation);
      return taken === undefined ? [] : [[situation, taken] as const];
    }),
  );
}

/** What a suggestion has become: its hazard when there is one. */
async function standing({ tx }: Scope, suggestion: Suggestion): Promise<string> {
  const hazard =
    suggestion.state === "accepted" ? await tx.hazards.ofSuggestion(suggestion.id) : null;
  return hazard?.ref ?? suggestion.ref;
}
