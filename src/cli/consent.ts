import { AppError } from "../app/errors.ts";
import type { Preview } from "../app/run/preview.ts";
import type { Call } from "../app/use-cases.ts";
import type { CliDeps } from "./deps.ts";
import { count, plain } from "./print/text.ts";

export type ConsentOptions = { readonly yes?: boolean; readonly offline?: boolean };

const figure = (n: number): string => n.toLocaleString("en-GB");

/** Sentences that say what would leave the machine, where it would go, and what it may cost. */
function sayWhatLeaves({
  model,
  embedsAt,
  leaves,
  estimate,
  runs,
}: Preview & { runs: number }): string[] {
  if (model === null) return [];
  const { words, mayLeave, stays } = leaves;
  const all = estimate.tokensIn + estimate.tokensOut;
  const each = runs === 1 ? "" : " each";
  const total = runs === 1 ? "" : ` for ${runs} runs`;
  const within = Math.min(1, model.budgetTokens / Math.max(1, all));
  return [
    `${model.id} at ${model.sendsTo} would draft. It would be sent:`,
    `  the description, ${count(words, "word")}, and prior hazards of the shipped bank`,
    ...(mayLeave.length === 0
      ? []
      : [`  of your own bank, as they may leave: ${mayLeave.map(plain).join(", ")}`]),
    ...(stays === 0
      ? []
      : [`  ${count(stays, "prior hazard")} of your own bank would stay here, as classed`]),
    ...(embedsAt === null
      ? []
      : [`Vectors are made at ${embedsAt}: the description's passages go there in any case.`]),
    `About ${count(estimate.calls, "question")} and ${figure(all)} tokens${each}; a run stops asking at ${figure(model.budgetTokens)}. ${
      estimate.cost === null
        ? "No price is configured (HAZID_LLM_PRICES)"
        : `About ${(estimate.cost.amount * within * runs).toFixed(2)} ${estimate.cost.currency}${total}`
    }. Estimates; your server counts.`,
  ];
}

/**
 * The host that texts may be sent to, agreed to by whoever runs the command; undefined where the run is
 * to be drafted by rules. Without a terminal and without `--yes` nothing is taken for agreement.
 */
export async function askConsent(
  deps: CliDeps,
  call: Call,
  product: string,
  { yes, offline, runs }: ConsentOptions & { readonly runs: number },
): Promise<string | undefined> {
  if (offline === true) {
    const { embedsAt } = await call("run.preview", { product });
    if (embedsAt !== null) {
      deps.err(
        `--offline asks no language model. Vectors are made at ${embedsAt} all the same, and the description's passages go there: without HAZID_EMBED_MODEL they are made on this machine.`,
      );
    }
    return undefined;
  }
  const preview = await call("run.preview", { product });
  const { model } = preview;
  if (model === null) return undefined;
  for (const sentence of sayWhatLeaves({ ...preview, runs })) deps.err(sentence);
  if (yes === true) return model.sendsTo;
  const answer = await deps.ask(`Send this to ${model.sendsTo}? [y/N] `);
  if (answer === null) {
    throw new AppError(
      "invalid-input",
      "No language model was asked. Say --yes to agree to what is listed above, or --offline to draft by rules alone.",
    );
  }
  if (/^y(es)?$/iu.test(answer.trim())) return model.sendsTo;
  deps.err("No language model is asked: drafting by rules alone.");
  return undefined;
}
