import fc from "fast-check";
import type { Operation } from "./document.ts";
import {
  addedHeaders,
  contentTypes,
  idempotencyKeys,
  ifMatchForms,
  methods,
  oddIdempotencyKeys,
  pathEndings,
  queryEndings,
  rawBodies,
} from "./hostile-transport.ts";
import { referenceOf } from "./from-schema.ts";

export type RawBody = keyof typeof rawBodies;
const rawBodyNames = Object.keys(rawBodies).filter((name): name is RawBody => name in rawBodies);

/** One way in which the transport of a request is not what the document says. */
export type Twist =
  | { readonly kind: "method"; readonly value: string }
  | { readonly kind: "content-type"; readonly value: string | null }
  | { readonly kind: "body"; readonly value: RawBody }
  | { readonly kind: "header"; readonly name: string; readonly value: string }
  | { readonly kind: "path"; readonly value: string }
  | { readonly kind: "query"; readonly value: string }
  /** The client is gone before it is answered. */
  | { readonly kind: "gone" };

const header = (name: string, values: fc.Arbitrary<string>): fc.Arbitrary<Twist> =>
  values.map((value) => ({ kind: "header", name, value }));

export function twistOf({ requestBody, method, responses }: Operation): fc.Arbitrary<Twist> {
  const takesBody = requestBody === undefined ? 0 : 1;
  const writes = method === "GET" ? 1 : 3;
  return fc.oneof(
    {
      weight: 2,
      arbitrary: fc.constantFrom(...methods).map((value): Twist => ({ kind: "method", value })),
    },
    {
      weight: 4 * takesBody,
      arbitrary: fc
        .constantFrom(null, ...contentTypes)
        .map((value): Twist => ({ kind: "content-type", value })),
    },
    {
      weight: 8 * takesBody,
      arbitrary: fc.constantFrom(...rawBodyNames).map((value): Twist => ({ kind: "body", value })),
    },
    {
      weight: 6,
      arbitrary: fc
        .constantFrom(...addedHeaders)
        .map(([name, value]): Twist => ({ kind: "header", name, value })),
    },
    { weight: writes, arbitrary: header("if-match", fc.constantFrom(...ifMatchForms)) },
    {
      weight: 2 * writes,
      arbitrary: header(
        "idempotency-key",
        fc.oneof(
          fc.constantFrom(...idempotencyKeys),
          fc.constantFrom(...oddIdempotencyKeys),
          referenceOf("idempotency_key"),
        ),
      ),
    },
    {
      weight: 3,
      arbitrary: fc.constantFrom(...pathEndings).map((value): Twist => ({ kind: "path", value })),
    },
    {
      weight: 4,
      arbitrary: fc.constantFrom(...queryEndings).map((value): Twist => ({ kind: "query", value })),
    },
    {
      // Of what works through several steps, a client may tire.
      weight: responses["502"] === undefined ? 1 : 15,
      arbitrary: fc.constant<Twist>({ kind: "gone" }),
    },
  );
}
