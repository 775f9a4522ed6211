import type { z } from "zod";
import type { Actor } from "../domain/actor/actor.ts";
import { hasRight } from "../domain/actor/rights.ts";
import { hashOf } from "../domain/hash/canonical.ts";
import { AppError } from "./errors.ts";
import { appendAudit } from "./audit/append.ts";
import type { Clock, Ids, Store, Tx } from "./ports.ts";
import type { LongUseCase, Scope, ShortUseCase, UseCase } from "./use-case.ts";

export type CallOptions = {
  readonly idempotencyKey?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((sentence: string) => void) | undefined;
};

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a registry holds use cases of every input and output
export type Registry = Readonly<Record<string, UseCase<any, any>>>;
type InputOf<U> = U extends { $input: z.ZodType } ? z.input<U["$input"]> : never;
type OutputOf<U> = U extends { run: (scope: never, input: never) => Promise<infer O> } ? O : never;

/** One door to all use cases: the pages, the API and the commands call nothing else. */
export type Calls<R extends Registry> = <V extends keyof R & string>(
  verb: V,
  input: InputOf<R[V]>,
  options?: CallOptions,
) => Promise<OutputOf<R[V]>>;

export type DispatchDeps = {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly organisation: string;
};

const maxKeyLength = 200;

/** Every call in the same order: right → parse → transaction → decide → store → audit. */
export function createDispatcher<R extends Registry>(useCases: R, deps: DispatchDeps): Calls<R> {
  const { store, clock, ids, organisation } = deps;

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

  const runShort = <I, O>(useCase: ShortUseCase<I, O>, raw: unknown, options: CallOptions) =>
    store.transaction(organisation, async (tx) => {
      const actor = await actorIn(tx, organisation);
      requireRight(actor, useCase);
      const input = parseInput(useCase.$input, raw);
      const scope = scopeIn(tx, actor);
      if (!useCase.writes || options.idempotencyKey === undefined) return useCase.run(scope, input);
      const key = requireKey(options.idempotencyKey);
      // A decision is its person's; other requests stay the same when a person is named in between.
      const by = useCase.needsPerson ? actorKey(actor) : null;
      const requestHash = hashOf({ summary: useCase.summary, input: raw, actor: by });
      const before = await tx.idempotency.reserve(key, requestHash, scope.at);
      if (before !== null) return repeated(before, requestHash) as O;
      const answer = await useCase.run(scope, input);
      await tx.idempotency.answer(key, JSON.stringify(answer));
      return answer;
    });

  const runLong = async <I, O>(useCase: LongUseCase<I, O>, raw: unknown, options: CallOptions) => {
    const actor = await store.transaction(organisation, (tx) => actorIn(tx, organisation));
    requireRight(actor, useCase);
    const input = parseInput(useCase.$input, raw);
    return useCase.run(
      {
        actor,
        clock,
        ids,
        requestKey:
          options.idempotencyKey === undefined ? null : requireKey(options.idempotencyKey),
        signal: options.signal ?? new AbortController().signal,
        step: (work) => store.transaction(organisation, (tx) => work(scopeIn(tx, actor))),
        progress: (sentence) => options.onProgress?.(sentence),
      },
      input,
    );
  };

  return async function call(verb, input, options = {}) {
    const useCase = Object.hasOwn(useCases, verb) ? useCases[verb] : undefined;
    if (useCase === undefined) throw new AppError("not-found", `There is no command ${verb}.`);
    const answer: unknown =
      useCase.kind === "short"
        ? await runShort(useCase, input, options)
        : await runLong(useCase, input, options);
    return answer as OutputOf<R[typeof verb]>;
  };
}

async function actorIn(tx: Tx, organisation: string): Promise<Actor> {
  const account = await tx.accounts.current();
  return account === null
    ? { kind: "unnamed", organisation }
    : { kind: "person", organisation, account };
}

const actorKey = (actor: Actor): string =>
  actor.kind === "person" ? actor.account.id : actor.kind;

function requireRight(
  actor: Actor,
  useCase: Pick<UseCase<unknown, unknown>, "needsPerson" | "right" | "summary">,
): void {
  if (useCase.needsPerson && actor.kind !== "person") {
    throw new AppError(
      "no-person",
      "Nobody is named yet, and a decision belongs to a person: name yourself first.",
    );
  }
  if (!hasRight(actor, useCase.right)) {
    const role = actor.kind === "person" ? actor.account.role : "unnamed";
    throw new AppError(
      "forbidden",
      `${useCase.summary} needs the right to ${useCase.right}, which the role ${role} does not have. Ask a CSO.`,
    );
  }
}

function parseInput<I>($input: z.ZodType<I>, raw: unknown): I {
  const parsed = $input.safeParse(raw);
  if (parsed.success) {
    const unkeepable = findUnkeepable(parsed.data);
    if (unkeepable === null) return parsed.data;
    throw new AppError(
      "invalid-input",
      `The input does not hold: ${unkeepable}: expected text without NUL characters and halved surrogate pairs.`,
    );
  }
  const issues = parsed.error.issues.map((issue) => {
    const path = issue.path.join(".");
    return path === "" ? issue.message : `${path}: ${issue.message}`;
  });
  throw new AppError("invalid-input", `The input does not hold: ${issues.join("; ")}.`);
}

/**
 * Where a value holds text that no engine keeps as it came, or null: PostgreSQL refuses NUL, and half
 * a surrogate pair has no UTF-8, so that what is stored would not be what was hashed.
 */
function findUnkeepable(value: unknown, path = "input"): string | null {
  if (typeof value === "string") {
    return value.isWellFormed() && !value.includes("\u0000") ? null : path;
  }
  if (typeof value !== "object" || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = findUnkeepable(inner, path === "input" ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

function requireKey(key: string): string {
  if (/^[\x21-\x7e]+$/u.test(key) && key.length <= maxKeyLength) return key;
  throw new AppError(
    "invalid-input",
    `Expected an idempotency key of 1 to ${maxKeyLength} visible ASCII characters.`,
  );
}

function repeated(before: { requestHash: string; answer: string | null }, hash: string): unknown {
  if (before.requestHash !== hash) {
    throw new AppError(
      "key-reused",
      "This Idempotency-Key was used for another request: send a new key with a new request.",
    );
  }
  if (before.answer === null) {
    throw new AppError("conflict", "The first request with this Idempotency-Key is still at work.");
  }
  return JSON.parse(before.answer);
}
