import { z } from "zod";
import { candidateKey, type EvalCandidate } from "../../domain/evaluation/candidate.ts";
import { fence } from "../../domain/prompt/fence.ts";
import { requireNoPatientData } from "../free-text.ts";
import { askModel, versionsOf, type Asking, type Tokens } from "./ask-model.ts";

export type AskedOfModel = {
  readonly name: string;
  readonly description: string;
  /** Most candidates wanted. */
  readonly top: number;
};
export type ModelArmAnswer = {
  /** In the model's own order, at most `top`. */
  readonly candidates: EvalCandidate[];
  readonly tokens: Tokens;
  readonly versions: Record<string, string>;
};
/** Throws `UnreadableAnswer`, or what the chat throws; patient data are refused before anything is sent. */
export type ModelArm = (asked: AskedOfModel, signal?: AbortSignal) => Promise<ModelArmAnswer>;

export type PriorHazard = { readonly id: string; readonly text: string };

const text = z.string().trim();
/** What the model's words are parsed by; whatever else it adds, such as a score, is left out. */
const $Drafted = z.object({
  hazard: text.min(1),
  effect: text,
  harm: text,
  exposed: text,
  causes: z.array(text.min(1)),
});
const $HazardList = z.object({ hazards: z.array($Drafted) });
const $CitingHazardList = z.object({
  hazards: z.array($Drafted.extend({ citations: z.array(text.min(1)) })),
});

/** Four texts and some causes seldom take half of this; models that think aloud take more. */
const tokensPerHazard = 600;
const tokensBeside = 1_000;

const describe = ({ name, description, top }: AskedOfModel): string =>
  [
    `Hazards wanted: at most ${top}.`,
    fence("product name", name),
    fence("product description", description),
  ].join("\n\n");

const toCandidate = (
  { citations = [], ...drafted }: z.infer<typeof $Drafted> & { citations?: string[] },
  index: number,
  given: ReadonlySet<string>,
): EvalCandidate => ({
  ...drafted,
  rank: index + 1,
  title: "",
  key: candidateKey(drafted),
  lens: null,
  untailored: null,
  assumptions: [],
  quotes: [],
  citations: citations.map((id) => ({ id, resolves: given.has(id) })),
});

async function ask(
  asking: Asking,
  asked: AskedOfModel,
  $answer: z.ZodType<{ hazards: (z.infer<typeof $Drafted> & { citations?: string[] })[] }>,
  prior: readonly PriorHazard[],
  signal?: AbortSignal,
): Promise<ModelArmAnswer> {
  requireNoPatientData("the description", asked);
  const shown = prior.length === 0 ? [] : [fence("prior hazards", JSON.stringify(prior, null, 1))];
  const { value, tokens } = await askModel(
    asking,
    {
      text: [describe(asked), ...shown].join("\n\n"),
      $answer,
      maxTokens: asked.top * tokensPerHazard + tokensBeside,
    },
    signal,
  );
  const given = new Set(prior.map(({ id }) => id));
  return {
    candidates: value.hazards
      .slice(0, asked.top)
      .map((drafted, i) => toCandidate(drafted, i, given)),
    tokens,
    versions: versionsOf(asking),
  };
}

/** One question, with nothing but the description: what a person gets who asks a model themselves. */
export const createModelAlone =
  (asking: Asking): ModelArm =>
  (asked, signal) =>
    ask(asking, asked, $HazardList, [], signal);

/** The same question, with the prior hazards that hazid finds for the description. */
export const createModelWithBank =
  ({
    priorHazards,
    ...asking
  }: Asking & {
    priorHazards(description: string, signal?: AbortSignal): Promise<readonly PriorHazard[]>;
  }): ModelArm =>
  async (asked, signal) =>
    ask(asking, asked, $CitingHazardList, await priorHazards(asked.description, signal), signal);
