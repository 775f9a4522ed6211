import { checkDrafts } from "../../domain/candidate/check.ts";
import { cutList } from "../../domain/candidate/cut-list.ts";
import { mergeDrafts, type MergedDraft } from "../../domain/candidate/merge.ts";
import { rankDrafts, relevanceOf } from "../../domain/candidate/rank.ts";
import { joinWhole } from "../../domain/model-draft/same.ts";
import { planCells } from "../../domain/cell/cell.ts";
import { affectedCells, affectedEntries } from "../../domain/draft/affected.ts";
import {
  cellsBeside,
  chosenCells,
  floorOfRun,
  nearInCells,
} from "../../domain/draft/look-again.ts";
import { createSpeaksOf } from "../../domain/draft/spoken.ts";
import { searchedPassages } from "../../domain/draft/searched-passages.ts";
import type { Vocabulary } from "../../domain/facet/vocabulary.ts";
import type { Prompts } from "../../domain/prompt/prompt.ts";
import { statedIds } from "../../domain/profile/profile.ts";
import { readKeptProfile } from "../../domain/profile/read.ts";
import type { DraftInput } from "../../domain/draft/offline.ts";
import type { Near } from "../../domain/retrieval/hit.ts";
import type { WorkedStep } from "../../domain/run/step.ts";
import type { Drafter, Embedder, LanguageModel } from "../ports.ts";
import type { HeldEntry } from "../records.ts";
import type { LongScope, Scope } from "../use-case.ts";
import type { Drafting } from "./drafting.ts";
import { before, toStored, type Outputs, type StepContext } from "./outputs.ts";
import { queueCandidates } from "./queue-candidates.ts";
import { byCodeUnits } from "../../domain/text/compare.ts";

/** Prior hazards looked at in each cell. */
export const perCell = 20;
/** The same where a run looks again into a few cells: further down. */
const perCellAgain = 60;
/** Prior hazards looked at in all, those nearest to the description. */
const maxNear = 1_000;

export type StepDeps = {
  readonly vocabulary: Vocabulary;
  readonly embedder: Embedder;
  readonly drafter: Drafter;
  /** Null where none is configured: then no run can send a text anywhere. */
  readonly model: LanguageModel | null;
  /** The words that a model is asked with. */
  readonly loadPrompts: () => Promise<Prompts>;
};
/** How the drafting of one step is done; `stays` tells which prior hazards are never sent, when it is asked. */
export type StartDrafting = (stays: () => Promise<ReadonlySet<string>>) => Drafting;

const citedIn = (context: StepContext): { id: string; version: number }[] => {
  const { hits, near } = before(context, "retrieve");
  const cited = new Map([...hits, ...near].map(({ entry, version }) => [entry, version]));
  return [...cited].map(([id, version]) => ({ id, version }));
};

const foundIn = (context: StepContext): Pick<Outputs["retrieve"], "hits" | "near"> => {
  const { hits, near } = before(context, "retrieve");
  return { hits, near };
};

/** Of what was found, what this run is about: all, what a change affects, or what chosen cells ask for. */
function onlyWanted(input: DraftInput, vocabulary: Vocabulary, context: StepContext): DraftInput {
  if (context.run.cells === null) return onlyAffected(input, vocabulary, context);
  return { ...input, near: nearInCells(input) };
}

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

type Work<S extends WorkedStep> = (
  deps: StepDeps & { readonly start: StartDrafting },
  context: StepContext,
  scope: LongScope,
) => Promise<{ commit: (scope: Scope) => Promise<Outputs[S]> }>;

/** All that was found but those that may leave by their class: what is not known to leave stays. */
function staying(context: StepContext, held: readonly HeldEntry[]): ReadonlySet<string> {
  const leave = held.filter(({ confidentiality }) => confidentiality === "may-leave");
  const found = new Set(citedIn(context).map(({ id }) => id));
  return found.difference(new Set(leave.map(({ entry }) => entry.id)));
}

const loadHeld = (context: StepContext, { step }: LongScope): Promise<HeldEntry[]> =>
  step(({ tx }) => tx.bank.entries(citedIn(context), context.run.product));

/** Of a step after drafting; nothing is looked up unless a language model drafts. */
const whatStays = (context: StepContext, scope: LongScope) => async () =>
  staying(context, await loadHeld(context, scope));

/** Before anything was found. */
const nothingFound = () => Promise.resolve(new Set<string>());

const toKept = (merged: MergedDraft): Outputs["rank"][number] => ({
  ...merged,
  sameRowAs: [...merged.sameRowAs],
  absorbed: [...merged.absorbed],
});

/** Computed outside the transaction; nothing but the record is written in it. */
const computed = <T>(output: T) => Promise.resolve({ commit: () => Promise.resolve(output) });

/** Everything slow happens before `commit`; `commit` runs inside the step's one transaction. */
export const stepWork: { readonly [S in WorkedStep]: Work<S> } = {
  async profile({ vocabulary, start }, { run, name, description, earlier }) {
    const profile = readKeptProfile(name, description, vocabulary);
    // What has changed is found by comparing what the same rules read; places are named by what they read.
    if (earlier !== null || run.cells !== null) return computed(profile);
    return computed(await start(nothingFound).readProfile(profile, { name, description }));
  },
  plan({ vocabulary }, context) {
    const profile = before(context, "profile");
    const { name, earlier, run } = context;
    if (run.cells !== null) return computed(chosenCells(profile, run.cells));
    if (earlier === null) return computed(planCells(profile));
    return computed(affectedCells(readKeptProfile(name, earlier, vocabulary), profile));
  },
  async retrieve({ embedder }, context, { signal }) {
    const { cells: keys } = context.run;
    const cells = before(context, "plan");
    const beside = keys === null ? [] : cellsBeside(before(context, "profile"), keys);
    const passages = searchedPassages(context.description);
    const earlier = searchedPassages(context.earlier ?? "").map(({ text }) => text);
    const queries = [...cells, ...beside].map(({ query }) => query);
    const asked = [...queries, ...passages.map(({ text }) => text)];
    const gone = [...new Set(earlier).difference(new Set(asked))];
    const vectors = await embedder.embed([...asked, ...gone], signal);
    const technologies = statedIds(before(context, "profile"), "technology");
    const reach = { technologies, artefact: embedder.artefact, product: context.run.product };
    return {
      async commit({ tx }) {
        const found = await tx.bank.retrieve({
          ...reach,
          cells,
          vectors: vectors.slice(0, cells.length),
          perCell: keys === null ? perCell : perCellAgain,
        });
        const ofBeside = vectors.slice(cells.length, queries.length);
        const around =
          beside.length === 0
            ? []
            : await tx.bank.retrieve({ ...reach, cells: beside, vectors: ofBeside, perCell });
        const hits = [...found, ...around];
        const ofPassages = vectors.slice(queries.length, asked.length);
        const nearest = await tx.bank.nearest({ ...reach, vectors: ofPassages, limit: maxNear });
        const near = nearest.flatMap(({ position, ...rest }, i) => {
          const passage = passages[position]?.span;
          const known = nearest.findIndex(({ entry }) => entry === rest.entry) < i;
          return passage === undefined || known ? [] : [{ ...rest, passage }];
        });
        if (context.earlier === null) return { hits, near };
        const vectorOf = new Map([...asked, ...gone].map((text, i) => [text, vectors[i] ?? []]));
        const ofEarlier = earlier.map((text) => vectorOf.get(text) ?? []);
        const before = await tx.bank.nearest({ ...reach, vectors: ofEarlier, limit: maxNear });
        return {
          hits,
          near,
          earlier: before.map(({ entry, similarity }) => ({ entry, similarity })),
        };
      },
    };
  },
  async draft({ start, embedder, vocabulary }, context, scope) {
    const entries = await loadHeld(context, scope);
    const input = {
      description: context.description,
      profile: before(context, "profile"),
      cells: before(context, "plan"),
      ...foundIn(context),
      entries: new Map(entries.map(({ entry }) => [entry.id, entry])),
      bounds: embedder.bounds,
      labels: new Map([...vocabulary.facets].map(([key, { label }]) => [key, label])),
      speaksOf: createSpeaksOf(vocabulary),
    };
    const drafting = start(() => Promise.resolve(staying(context, entries)));
    const drafts = await drafting.draft(onlyWanted(input, vocabulary, context), context);
    return computed(drafts.map(toStored));
  },
  async check({ start }, context, scope) {
    const retrieved = new Set(citedIn(context).map(({ id, version }) => `${id}@${version}`));
    const { description } = context;
    const first = checkDrafts(before(context, "draft"), { description, retrieved });
    const looked = await start(whatStays(context, scope)).lookAgain(first.checked, context);
    // What was added to a draft is held to the same rules.
    const second =
      looked === first.checked
        ? { checked: first.checked, refused: [] }
        : checkDrafts(looked, { description, retrieved });
    const refused = [...first.refused, ...second.refused];
    return computed({
      checked: second.checked.map((draft) => ({ ...draft, sameRowAs: [...draft.sameRowAs] })),
      refused: refused.map((draft) => ({ ...toStored(draft), issues: [...draft.issues] })),
    });
  },
  async merge({ start }, context, scope) {
    const drafts = [...before(context, "check").checked].sort(
      (a, b) =>
        relevanceOf(b.relevance) - relevanceOf(a.relevance) ||
        byCodeUnits(a.origin.entry, b.origin.entry),
    );
    const joined = await start(whatStays(context, scope)).join(mergeDrafts(drafts, joinWhole));
    return computed(joined.map(toKept));
  },
  async rank({ start }, context, scope) {
    const { limit } = context.run;
    const drafting = start(whatStays(context, scope));
    const floor = floorOfRun(context.run, before(context, "profile"));
    const widest = Math.max(limit, drafting.ordered);
    const ranked = rankDrafts(before(context, "merge"), widest, floor);
    const order = await drafting.order(ranked, context);
    return computed(cutList(order, ranked, limit).map(toKept));
  },
  queue: (_deps, context) =>
    Promise.resolve({ commit: (scope) => queueCandidates(scope, context) }),
};
