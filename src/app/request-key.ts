import type { Actor } from "../domain/actor/actor.ts";
import { hashOf } from "../domain/hash/canonical.ts";
import type { Mode } from "./credential.ts";
import { AppError } from "./errors.ts";

/** A caller's key, and the hash of the request that it stands for. */
export type RequestKey = { readonly key: string; readonly hash: string };
type Used = { readonly requestHash: string; readonly answer: string | null };

const maxKeyLength = 200;

type Request = {
  readonly verb: string;
  readonly raw: unknown;
  readonly actor: Actor;
  readonly needsPerson: boolean;
  readonly mode: Mode;
};

export function toRequestKey(key: string, request: Request): RequestKey {
  if (!/^[\x21-\x7e]+$/u.test(key) || key.length > maxKeyLength) {
    throw new AppError(
      "invalid-input",
      `Expected an idempotency key of 1 to ${maxKeyLength} visible ASCII characters.`,
    );
  }
  const { verb, raw, actor, needsPerson, mode } = request;
  // At one machine, only decisions are their person's: others stay the same when a person is named in between.
  const isTheirs = needsPerson || mode === "server";
  const by = isTheirs ? (actor.kind === "person" ? actor.account.id : actor.kind) : null;
  return { key, hash: hashOf({ verb, input: raw, actor: by }) };
}

/** What was answered to this very request; null when nothing was. Refuses the key of another request. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- names what the use case answered before it was JSON
export function answerIn<O>(used: Used, { hash }: RequestKey): { readonly answer: O } | null {
  if (used.requestHash !== hash) {
    throw new AppError(
      "key-reused",
      "This Idempotency-Key was used for another request: send a new key with a new request.",
    );
  }
  // The same use case gave it: verb and input are in the hash.
  return used.answer === null ? null : { answer: JSON.parse(used.answer) as O };
}

export const stillAtWork = (): AppError =>
  new AppError(
    "conflict",
    "The first request with this Idempotency-Key is still at work: send it again in a moment for its answer.",
  );
