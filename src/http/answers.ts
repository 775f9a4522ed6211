import type { z } from "@hono/zod-openapi";
import { $Error } from "./errors.ts";

/** A JSON response of a route, for the OpenAPI document. */
export const json = <S extends z.ZodType>(description: string, schema: S) => ({
  description,
  content: { "application/json": { schema } },
});

/** A JSON body of a route, for the OpenAPI document. */
export const jsonBody = <S extends z.ZodType>(schema: S) => ({
  required: true,
  content: { "application/json": { schema } },
});

const meanings = {
  400: "The request does not hold; the message says what was expected.",
  401: "Nobody is signed in, or the token does not let in: send one that holds.",
  403: "Not allowed: nobody is named yet, the role lacks the right, or another site sent it.",
  404: "There is nothing of that reference.",
  409: "It was decided, or is being worked on, by somebody else; or it asks for your own view first.",
  412: "What was seen is not what it says now.",
  413: "The body is larger than this server takes.",
  415: "The body is of a type that this route does not take.",
  421: "The Host header does not name this server.",
  422: "The text holds a patient's data, or the idempotency key was used for something else.",
  428: "If-Match is missing: a decision says what was seen.",
  429: "Too many refused sign-ins from one address: wait.",
  500: "A fault of hazid; the message says nothing but the id to quote.",
  502: "A run failed on what it depends on.",
  503: "The record, or something it depends on, is not available now.",
} as const;
type Refused = keyof typeof meanings;

const responses = <S extends Refused>(statuses: readonly S[]) =>
  // The entries carry exactly the statuses given; fromEntries forgets its keys.
  Object.fromEntries(statuses.map((status) => [status, json(meanings[status], $Error)])) as Record<
    S,
    ReturnType<typeof json<typeof $Error>>
  >;

/** What every route that reads may refuse with, and more. */
export const refusals = <S extends Refused = never>(...more: S[]) =>
  responses([400, 401, 403, 421, 429, 500, 503, ...more]);

/** What every route that writes may refuse with, and more. */
export const writeRefusals = <S extends Refused = never>(...more: S[]) =>
  responses([400, 401, 403, 409, 413, 415, 421, 422, 429, 500, 503, ...more]);

/** A use case's answer without `readonly`, which schemas do not write. */
export type Answer<T> = T extends readonly (infer E)[]
  ? Answer<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Answer<T[K]> }
    : T;

// The same value: nothing here or after it changes an answer.
export const toAnswer = <T>(value: T): Answer<T> => value as Answer<T>;
