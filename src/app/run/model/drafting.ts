import { checkDrafts, type CheckedDraft } from "../../../domain/candidate/check.ts";
import type { Draft } from "../../../domain/candidate/draft.ts";
import { relevanceFloor, relevanceOf } from "../../../domain/candidate/rank.ts";
import type { DraftInput } from "../../../domain/draft/offline.ts";
import type { Vocabulary } from "../../../domain/facet/vocabulary.ts";
import { askChecks } from "../../../domain/model-ask/ask-checks.ts";
import { askDrafts } from "../../../domain/model-ask/ask-drafts.ts";
import { askGaps } from "../../../domain/model-ask/ask-gaps.ts";
import { askMerge } from "../../../domain/model-ask/ask-merge.ts";
import { askProfile } from "../../../domain/model-ask/ask-profile.ts";
import { askRank } from "../../../domain/model-ask/ask-rank.ts";
import { askWording } from "../../../domain/model-ask/ask-wording.ts";
import type { Asked } from "../../../domain/model-ask/asked.ts";
import { applyChecks } from "../../../domain/model-draft/checks.ts";
import { groundCandidate } from "../../../domain/model-draft/ground.ts";
import { mayStand } from "../../../domain/model-draft/may-stand.ts";
import { joinProfile } from "../../../domain/model-draft/join-profile.ts";
import { orderByModel } from "../../../domain/model-draft/order.ts";
import { mergeByModel } from "../../../domain/model-draft/same.ts";
import { notTakenUp } from "../../../domain/model-draft/taken-up.ts";
import { applyWordings } from "../../../domain/model-draft/wording.ts";
import { draftingAnswers } from "../../../domain/prompt/answers.ts";
import { byCodeUnits } from "../../../domain/text/compare.ts";
import type { Drafting } from "../drafting.ts";
import type { Ask } from "./asker.ts";
import { renumber, sendable, weave } from "./sendable.ts";
import { standIn } from "./stand-in.ts";

/** Counted up with every change to what is asked, or to what is made of the answers. */
export const modelDrafterVersion = "1";
/** Drafts that are put to the model to order: beyond them nobody reads. */
const ordered = 120;
/** Of the prior hazards that no draft took up, so many are worded for this product; the others stay as they are. */
const maxWorded = 10;

type DraftingDeps = {
  readonly ask: Ask;
  readonly model: string;
  readonly contextTokens: number;
  readonly vocabulary: Vocabulary;
  /** Drafts by rules: what stands in where the model does not answer. */
  readonly byRules: (input: DraftInput) => Promise<readonly Draft[]>;
  /** Ids of prior hazards whose text stays on this machine, and that of every draft made of it. */
  readonly stays: () => Promise<ReadonlySet<string>>;
  readonly progress: (sentence: string) => void;
};

/**
 * Drafts by a language model. Each question is put at once with those that do not wait for its answer;
 * where one has no answer of use, the drafter by rules stands in for its cells, and each such draft says so.
 */
export function createModelDrafting(deps: DraftingDeps): Drafting {
  const { ask, vocabulary, progress } = deps;
  const bounds = { contextTokens: deps.contextTokens };
  const drafter = { id: deps.model, version: modelDrafterVersion };
  const known = new Set<string>();
  /** A server that is away fails every question alike: said in full once. */
  const sayProblem = ({ key }: Asked, problem: string, then: string): void => {
    progress(`${key}: ${known.has(problem) ? "the same." : problem} ${then}`.trim());
    known.add(problem);
  };

  /** Grounded drafts of an answer; null where there is none. */
  async function drafted(asked: Asked, input: DraftInput) {
    const told = await ask(asked, draftingAnswers["drafted-candidates"]);
    if (!told.ok) {
      sayProblem(asked, told.problem, "");
      return { asked, problem: told.problem, drafts: [] };
    }
    const cells = input.cells.filter(({ key }) => asked.cells.includes(key));
    if (cells.length === 0) return { asked, problem: null, drafts: [] };
    const offered = new Map(
      asked.offered.flatMap((id) => {
        const entry = input.entries.get(id);
        const near = input.near.find((one) => one.entry === id);
        const hit = input.hits.find((one) => one.entry === id);
        if (entry === undefined) return [];
        const similarity = near?.similarity ?? hit?.similarity ?? -1;
        return [[id, { version: entry.version, similarity }] as const];
      }),
    );
    // Whoever answers with more than was asked for does not fill the list: the rest stays in the reply.
    const wanted = told.value.candidates.slice(0, asked.most ?? undefined);
    const drafts = wanted.map((candidate, at) =>
      groundCandidate(candidate, { ...input, call: asked.key, at, drafter, cells, offered }),
    );
    const shown = wanted.find(({ hazard }) => mayStand(hazard));
    const such = shown === undefined ? "" : `, such as “${shown.hazard}”`;
    const beyond = told.value.candidates.length - wanted.length;
    const more = beyond === 0 ? "" : `; ${beyond} more than were asked for are left in the reply`;
    if (drafts.length > 0)
      progress(`Preview, ${asked.key}: ${drafts.length} drafted${such}${more}`);
    return { asked, problem: null, drafts };
  }

  /** Prior hazards that no draft took up, in this product's words where the model gives them. */
  async function wordUncited(about: Parameters<Drafting["draft"]>[1], drafts: readonly Draft[]) {
    const questions = askWording(about.name, about.description, drafts, bounds);
    const worded = await Promise.all(
      questions.map(async ({ asked, numbers }) => {
        const told = await ask(asked, draftingAnswers["candidate-wordings"]);
        const own = [...numbers.values()].flatMap((at) => drafts[at] ?? []);
        if (!told.ok) return own.map((draft) => standIn(draft, told.problem));
        const renumbered = new Map([...numbers.keys()].map((number, i) => [number, i]));
        const { description } = about;
        return applyWordings(own, renumbered, told.value, { by: deps.model, description });
      }),
    );
    const covered = new Set(questions.flatMap(({ numbers }) => [...numbers.values()]));
    return [...worded.flat(), ...drafts.filter((_draft, at) => !covered.has(at))];
  }

  return {
    ordered,

    async readProfile(profile, { name, description }) {
      const asked = askProfile(name, description, vocabulary, bounds);
      const told = await ask(asked, draftingAnswers["product-profile"]);
      if (told.ok) return joinProfile(profile, told.value, description, vocabulary);
      sayProblem(asked, told.problem, "The description was read by rules.");
      return profile;
    },

    async draft(input, about) {
      const stays = await deps.stays();
      const entries = new Map([...input.entries].filter(([id]) => !stays.has(id)));
      const sent = { ...input, entries };
      const [rules, ...answers] = await Promise.all([
        deps.byRules(input),
        ...askDrafts(sent, bounds).map((asked) => drafted(asked, sent)),
      ]);
      const failed = answers.filter(({ problem }) => problem !== null);
      const stands = failed.flatMap(({ asked, problem }) =>
        rules
          .filter(({ origin }) => asked.cells.includes(origin.cell))
          .map((draft) => standIn(draft, problem ?? "")),
      );
      const own = [...answers.flatMap(({ drafts }) => drafts), ...stands];
      // What a check would refuse takes no prior hazard up: it would be gone with it.
      const retrieved = new Set([...input.entries.values()].map((e) => `${e.id}@${e.version}`));
      const { checked } = checkDrafts(own, { description: about.description, retrieved });
      const left = notTakenUp(rules, checked)
        .filter(({ relevance }) => relevanceOf(relevance) >= relevanceFloor)
        .sort(byRelevance);
      const maySend = ({ origin }: Draft): boolean => !stays.has(origin.entry);
      const toWord = left.filter(maySend).slice(0, maxWorded);
      const [gaps, worded] = await Promise.all([
        drafted(askGaps(sent, own.filter(maySend), bounds), sent),
        wordUncited(about, toWord),
      ]);
      // A model that says little takes nothing away: what rules draft stays, and is ranked with the rest.
      const unworded = left.filter((draft) => !toWord.includes(draft));
      return [...own, ...gaps.drafts, ...worded, ...unworded];
    },

    async lookAgain(drafts, { name, description }) {
      const mine = sendable(drafts, await deps.stays()).filter(
        ({ content }) => content.drafter.standsIn === undefined,
      );
      const questions = askChecks({ name, description }, mine, bounds);
      const told = await Promise.all(
        questions.map(async ({ asked, numbers }) => {
          const answer = await ask(asked, draftingAnswers["candidate-checks"]);
          if (!answer.ok) sayProblem(asked, answer.problem, "Code alone has checked these.");
          return { numbers, answer };
        }),
      );
      const looked = told.reduce<readonly CheckedDraft[]>(
        (held, { numbers, answer }) =>
          answer.ok ? applyChecks(held, numbers, answer.value, description) : held,
        mine,
      );
      const lookedAt = new Map(mine.map((draft, i) => [draft, looked[i] ?? draft]));
      return drafts.map((draft) => lookedAt.get(draft) ?? draft);
    },

    async join(drafts) {
      const shown = sendable(drafts, await deps.stays());
      if (shown.length < 2) return drafts;
      const question = askMerge(shown, bounds);
      const told = await ask(question.asked, draftingAnswers["same-situations"]);
      if (told.ok) return mergeByModel(drafts, renumber(told.value, shown, drafts)).merged;
      sayProblem(question.asked, told.problem, "Merged by rules.");
      return drafts;
    },

    async order(drafts, { name, description }) {
      const shown = sendable(drafts, await deps.stays());
      if (shown.length < 2) return drafts;
      const question = askRank(name, description, shown, bounds);
      const told = await ask(question.asked, draftingAnswers["candidate-order"]);
      if (told.ok) return weave(drafts, shown, orderByModel(shown, told.value.order));
      sayProblem(question.asked, told.problem, "Ordered by rules.");
      return drafts;
    },
  };
}

const byRelevance = (a: Draft, b: Draft): number =>
  relevanceOf(b.relevance) - relevanceOf(a.relevance) ||
  byCodeUnits(a.origin.entry, b.origin.entry);
