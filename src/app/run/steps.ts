import { z } from "zod";
import { $Candidate, contentHash, situationKey } from "../../domain/candidate/candidate.ts";
import { checkDrafts } from "../../domain/candidate/check.ts";
import { $Relevance } from "../../domain/candidate/draft.ts";
import { mergeDrafts } from "../../domain/candidate/merge.ts";
import { rankDrafts, relevanceOf } from "../../domain/candidate/rank.ts";
import { $Cell, planCells } from "../../domain/cell/cell.ts";
import { affectedCells, affectedEntries } from "../../domain/draft/affected.ts";
import { readPassages } from "../../domain/draft/evidence.ts";
import { floorOf } from "../../domain/draft/fit.ts";
import type { Vocabulary } from "../../domain/facet/vocabulary.ts";
import { $Profile, statedIds } from "../../domain/profile/profile.ts";
import { readKeptProfile } from "../../domain/profile/read.ts";
import type { DraftInput } from "../../domain/draft/offline.ts";
import { $Hit, $Near, type Near } from "../../domain/retrieval/hit.ts";
import type { RunStep } from "../../domain/run/step.ts";
import type { Span } from "../../domain/text/span.ts";
import type { Drafter, Embedder } from "../ports.ts";
import type { Run, Suggestion } from "../records.ts";
import type { LongScope, Scope } from "../use-case.ts";
import { byCodeUnits } from "../../domain/text/compare.ts";

/** Prior hazards looked at in each cell. */
const perCell = 20;
/** Prior hazards looked at in all, those nearest to the description. */
const maxNear = 1_000;

const $origin = z.strictObject({ cell: z.string(), entry: z.string() });
const $draft = z.strictObject({ origin: $origin, relevance: $Relevance, content: z.json() });
const $checked = z.strictObject({ origin: $origin, relevance: $Relevance, content: $Candidate });
const $merged = $checked.extend({ absorbed: z.array($origin) });
const $queued = z.strictObject({
  rank: z.int(),
  id: z.string(),
  ref: z.string(),
  hash: z.string(),
  /** Reference of the suggestion or hazard that was there already; null when it is new. */
  existing: z.string().nullable(),
});

/** What each step hands on; read back through these schemas when a run is taken up again. */
export const $outputs = {
  profile: $Profile,
  plan: z.array($Cell),
  retrieve: z.strictObject({
    hits: z.array($Hit),
    near: z.array($Near),
    /** How near the same were to the earlier description; absent where none is gone by. */
    earlier: z.array($Near.pick({ entry: true, similarity: true })).optional(),
  }),
  draft: z.array($draft),
  check: z.strictObject({
    checked: z.array($checked),
    refused: z.array($draft.extend({ issues: z.array(z.string()) })),
  }),
  merge: z.array($merged),
  rank: z.array($merged),
  queue: z.array($queued),
} as const satisfies Record<RunStep, z.ZodType>;
export type Outputs = { [S in RunStep]: z.infer<(typeof $outputs)[S]> };

export type StepDeps = {
  readonly vocabulary: Vocabulary;
  readonly embedder: Embedder;
  readonly drafter: Drafter;
};
export type StepContext = {
  readonly run: Run;
  readonly name: string;
  readonly description: string;
  /** The description of the version that the run goes on from; null where it looks everywhere. */
  readonly earlier: string | null;
  /** Outputs of the steps before, parsed. */
  readonly done: Partial<Outputs>;
};

function before<S extends RunStep>(context: StepContext, step: S): Outputs[S] {
  const output = context.done[step];
  if (output === undefined) throw new Error(`run ${context.run.id} lacks the output of ${step}`);
  return output;
}

const citedIn = (context: StepContext): { id: string; version: number }[] => {
  const { hits, near } = before(context, "retrieve");
  const cited = new Map([...hits, ...near].map(({ entry, version }) => [entry, version]));
  return [...cited].map(([id, version]) => ({ id, version }));
};

const foundIn = (context: StepContext): Pick<Outputs["retrieve"], "hits" | "near"> => {
  const { hits, near } = before(context, "retrieve");
  return { hits, near };
};

/** Passages by which prior hazards are looked for. */
const searchedIn = (description: string): Span[] =>
  readPassages(description)
    .filter(({ leftOut }) => !leftOut)
    .map(({ span }) => span);

/** Of what was found, what a change since the earlier description affects; all where there is none. */
function onlyAffected(input: DraftInput, vocabulary: Vocabulary, context: StepContext): DraftInput {
  const { name, earlier } = context;
  if (earlier === null) return input;
  const similarities = (near: readonly Pick<Near, "entry" | "similarity">[]) =>
    new Map(near.map(({ entry, similarity }) => [entry, similarity]));
  const affected = affectedEntries(
    {
      description: earlier,
      profile: readKeptProfile(name, earlier, vocabulary),
      near: similarities(before(context, "retrieve").earlier ?? []),
    },
    { ...input, near: similarities(input.near) },
    input,
  );
  return {
    ...input,
    // A prior hazard may belong where nothing else has changed.
    cells: planCells(input.profile),
    hits: input.hits.filter(({ entry }) => affected.has(entry)),
    near: input.near.filter(({ entry }) => affected.has(entry)),
  };
}

type Work<S extends RunStep> = (
  deps: StepDeps,
  context: StepContext,
  scope: LongScope,
) => Promise<{ commit: (scope: Scope) => Promise<Outputs[S]> }>;

/** Computed outside the transaction; nothing but the record is written in it. */
const computed = <T>(output: T) => Promise.resolve({ commit: () => Promise.resolve(output) });

/** Everything slow happens before `commit`; `commit` runs inside the step's one transaction. */
export const stepWork: { readonly [S in RunStep]: Work<S> } = {
  profile({ vocabulary }, { name, description }) {
    return computed(readKeptProfile(name, description, vocabulary));
  },
  plan({ vocabulary }, context) {
    const profile = before(context, "profile");
    const { name, earlier } = context;
    if (earlier === null) return computed(planCells(profile));
    return computed(affectedCells(readKeptProfile(name, earlier, vocabulary), profile));
  },
  async retrieve({ embedder }, context, { signal }) {
    const cells = before(context, "plan");
    const passages = searchedIn(context.description);
    const earlier = searchedIn(context.earlier ?? "").map(({ quote }) => quote);
    const asked = [...cells.map(({ query }) => query), ...passages.map(({ quote }) => quote)];
    const gone = [...new Set(earlier).difference(new Set(asked))];
    const vectors = await embedder.embed([...asked, ...gone], signal);
    const technologies = statedIds(before(context, "profile"), "technology");
    const reach = { technologies, artefact: embedder.artefact, product: context.run.product };
    return {
      async commit({ tx }) {
        const ofCells = vectors.slice(0, cells.length);
        const hits = await tx.bank.retrieve({ ...reach, cells, vectors: ofCells, perCell });
        const ofPassages = vectors.slice(cells.length, asked.length);
        const found = await tx.bank.nearest({ ...reach, vectors: ofPassages, limit: maxNear });
        const near = found.flatMap(({ position, ...rest }, i) => {
          const passage = passages[position];
          const known = found.findIndex(({ entry }) => entry === rest.entry) < i;
          return passage === undefined || known ? [] : [{ ...rest, passage }];
        });
        if (context.earlier === null) return { hits, near };
        const vectorOf = new Map([...asked, ...gone].map((text, i) => [text, vectors[i] ?? []]));
        const ofEarlier = earlier.map((quote) => vectorOf.get(quote) ?? []);
        const before = await tx.bank.nearest({ ...reach, vectors: ofEarlier, limit: maxNear });
        return {
          hits,
          near,
          earlier: before.map(({ entry, similarity }) => ({ entry, similarity })),
        };
      },
    };
  },
  async draft({ drafter, embedder, vocabulary }, context, { step, signal }) {
    const entries = await step(({ tx }) => tx.bank.entries(citedIn(context), context.run.product));
    const input = {
      description: context.description,
      profile: before(context, "profile"),
      cells: before(context, "plan"),
      ...foundIn(context),
      entries: new Map(entries.map(({ entry }) => [entry.id, entry])),
      bounds: embedder.bounds,
      labels: new Map([...vocabulary.facets].map(([key, { label }]) => [key, label])),
    };
    const drafts = await drafter.draft(onlyAffected(input, vocabulary, context), signal);
    return computed(drafts.map((draft) => ({ ...draft, content: toJson(draft.content) })));
  },
  check(_deps, context) {
    const retrieved = new Set(citedIn(context).map(({ id, version }) => `${id}@${version}`));
    const { description } = context;
    const { checked, refused } = checkDrafts(before(context, "draft"), { description, retrieved });
    const kept = refused.map((draft) => ({ ...draft, content: toJson(draft.content) }));
    return computed({
      checked,
      refused: kept.map((draft) => ({ ...draft, issues: [...draft.issues] })),
    });
  },
  merge(_deps, context) {
    const drafts = [...before(context, "check").checked].sort(
      (a, b) =>
        relevanceOf(b.relevance) - relevanceOf(a.relevance) ||
        byCodeUnits(a.origin.entry, b.origin.entry),
    );
    return computed(mergeDrafts(drafts).map((m) => ({ ...m, absorbed: [...m.absorbed] })));
  },
  rank(_deps, context) {
    const floor = floorOf(before(context, "profile"));
    return computed(rankDrafts(before(context, "merge"), context.run.limit, floor));
  },
  queue: (_deps, context) =>
    Promise.resolve({ commit: (scope) => queueCandidates(scope, context) }),
};

const toJson = (value: unknown): z.infer<ReturnType<typeof z.json>> =>
  z.json().parse(JSON.parse(JSON.stringify(value)));

/** Queues what is new for the product; what is queued or logged already is named and not doubled. */
async function queueCandidates(scope: Scope, context: StepContext): Promise<Outputs["queue"]> {
  const { tx, at, newId, audit } = scope;
  const { run } = context;
  const ranked = before(context, "rank").map(({ content, origin }, i) => ({
    content,
    rank: i + 1,
    situation: situationKey(content),
    hash: contentHash(content),
    origin: `${origin.cell} ${origin.entry}`,
  }));
  const known = await tx.suggestions.bySituation(
    run.product,
    ranked.map((c) => c.situation),
  );
  const bySituation = new Map(known.map((suggestion) => [suggestion.situation, suggestion]));
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

/** What a suggestion has become: its hazard when there is one. */
async function standing({ tx }: Scope, suggestion: Suggestion): Promise<string> {
  const hazard =
    suggestion.state === "accepted" ? await tx.hazards.ofSuggestion(suggestion.id) : null;
  return hazard?.ref ?? suggestion.ref;
}
