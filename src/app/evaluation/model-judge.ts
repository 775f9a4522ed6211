import type { Judged } from "../../domain/evaluation/candidate.ts";
import type { Gold } from "../../domain/evaluation/case.ts";
import {
  $JudgeHead,
  goldKey,
  type JudgeHead,
  type Verdict,
} from "../../domain/evaluation/verdict.ts";
import { fence } from "../../domain/prompt/fence.ts";
import { requireNoPatientData } from "../free-text.ts";
import { askModel, versionsOf, type Asking, type Tokens } from "./ask-model.ts";
import { $PairVerdicts, findIssues } from "./pair-verdicts.ts";
import { UnreadableAnswer } from "./unreadable-answer.ts";

/** More in one list and models begin to skip some. */
const candidatesPerQuestion = 25;
const tokensPerCandidate = 200;
const tokensBeside = 1_000;
const shownHash = 16;

type JudgedCandidate = Judged & { readonly key: string };
type Judgement = { readonly verdicts: Verdict[]; readonly tokens: Tokens };

export type ModelJudge = {
  readonly head: JudgeHead;
  /**
   * Decides every candidate for one known hazard, a verdict each and in their order, some at a time:
   * what was yielded may be kept, whatever happens next. Throws `UnreadableAnswer` for an answer
   * that leaves some out, names others, or contradicts the rubric, and takes none of its verdicts.
   */
  judge(
    gold: Gold,
    candidates: readonly JudgedCandidate[],
    signal?: AbortSignal,
  ): AsyncGenerator<Judgement, void, undefined>;
};

/** What a judge may see: neither ids nor keys, and of causes their numbers. */
function toQuestion(gold: Gold, candidates: readonly JudgedCandidate[]): string {
  const { hazard, effect, harm } = gold;
  const causes = gold.causes.map((cause, i) => ({ number: i + 1, cause }));
  const listed = candidates.map((candidate, i) => ({
    candidate: i + 1,
    hazard: candidate.hazard,
    effect: candidate.effect,
    harm: candidate.harm,
    causes: candidate.causes,
  }));
  return [
    `Candidates to decide: ${candidates.length}, numbered from 1.`,
    fence("known hazard", JSON.stringify({ hazard, effect, harm, causes }, null, 1)),
    fence("candidates", JSON.stringify(listed, null, 1)),
  ].join("\n\n");
}

async function judgeSome(
  asking: Asking,
  gold: Gold,
  candidates: readonly JudgedCandidate[],
  signal?: AbortSignal,
): Promise<Judgement> {
  requireNoPatientData("the known hazard", gold);
  requireNoPatientData(
    "the candidates",
    candidates.map(({ key: _key, ...shown }) => shown),
  );
  const { value, raw, tokens } = await askModel(
    asking,
    {
      text: toQuestion(gold, candidates),
      $answer: $PairVerdicts,
      maxTokens: candidates.length * tokensPerCandidate + tokensBeside,
    },
    signal,
  );
  const issues = findIssues(value.verdicts, {
    count: candidates.length,
    causes: gold.causes.length,
  });
  if (issues.length > 0) {
    throw new UnreadableAnswer(issues.join("; "), { raw, tokens }, versionsOf(asking));
  }
  const byNumber = value.verdicts.toSorted((a, b) => a.candidate - b.candidate);
  const verdicts = byNumber.map(({ candidate, verdict, causes, why }) => ({
    gold: gold.id,
    goldKey: goldKey(gold),
    candidates: candidates.slice(candidate - 1, candidate).map(({ key }) => key),
    verdict,
    causes: [...new Set(causes)].sort((a, b) => a - b),
    why,
  }));
  return { verdicts, tokens };
}

/** A judge that is a language model; `name` is the one its file of verdicts has. */
export function createModelJudge({
  name,
  ...asking
}: Asking & { readonly name: string }): ModelJudge {
  const { prompt, chat } = asking;
  return {
    head: $JudgeHead.parse({
      format: "hazid-verdicts-1",
      judge: name,
      kind: "model",
      by: `${chat.id}, ${prompt.id}@${prompt.version} ${prompt.hash.slice(0, shownHash)}`,
    }),
    async *judge(gold, candidates, signal) {
      for (let from = 0; from < candidates.length; from += candidatesPerQuestion) {
        const some = candidates.slice(from, from + candidatesPerQuestion);
        yield await judgeSome(asking, gold, some, signal);
      }
    },
  };
}
