import fc from "fast-check";
import { z } from "zod";
import type { Schema, ServedDocument } from "./document.ts";
import { saysSeen, seenToken } from "./look-first.ts";
import { token } from "./pool.ts";

export type Json = z.core.util.JSONType;

/** How deep a schema that refers to itself is followed. */
const maxDepth = 6;
/** Years of four digits (RFC 3339 §5.6). */
const firstDay = new Date("0000-01-01T00:00:00Z");
const lastDay = new Date("9999-12-31T00:00:00Z");
/** Items at most where the schema sets no limit, or a larger one: lists stay readable. */
const usualItems = 4;

/**
 * Values that meet a schema of the document, mostly such as a client would send: what the document
 * itself gives as example or enumeration under the same property name, and references that are known.
 */
export function valueOf(
  document: ServedDocument,
  given: Schema,
  name: string,
  depth = 0,
): fc.Arbitrary<Json> {
  const schema = document.resolve(given);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) {
    return fc.oneof(...choices.map((choice) => valueOf(document, choice, name, depth + 1)));
  }
  if (Array.isArray(schema.type)) {
    return fc.oneof(
      ...schema.type.map((type) => valueOf(document, { ...schema, type }, name, depth + 1)),
    );
  }
  if (depth > maxDepth) return fc.constant(null);
  switch (schema.type) {
    case "string":
      return textOf(document, schema, name);
    case "integer":
      return integerOf(schema);
    case "number":
      return numberOf(schema);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return orExample(schema, listOf(document, schema, name, depth));
    case "object":
      return orExample(schema, objectOf(document, schema, name, depth));
    case undefined:
    default:
      return fc.jsonValue({ maxDepth: 2 }).map(toJson);
  }
}

/** As often as anything else what the document gives as example: parts that only fit each other. */
const orExample = ({ example }: Schema, any: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  example === undefined ? any : fc.oneof(any, fc.constant(example));

// fast-check types its JSON with symbols for keys left open; what it makes is JSON.
function toJson(value: unknown): Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== "object") throw new TypeError(`Expected JSON, got ${typeof value}.`);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toJson(inner)]));
}

function textOf(document: ServedDocument, schema: Schema, name: string): fc.Arbitrary<string> {
  if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern, "u"));
  if (schema.format === "uuid") return fc.uuid();
  if (schema.format === "date") {
    const days = fc.integer({ min: 0, max: 36_500 });
    return days.map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
  }
  if (schema.format === "date-time") {
    return fc
      .date({ noInvalidDate: true, min: firstDay, max: lastDay })
      .map((date) => date.toISOString());
  }
  if (saysSeen(name)) {
    return fc.oneof(
      { weight: 8, arbitrary: fc.constant(seenToken(name)) },
      { weight: 1, arbitrary: referenceOf("hash") },
      { weight: 1, arbitrary: fc.string({ maxLength: 70 }) },
    );
  }
  const named = document.names.find((one) => one === name);
  const reference = document.parameterLike(schema) ?? named;
  if (reference !== undefined) {
    // Beside what its path names, a client mostly means one of the same product, by its short name.
    return fc.oneof(
      { weight: 1, arbitrary: referenceOf(reference) },
      { weight: 1, arbitrary: shortOf(reference, 2) },
    );
  }
  const { minLength = 0, maxLength = 400 } = schema;
  const fit = (text: string): string => fitLength(text, minLength, maxLength);
  const example = typeof schema.example === "string" ? [schema.example] : [];
  const words = document
    .wordsOf(name)
    .filter((word) => word.length >= minLength && word.length <= maxLength);
  const plain = fc.oneof(
    fc.lorem({ maxCount: 8 }),
    fc.string({ maxLength: Math.min(maxLength, 60), unit: "grapheme" }),
  );
  return fc.oneof(
    ...example.map((said) => ({ weight: 10, arbitrary: fc.constant(said) })),
    ...(words.length === 0 ? [] : [{ weight: 8, arbitrary: fc.constantFrom(...words) }]),
    { weight: 3, arbitrary: plain.map(fit) },
    { weight: 1, arbitrary: fc.constantFrom(fit(""), fit("b".repeat(maxLength))) },
  );
}

/** Long enough in code points and short enough in UTF-16 units, whichever of the two is counted. */
function fitLength(text: string, minLength: number, maxLength: number): string {
  const trimmed = text.trim();
  const missing = minLength - Array.from(trimmed).length;
  const padded = `${trimmed}${"x".repeat(Math.max(0, missing))}`;
  if (padded.length <= maxLength) return padded;
  const cut = padded.slice(0, maxLength).toWellFormed();
  return Array.from(cut).length < minLength ? "x".repeat(minLength) : cut;
}

/** A reference: one that is known, ours more often than theirs, or one that is made up. */
export function referenceOf(name: string): fc.Arbitrary<string> {
  const pick = fc.nat({ max: 400 });
  return fc.oneof(
    { weight: 20, arbitrary: pick.map((at) => token(name, "ours", at)) },
    { weight: 6, arbitrary: pick.map((at) => token(name, "theirs", at)) },
    { weight: 2, arbitrary: shortOf(name, 20) },
    { weight: 1, arbitrary: fc.uuid() },
    { weight: 1, arbitrary: fc.lorem({ maxCount: 2 }) },
  );
}

/** `H-3`, which may be there or not. */
const shortOf = (name: string, max: number): fc.Arbitrary<string> =>
  fc.integer({ min: 1, max }).map((n) => `${name.slice(0, 1).toUpperCase()}-${n}`);

function integerOf({ minimum = -10, maximum = 1_000_000 }: Schema): fc.Arbitrary<number> {
  const few = Math.min(maximum, minimum + 1);
  return fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: minimum, max: few }) },
    { weight: 1, arbitrary: fc.integer({ min: minimum, max: maximum }) },
    { weight: 1, arbitrary: fc.constantFrom(minimum, maximum) },
  );
}

const numberOf = ({ minimum = -1e6, maximum = 1e6 }: Schema): fc.Arbitrary<number> =>
  fc.double({ min: minimum, max: maximum, noNaN: true });

const listOf = (
  document: ServedDocument,
  { items = {}, minItems = 0, maxItems = usualItems }: Schema,
  name: string,
  depth: number,
): fc.Arbitrary<Json> => {
  const item = valueOf(document, items, name, depth + 1);
  const maxLength = Math.max(minItems, Math.min(maxItems, usualItems));
  const any = fc.array(item, { minLength: minItems, maxLength });
  // More than one that differ from each other need not be to be had.
  if (minItems > 1) return any;
  const selector = (value: Json): Json => numberIn(value) ?? value;
  return fc.oneof(any, fc.uniqueArray(item, { minLength: minItems, maxLength: 2, selector }));
};

/** What a client that means several things of a list tells them apart by. */
const numberIn = (value: Json): number | undefined => $numbered.safeParse(value).data?.number;
const $numbered = z.object({ number: z.number() });

function objectOf(
  document: ServedDocument,
  { properties = {}, required = [], additionalProperties }: Schema,
  name: string,
  depth: number,
): fc.Arbitrary<Json> {
  const made = Object.fromEntries(
    Object.entries(properties).map(([key, schema]) => [
      key,
      valueOf(document, schema, key, depth + 1),
    ]),
  );
  // What was seen may be left out by the document, and is asked for all the same.
  const requiredKeys = Object.keys(made).filter((key) => required.includes(key) || saysSeen(key));
  const optionalKeys = Object.keys(made).filter((key) => !requiredKeys.includes(key));
  // A client says no more than it must, one thing more, any of what it may, or everything.
  const known = fc
    .tuple(
      fc.record(made),
      fc.subarray(optionalKeys),
      fc.nat(),
      fc.constantFrom("no more", "one more", "some", "all"),
    )
    .map(([all, some, at, how]): Record<string, Json> => {
      if (how === "all") return { ...all };
      const one = optionalKeys.slice(at % optionalKeys.length).slice(0, 1);
      const more = { "no more": [], "one more": one, some }[how];
      const kept = new Set([...requiredKeys, ...more]);
      return Object.fromEntries(Object.entries(all).filter(([key]) => kept.has(key)));
    });
  if (typeof additionalProperties !== "object" || Object.keys(properties).length > 0) return known;
  const inner = valueOf(document, additionalProperties, name, depth + 1);
  return fc.dictionary(fc.lorem({ maxCount: 1 }), inner, { maxKeys: 3 }).map((entries) => ({
    ...entries,
  }));
}
