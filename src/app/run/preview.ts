import { z } from "zod";
import { planCells } from "../../domain/cell/cell.ts";
import { estimateRun, type RunEstimate } from "../../domain/model-ask/estimate-run.ts";
import { readKeptProfile } from "../../domain/profile/read.ts";
import { statedIds } from "../../domain/profile/profile.ts";
import { countWords } from "../../domain/text/words.ts";
import type { LanguageModel, TokenPrice } from "../ports.ts";
import { requireLatestVersion, requireProduct } from "../require.ts";
import { long } from "../use-case.ts";
import { perCell, type StepDeps } from "./steps.ts";

/** What an identification would send, before anything is sent. */
export type Preview = {
  /** Null where none is configured: then no language model is sent anything. */
  readonly model: {
    readonly id: string;
    /** Host that texts are sent to: what `sendTo` agrees to. */
    readonly sendsTo: string;
    readonly budgetTokens: number;
  } | null;
  /** Host at which vectors are made of every description, whoever drafts; null where they are made here. */
  readonly embedsAt: string | null;
  readonly leaves: {
    /** Of the description, all of which is sent. */
    readonly words: number;
    /** Ids of the organisation's own prior hazards that may leave: whichever come up are sent. */
    readonly mayLeave: readonly string[];
    /** How many of its own may be shown for the product, and stay. */
    readonly stays: number;
  };
  readonly estimate: RunEstimate & {
    readonly cost: { readonly amount: number; readonly currency: string } | null;
  };
};

const million = 1_000_000;

const costOf = ({ tokensIn, tokensOut }: RunEstimate, price: TokenPrice | null) =>
  price === null
    ? null
    : {
        amount: (tokensIn * price.in + tokensOut * price.out) / million,
        currency: price.currency,
      };

const describeModel = ({ chat, budgetTokens }: LanguageModel): Preview["model"] => ({
  id: chat.id,
  sendsTo: chat.sendsTo,
  budgetTokens,
});

/** Says what a run drafted by the configured language model would send, where to, and about how much. */
export const createPreviewRun = (deps: StepDeps) =>
  long({
    summary: "Showing what an identification would send",
    right: "look",
    writes: false,
    $input: z.strictObject({ product: z.string() }),
    async run({ step, signal }, input): Promise<Preview> {
      const { embedder, vocabulary, model } = deps;
      const { product, description } = await step(async ({ tx }) => {
        const product = await requireProduct(tx, input.product);
        return { product, description: (await requireLatestVersion(tx, product)).description };
      });
      const words = countWords(description);
      if (model === null) {
        const leaves = { words, mayLeave: [], stays: 0 };
        return {
          model: null,
          embedsAt: embedder.sendsTo,
          leaves,
          estimate: { ...nothing, cost: null },
        };
      }
      const profile = readKeptProfile(product.name, description, vocabulary);
      const cells = planCells(profile);
      // Between two transactions: an embedder elsewhere may take its time.
      const vectors = await embedder.embed(
        cells.map(({ query }) => query),
        signal,
      );
      const { hits, found, own } = await step(async ({ tx }) => {
        const hits = await tx.bank.retrieve({
          technologies: statedIds(profile, "technology"),
          artefact: embedder.artefact,
          product: product.id,
          cells,
          vectors,
          perCell,
        });
        const cited = new Map(hits.map(({ entry, version }) => [entry, version]));
        const ids = [...cited].map(([id, version]) => ({ id, version }));
        const own = await tx.bank.own(product.id);
        return { hits, found: await tx.bank.entries(ids, product.id), own };
      });
      const mayLeave = own.filter(({ confidentiality }) => confidentiality === "may-leave");
      const sent = found.filter(({ confidentiality }) => confidentiality === "may-leave");
      const entries = new Map(sent.map(({ entry }) => [entry.id, entry]));
      const material = {
        description,
        profile,
        cells,
        hits,
        near: [],
        entries,
        bounds: embedder.bounds,
      };
      const estimate = estimateRun(material, vocabulary, { contextTokens: model.contextTokens });
      return {
        model: describeModel(model),
        embedsAt: embedder.sendsTo,
        leaves: {
          words,
          mayLeave: mayLeave.map(({ id }) => id),
          stays: own.length - mayLeave.length,
        },
        estimate: { ...estimate, cost: costOf(estimate, model.price) },
      };
    },
  });

const nothing: RunEstimate = { calls: 0, tokensIn: 0, tokensOut: 0 };
