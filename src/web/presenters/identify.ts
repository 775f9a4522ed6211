import type { ShownProduct } from "../../app/product/show.ts";
import { maxLimit } from "../../app/run/limit.ts";
import type { Preview } from "../../app/run/preview.ts";
import { identifyAt, productAt } from "./addresses.ts";
import { problemAt, type Problem } from "./frame.ts";
import { nothingTyped, typedOr, type Typed } from "./typed.ts";
import { count } from "./words.ts";

export type IdentifyPage = {
  readonly productName: string;
  readonly product: string;
  readonly address: string;
  readonly version: number;
  /** Questions to the maker that are still open. */
  readonly open: number;
  /** What leaves this machine whoever drafts; null where nothing does. */
  readonly always: string | null;
  /** Null where none is configured: then there is nothing to choose. */
  readonly model: {
    readonly label: string;
    /** The host that is agreed to, sent back with the choice. */
    readonly host: string;
    readonly leaves: readonly string[];
    readonly isChosen: boolean;
  } | null;
  readonly isByRules: boolean;
  readonly limit: string;
  readonly maxLimit: number;
  readonly limitProblem: string | null;
  readonly byProblem: string | null;
  readonly key: string;
};

const figure = (n: number): string => n.toLocaleString("en-GB");

/** What would leave for the model's host, and what it would come to, a line each. */
function sayWhatLeaves({ model, leaves, estimate }: Preview): string[] {
  if (model === null) return [];
  const { words, mayLeave, stays } = leaves;
  const all = estimate.tokensIn + estimate.tokensOut;
  const within = Math.min(1, model.budgetTokens / Math.max(1, all));
  return [
    `The description, ${count(words, "word")}, whole or in parts, with answers and corrections.`,
    "Prior hazards of the shipped bank that come up.",
    mayLeave.length === 0
      ? "Of your own prior hazards, none."
      : `Of your own prior hazards, those classed “may leave” that come up: ${mayLeave.join(", ")}.`,
    ...(stays === 0
      ? []
      : [
          `${count(stays, "private prior hazard")} of your own ${stays === 1 ? "stays" : "stay"} here, as classed.`,
        ]),
    `About ${count(estimate.calls, "question")} and ${figure(all)} tokens. The run stops asking at ${figure(model.budgetTokens)}, and rules go on.`,
    estimate.cost === null
      ? "No price is configured."
      : `About ${(estimate.cost.amount * within).toFixed(2)} ${estimate.cost.currency}, by the configured price.`,
  ];
}

export function presentIdentify(
  { product, version, profile }: ShownProduct,
  preview: Preview,
  key: string,
  limit: string,
  typed: Typed = nothingTyped,
  problems: readonly Problem[] = [],
): IdentifyPage {
  const { model, embedsAt } = preview;
  const by = typedOr(typed, "by", "");
  return {
    productName: product.name,
    product: productAt(product.slug),
    address: identifyAt(product.slug),
    version,
    open: profile.questions.length,
    always:
      embedsAt === null
        ? null
        : `Vectors are made at ${embedsAt}: the passages of the description go there, whoever drafts.`,
    model: model && {
      label: `Draft with ${model.id} at ${model.sendsTo}`,
      host: model.sendsTo,
      leaves: sayWhatLeaves(preview),
      isChosen: by === "model",
    },
    isByRules: by === "rules",
    limit: typedOr(typed, "limit", limit),
    maxLimit,
    limitProblem: problemAt(problems, "limit"),
    byProblem: problemAt(problems, "by"),
    key,
  };
}
