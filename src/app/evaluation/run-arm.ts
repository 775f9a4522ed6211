import { candidateKey, type EvalCandidate } from "../../domain/evaluation/candidate.ts";
import { spanResolves, type Span } from "../../domain/text/span.ts";
import type { PresentedCandidate } from "../run/present.ts";
import type { Call } from "../use-cases.ts";
import { noTokens, type Arm } from "./arm.ts";

/**
 * The service as it stands, over an empty record that is gone after each repeat: drafting by rules, or by
 * the configured language model at the host that texts may be sent to.
 */
export function createRunArm(
  withScratch: <T>(work: (call: Call) => Promise<T>) => Promise<T>,
  { name: armName, sendTo }: { readonly name: string; readonly sendTo?: string },
): Arm {
  return {
    name: armName,
    repeat: (work) =>
      withScratch(async (call) => {
        const { entries } = await call("bank.list", {});
        const known = new Set(entries.map(({ id, version }) => `${id}@${version}`));
        return work(async ({ name, description, top }, signal) => {
          const product = await call("product.add", { text: description, name });
          const options = signal === undefined ? {} : { signal };
          const asked = { product: product.id, limit: top, sendTo };
          const { run, candidates } = await call("run.identify", asked, options);
          const { drafter, embedder, pipeline, bankHash } = run;
          return {
            candidates: candidates.map((one) => toEvalCandidate(one, description, known)),
            tokens: noTokens,
            versions: { drafter, embedder, pipeline, bank: bankHash },
          };
        });
      }),
  };
}

/** Whether quotes and citations resolve is worked out here anew, not taken from the run's own check. */
function toEvalCandidate(
  candidate: PresentedCandidate,
  description: string,
  known: ReadonlySet<string>,
): EvalCandidate {
  const { rank, title, hazard, effect, harm, exposed, lens, untailored, assumptions } = candidate;
  const causes = candidate.causes.map(({ text }) => text);
  const stated = candidate.controls.flatMap(({ span }) => (span === null ? [] : [span]));
  const quoteOf = (span: Span) => ({
    quote: span.quote,
    resolves: spanResolves(description, span),
  });
  return {
    rank,
    key: candidateKey({ hazard, effect, harm, causes }),
    title,
    hazard,
    effect,
    harm,
    exposed,
    causes,
    lens,
    untailored,
    assumptions,
    quotes: [...candidate.evidence.product, ...stated].map(quoteOf),
    citations: candidate.evidence.bank.map(({ id, version }) => ({
      id: `${id}@${version}`,
      resolves: known.has(`${id}@${version}`),
    })),
  };
}
