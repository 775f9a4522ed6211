import type { Actor } from "../domain/actor/actor.ts";
import { parseInput, requireRight } from "./check-call.ts";
import type { CallOptions, DispatchDeps } from "./call-options.ts";
import type { Tx } from "./ports.ts";
import { answerIn, stillAtWork, toRequestKey, type RequestKey } from "./request-key.ts";
import type { LongUseCase, Scope } from "./use-case.ts";

type LongDeps = DispatchDeps & {
  readonly actorIn: (tx: Tx, options: CallOptions) => Promise<Actor>;
  readonly scopeIn: (tx: Tx, actor: Actor) => Scope;
};

/**
 * Runs what takes several transactions. Its key is reserved in the first of them, so that a refusal
 * uses none up, and answered in the last. A key that was reserved and not answered belongs to a call
 * that died or failed, or is at work in another process: it is taken up again, and the use case knows
 * by `requestKey` what there is already, or refuses.
 */
export async function runLong<I, O>(
  deps: LongDeps,
  verb: string,
  useCase: LongUseCase<I, O>,
  raw: unknown,
  options: CallOptions,
): Promise<O> {
  const { store, clock, ids, organisation, mode, actorIn, scopeIn } = deps;
  const { needsPerson, writes } = useCase;
  const idempotencyKey = writes ? options.idempotencyKey : undefined;
  const begun = await store.transaction(organisation, async (tx) => {
    const actor = await actorIn(tx, options);
    requireRight(actor, useCase);
    const input = parseInput(useCase.$input, raw);
    if (idempotencyKey === undefined) return { actor, input, key: null, used: null, before: null };
    const key = toRequestKey(idempotencyKey, { verb, raw, actor, needsPerson, mode });
    const used = await tx.idempotency.find(key.key);
    return { actor, input, key, used, before: used === null ? null : answerIn<O>(used, key) };
  });
  if (begun.before !== null) return begun.before.answer;
  const { actor, input, key } = begun;
  let unreserved: RequestKey | null = begun.used === null ? key : null;
  let kept = key === null;

  const step = async <T>(work: (tx: Tx, scope: Scope) => Promise<T>): Promise<T> => {
    const done = await store.transaction(organisation, async (tx) => {
      if (unreserved !== null) await reserve(tx, unreserved, clock.now());
      return work(tx, scopeIn(tx, actor));
    });
    unreserved = null;
    return done;
  };

  /** Answers the key with the work that is the answer; another process may have done so meanwhile. */
  const finish = (work: (scope: Scope) => Promise<O>): Promise<O> =>
    step(async (tx, scope) => {
      if (key === null) return work(scope);
      const used = await tx.idempotency.find(key.key, "hold");
      const before = used === null ? null : answerIn<O>(used, key);
      if (before !== null) return before.answer;
      const answer = await work(scope);
      await tx.idempotency.answer(key.key, JSON.stringify(answer));
      return answer;
    });

  const answer = await useCase.run(
    {
      actor,
      clock,
      ids,
      requestKey: key?.key ?? null,
      signal: options.signal ?? new AbortController().signal,
      step: (work) => step((_tx, scope) => work(scope)),
      async finish(work) {
        const finished = await finish(work);
        kept = true;
        return finished;
      },
      progress: (sentence) => options.onProgress?.(sentence),
    },
    input,
  );
  return kept ? answer : finish(() => Promise.resolve(answer));
}

async function reserve(tx: Tx, { key, hash }: RequestKey, at: string): Promise<void> {
  const used = await tx.idempotency.reserve(key, hash, at);
  if (used === null) return;
  answerIn(used, { key, hash });
  throw stillAtWork();
}
