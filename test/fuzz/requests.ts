import fc from "fast-check";
import type { Operation, Parameter, ServedDocument } from "./document.ts";
import { referenceOf, valueOf, type Json } from "./from-schema.ts";
import { idempotencyKeys } from "./hostile-transport.ts";
import { extraKeys, hostileTexts, wrongTypes } from "./hostile.ts";
import { twistOf, type Twist } from "./twists.ts";

/** Stands for the entity tag that a GET answers with at the moment of sending. */
export const currentTag = "{{current tag}}";

/** A request as it was thought of: by the document's names, before it is put on the wire. */
export type Draft = {
  readonly operationId: string;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, Json>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly mediaType: string | null;
  readonly body: Json | undefined;
};
export type Kind = "valid" | "nearly-valid" | "hostile";
export type Fuzzed = {
  readonly kind: Kind;
  readonly draft: Draft;
  readonly twists: readonly Twist[];
};

type Place = "path" | "query" | "headers" | "body";
type Spoil = { readonly place: Place; readonly at: number; readonly how: How };
type How =
  | { readonly act: "drop" }
  | { readonly act: "add"; readonly key: string; readonly value: Json }
  | { readonly act: "put"; readonly value: Json };

/** Requests for every operation: more for those that write, fewer for those that do much work. */
export function requestOf(document: ServedDocument): fc.Arbitrary<Fuzzed> {
  return fc.oneof(
    ...document.operations.map((operation) => ({
      weight: worksLong(operation) ? 1 : operation.method === "GET" ? 3 : 6,
      arbitrary: requestTo(document, operation),
    })),
  );
}

/** A route that may fail on what it depends on works through several steps. */
const worksLong = ({ responses }: Operation): boolean => responses["502"] !== undefined;

function requestTo(document: ServedDocument, operation: Operation): fc.Arbitrary<Fuzzed> {
  const draft = draftOf(document, operation);
  const plain = draft.map((made): Fuzzed => ({ kind: "valid", draft: made, twists: [] }));
  const spoilt = fc
    .tuple(draft, spoilOf)
    .map(([made, how]): Fuzzed => ({ kind: "nearly-valid", draft: spoil(made, how), twists: [] }));
  const hostile = fc
    .tuple(draft, fc.array(twistOf(operation), { minLength: 1, maxLength: 2 }))
    .map(([made, twists]): Fuzzed => ({ kind: "hostile", draft: made, twists }));
  return fc.oneof(
    { weight: 5, arbitrary: plain },
    { weight: 3, arbitrary: spoilt },
    { weight: 2, arbitrary: hostile },
  );
}

function draftOf(document: ServedDocument, operation: Operation): fc.Arbitrary<Draft> {
  const { operationId, parameters, requestBody } = operation;
  const inPlace = (place: Parameter["in"]) => {
    const made = parameters
      .filter((parameter) => parameter.in === place)
      .map((parameter) => {
        const value = parameterOf(document, operation, parameter);
        const unsaid = { weight: 2, arbitrary: fc.constant(undefined) };
        const said = parameter.required ? value : fc.oneof(unsaid, { weight: 1, arbitrary: value });
        return said.map((one) => (one === undefined ? [] : [[parameter.name, one] as const]));
      });
    return fc.tuple(...made).map((entries) => Object.fromEntries(entries.flat()));
  };
  const bodies = Object.entries(requestBody?.content ?? {}).map(([mediaType, { schema }]) =>
    // The name under which a text for a body of its own is looked up is that of the JSON property.
    valueOf(document, schema ?? {}, "text").map((body) => ({ mediaType, body })),
  );
  const body =
    bodies.length === 0 ? fc.constant({ mediaType: null, body: undefined }) : fc.oneof(...bodies);
  return fc
    .tuple(inPlace("path"), inPlace("query"), inPlace("header"), body)
    .map(([path, query, headers, sent]) => ({
      operationId,
      path: mapValues(path, asText),
      query: { ...query },
      headers: mapValues(headers, asText),
      ...sent,
    }));
}

function parameterOf(
  document: ServedDocument,
  operation: Operation,
  { name, in: place, schema }: Parameter,
): fc.Arbitrary<Json> {
  const key = name.toLowerCase();
  if (place === "header" && key === "idempotency-key") {
    return fc.oneof(
      { weight: 4, arbitrary: fc.uuid() },
      { weight: 1, arbitrary: fc.constantFrom(...idempotencyKeys) },
      { weight: 1, arbitrary: referenceOf("idempotency_key") },
    );
  }
  if (place === "header" && key === "if-match" && document.shownBy(operation) !== undefined) {
    return fc.oneof(
      { weight: 6, arbitrary: fc.constant(currentTag) },
      { weight: 1, arbitrary: valueOf(document, schema, name) },
      { weight: 1, arbitrary: referenceOf("hash").map((hash) => `"${hash}"`) },
    );
  }
  return place === "path" ? referenceOf(name) : valueOf(document, schema, name);
}

/** One less, as many and one more than the limits that schemas usually set. */
const lengthsAround = fc.constantFrom(
  ...[1, 2, 40, 60, 100, 120, 200, 2_000, 4_000].flatMap((n) => [n - 1, n, n + 1]),
  100_000,
);

const spoilOf: fc.Arbitrary<Spoil> = fc.record({
  place: fc.constantFrom("path", "query", "headers", "body", "body", "body"),
  at: fc.nat({ max: 20 }),
  how: fc.oneof(
    { weight: 1, arbitrary: fc.constant<How>({ act: "drop" }) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom(...extraKeys), fc.constantFrom<Json>("1", 1, null, {}))
        .map(([key, value]): How => ({ act: "add", key, value })),
    },
    {
      weight: 6,
      arbitrary: fc
        .oneof(
          { weight: 3, arbitrary: fc.constantFrom<Json>(...hostileTexts) },
          { weight: 2, arbitrary: fc.constantFrom(...wrongTypes) },
          { weight: 1, arbitrary: lengthsAround.map((n): Json => "c".repeat(n)) },
          { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 30 }) },
        )
        .map((value): How => ({ act: "put", value })),
    },
  ),
});

/** The draft with one thing of it changed; what has nothing in that place is changed in its body or path. */
function spoil(draft: Draft, { place, at, how }: Spoil): Draft {
  switch (place) {
    case "path":
      return {
        ...draft,
        path: spoilTexts(draft.path, at, how.act === "add" ? { act: "drop" } : how),
      };
    case "query":
      return { ...draft, query: spoilObject(draft.query, at, how) };
    case "headers":
      return { ...draft, headers: spoilTexts(draft.headers, at, how) };
    case "body":
      return draft.body === undefined
        ? { ...draft, query: spoilObject(draft.query, at, how) }
        : { ...draft, body: spoilJson(draft.body, at, how) };
  }
}

function spoilJson(value: Json, at: number, how: How): Json {
  if (Array.isArray(value)) {
    if (value.length === 0 || how.act === "add") return how.act === "put" ? [how.value] : [value];
    const index = at % value.length;
    return how.act === "drop"
      ? value.toSpliced(index, 1)
      : value.with(index, spoilJson(value[index] ?? null, at, how));
  }
  if (typeof value === "object" && value !== null) return spoilObject(value, at, how);
  return how.act === "put" ? how.value : null;
}

function spoilObject(
  object: Readonly<Record<string, Json>>,
  at: number,
  how: How,
): Record<string, Json> {
  const entries = Object.entries(object);
  // fromEntries defines what assignment would take for the prototype.
  if (how.act === "add" || entries.length === 0) {
    const key = how.act === "add" ? how.key : "extra";
    return Object.fromEntries([...entries, [key, how.act === "drop" ? null : how.value]]);
  }
  const index = at % entries.length;
  if (how.act === "drop") return Object.fromEntries(entries.toSpliced(index, 1));
  return Object.fromEntries(
    entries.map(([key, inner], i) => {
      if (i !== index) return [key, inner];
      const goesIn = typeof inner === "object" && inner !== null && at % 2 === 0;
      return [key, goesIn ? spoilJson(inner, at, how) : how.value];
    }),
  );
}

const spoilTexts = (
  texts: Readonly<Record<string, string>>,
  at: number,
  how: How,
): Record<string, string> => mapValues(spoilObject(texts, at, how), asText);

export const asText = (value: Json): string =>
  typeof value === "string" ? value : JSON.stringify(value);

const mapValues = <A, B>(
  object: Readonly<Record<string, A>>,
  map: (value: A) => B,
): Record<string, B> =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
