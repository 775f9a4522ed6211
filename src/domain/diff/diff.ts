import { z } from "zod";

export type Json = z.infer<ReturnType<typeof z.json>>;

/**
 * One field that differs. `path` leads to it by keys; in a list of numbered things (`causes`,
 * `controls`, `actions`) by the thing's own number. Without `before` it was added, without `after`
 * removed.
 */
export const $Change = z.strictObject({
  path: z.array(z.union([z.string(), z.int()])),
  before: z.json().optional(),
  after: z.json().optional(),
});
export type Change = z.infer<typeof $Change>;

type Path = Change["path"];
type Fields = Readonly<Record<string, Json>>;
type Numbered = Fields & { readonly number: number };

const isFields = (value: Json): value is Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isNumbered = (value: Json): value is Record<string, Json> & { number: number } =>
  isFields(value) && Number.isSafeInteger(value["number"]);

/** A list whose things are told apart by their numbers, in rising order; null when it is none. */
function asNumbered(value: Json): Numbered[] | null {
  if (!Array.isArray(value) || !value.every(isNumbered)) return null;
  const rises = value.every((thing, i) => {
    const before = value[i - 1];
    return before === undefined || before.number < thing.number;
  });
  return rises ? value : null;
}

function byNumber(value: Json): Map<number, Numbered> | null {
  const list = asNumbered(value);
  return list === null ? null : new Map(list.map((item) => [item.number, item]));
}

const own = (fields: Fields, key: string): Json | undefined =>
  Object.hasOwn(fields, key) ? fields[key] : undefined;

/** A value of whose type some keys may be absent. */
type Given = Json | { readonly [key: string]: Given | undefined } | readonly Given[];

/** Field by field what leads from `a` to `b`, so that `applyChanges(diff(a, b), a)` equals `b`. */
export function diff(a: Given, b: Given): Change[] {
  // A key that is undefined is compared as absent, which is what JSON makes of it.
  return compare([], a as Json, b as Json);
}

function compare(path: Path, a: Json | undefined, b: Json | undefined): Change[] {
  if (a === undefined) return b === undefined ? [] : [{ path, after: b }];
  if (b === undefined) return [{ path, before: a }];
  const [before, after] = [byNumber(a), byNumber(b)];
  if (before !== null && after !== null) {
    return [...new Set([...before.keys(), ...after.keys()])]
      .sort((one, other) => one - other)
      .flatMap((number) => compare([...path, number], before.get(number), after.get(number)));
  }
  if (isFields(a) && isFields(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].sort().flatMap((key) => compare([...path, key], own(a, key), own(b, key)));
  }
  return isSame(a, b) ? [] : [{ path, before: a, after: b }];
}

function isSame(a: Json, b: Json): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, i) => isSame(item, b[i] ?? null));
  }
  if (isFields(a) && isFields(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && isSame(a[key] ?? null, b[key] ?? null))
    );
  }
  return a === b;
}

/** What `a` becomes by `changes`; throws when it does not hold what they lead from. */
export const applyChanges = (changes: readonly Change[], a: Given): Json =>
  changes.reduce((value, change) => applyAt(value, change.path, change) ?? null, a as Json);

function applyAt(value: Json | undefined, path: Path, change: Change): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined) {
    const before = change.before;
    if (value === undefined || before === undefined ? value !== before : !isSame(value, before)) {
      throw new RangeError(`a change at ${change.path.join(".")} does not fit what stands there`);
    }
    return change.after;
  }
  if (typeof key === "number") {
    const list = value === undefined ? null : asNumbered(value);
    if (list === null)
      throw new RangeError(`there is no numbered list for ${change.path.join(".")}`);
    const found = list.find((item) => item.number === key);
    const made = applyAt(found, rest, change);
    const others = list.filter((item) => item.number !== key);
    const next = made === undefined ? others : [...others, made];
    return next.filter(isNumbered).sort((one, other) => one.number - other.number);
  }
  if (value === undefined || !isFields(value)) {
    throw new RangeError(`there are no fields for ${change.path.join(".")}`);
  }
  const made = applyAt(own(value, key), rest, change);
  const others = Object.entries(value).filter(([name]) => name !== key);
  return Object.fromEntries(made === undefined ? others : [...others, [key, made]]);
}
