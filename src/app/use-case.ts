import type { z } from "zod";
import type { Actor } from "../domain/actor/actor.ts";
import type { Right } from "../domain/actor/rights.ts";
import type { AuditBody } from "../domain/audit/event.ts";
import type { Clock, Ids, Tx } from "./ports.ts";

export type NewAuditEvent = Pick<AuditBody, "action" | "subject" | "product" | "details">;

/** What a use case acts with: one transaction, one actor, one moment. */
export type Scope = {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly at: string;
  readonly newId: () => string;
  /** Appends to the audit chain in the same transaction. */
  readonly audit: (event: NewAuditEvent) => Promise<void>;
};

/** For what takes several transactions: each `step` is one. */
export type LongScope = {
  readonly actor: Actor;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly signal: AbortSignal;
  /** The caller's idempotency key; null when it gave none. */
  readonly requestKey: string | null;
  readonly step: <T>(work: (scope: Scope) => Promise<T>) => Promise<T>;
  readonly progress: (sentence: string) => void;
};

/** With its last step: what that gives is the answer, kept under the caller's key in the same transaction. */
export type FinishingScope<O> = LongScope & {
  readonly finish: (work: (scope: Scope) => Promise<O>) => Promise<O>;
};

type Common<I> = {
  readonly right: Right;
  /** Whether a person must have been named. */
  readonly needsPerson: boolean;
  /** Whether it changes what is recorded, and so takes an idempotency key. */
  readonly writes: boolean;
  readonly summary: string;
  readonly $input: z.ZodType<I>;
};
export type ShortUseCase<I, O> = Common<I> & {
  readonly kind: "short";
  run(scope: Scope, input: I): Promise<O>;
  /** What of the answer is kept for who sends the request again; all of it where this is absent. */
  readonly keep?: (answer: O) => O;
};
export type LongUseCase<I, O> = Common<I> & {
  readonly kind: "long";
  run(scope: FinishingScope<O>, input: I): Promise<O>;
};
export type UseCase<I, O> = ShortUseCase<I, O> | LongUseCase<I, O>;

type Given<T> = Omit<T, "kind" | "writes" | "needsPerson">;

/** Reads and records nothing. */
export const look = <I, O>(useCase: Given<ShortUseCase<I, O>>): ShortUseCase<I, O> => ({
  kind: "short",
  writes: false,
  needsPerson: false,
  ...useCase,
});

/**
 * Keeps or deletes what is personal and no record, such as when somebody opened a page: nothing of it
 * is audited, and asking twice is asking once.
 */
export const note = look;

/** Changes the record in one transaction. */
export const write = <I, O>(
  useCase: Given<ShortUseCase<I, O>> & { readonly needsPerson?: boolean },
): ShortUseCase<I, O> => ({ kind: "short", writes: true, needsPerson: false, ...useCase });

/** Takes several transactions, and can be taken up again where it changes the record. */
export const long = <I, O>(
  useCase: Given<LongUseCase<I, O>> & { readonly writes?: boolean },
): LongUseCase<I, O> => ({
  kind: "long",
  writes: true,
  needsPerson: false,
  ...useCase,
});
