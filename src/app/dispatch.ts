import type { z } from "zod";
import { sha256 } from "../domain/hash/canonical.ts";
import type { Actor } from "../domain/actor/actor.ts";
import { appendAudit } from "./audit/append.ts";
import { parseInput, requireRight } from "./check-call.ts";
import { EntryRefused, requireStillValid, resolveActor } from "./credential.ts";
import type { CallOptions, DispatchDeps } from "./call-options.ts";
import { AppError } from "./errors.ts";
import { runLong } from "./long-call.ts";
import type { Tx } from "./ports.ts";
import { createRefusedEntries } from "./refused-entries.ts";
import { answerIn, stillAtWork, toRequestKey } from "./request-key.ts";
import { createSharedCalls } from "./shared-calls.ts";
import type { Scope, ShortUseCase, UseCase } from "./use-case.ts";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a registry holds use cases of every input and output
export type Registry = Readonly<Record<string, UseCase<any, any>>>;
type InputOf<U> = U extends { $input: z.ZodType } ? z.input<U["$input"]> : never;
type OutputOf<U> = U extends { run: (scope: never, input: never) => Promise<infer O> } ? O : never;

export type { CallOptions } from "./call-options.ts";

/** One door to all use cases: the pages, the API and the commands call nothing else. */
export type Calls<R extends Registry> = <V extends keyof R & string>(
  verb: V,
  input: InputOf<R[V]>,
  options?: CallOptions,
) => Promise<OutputOf<R[V]>>;

/** Every call in the same order: who → right → parse → transaction → decide → store → audit. */
export function createDispatcher<R extends Registry>(useCases: R, deps: DispatchDeps): Calls<R> {
  const { store, clock, ids, organisation, mode } = deps;
  const refuseEntry = createRefusedEntries(deps);
  const share = createSharedCalls();

  const actorIn = (tx: Tx, { credential }: CallOptions): Promise<Actor> =>
    resolveActor(tx, { organisation, mode, at: clock.now() }, credential);

  const scopeIn = (tx: Tx, actor: Actor): Scope => {
    const at = clock.now();
    return {
      tx,
      actor,
      at,
      newId: () => ids.next(),
      audit: (event) => appendAudit(tx, actor, at, event),
    };
  };

  /** In one transaction, nobody's event comes after the revocation of the token that they came by. */
  const guarded = (scope: Scope): Scope => ({
    ...scope,
    async audit(event) {
      const { tx, actor, at } = scope;
      if (actor.kind === "person" && actor.by !== undefined) {
        await tx.audit.lockHead();
        await requireStillValid(tx, actor.by, at);
      }
      await scope.audit(event);
    },
  });

  const runShort = <I, O>(
    verb: string,
    useCase: ShortUseCase<I, O>,
    raw: unknown,
    options: CallOptions,
  ): Promise<O> =>
    store.transaction(organisation, async (tx) => {
      const actor = await actorIn(tx, options);
      requireRight(actor, useCase);
      const input = parseInput(useCase.$input, raw);
      const scope = guarded(scopeIn(tx, actor));
      if (!useCase.writes || options.idempotencyKey === undefined) return useCase.run(scope, input);
      const { needsPerson, keep = (answer: O) => answer } = useCase;
      const request = { verb, raw, actor, needsPerson, mode };
      const key = toRequestKey(options.idempotencyKey, request);
      const used = await tx.idempotency.reserve(key.key, key.hash, scope.at);
      if (used !== null) {
        const before = answerIn<O>(used, key);
        if (before === null) throw stillAtWork();
        return before.answer;
      }
      const answer = await useCase.run(scope, input);
      await tx.idempotency.answer(key.key, JSON.stringify(keep(answer)));
      return answer;
    });

  const run = (verb: string, raw: unknown, options: CallOptions): Promise<unknown> => {
    const useCase = Object.hasOwn(useCases, verb) ? useCases[verb] : undefined;
    if (useCase === undefined) throw new AppError("not-found", `There is no command ${verb}.`);
    const { idempotencyKey, credential } = options;
    const work = (given: CallOptions): Promise<unknown> =>
      useCase.kind === "short"
        ? runShort(verb, useCase, raw, given)
        : runLong({ ...deps, actorIn, scopeIn }, verb, useCase, raw, given);
    const isShared = useCase.writes && (useCase.kind === "long" || useCase.keep !== undefined);
    if (!isShared || idempotencyKey === undefined) return work(options);
    const id = sha256(JSON.stringify([verb, raw, idempotencyKey, credential]));
    return share(id, options, (given) => work({ ...options, ...given }));
  };

  return async function call(verb, input, options = {}) {
    try {
      return (await run(verb, input, options)) as OutputOf<R[typeof verb]>;
    } catch (error) {
      if (!(error instanceof EntryRefused)) throw error;
      throw await refuseEntry(error.facts, options.client);
    }
  };
}
