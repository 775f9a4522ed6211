/** How soon a place stops to count: usual for reciprocal rank fusion is 60; lists here are short. */
const damping = 10;

/**
 * Fuses code's order with a model's by reciprocal ranks, 1/(10 + rank) of each. The model's numbers
 * count from 1 in code's order; what it does not name counts as its last, unknown numbers and all but
 * the first of doubled ones are passed over. Ties stay in code's order, and nothing is left out.
 *
 * Guaranteed whatever the model says: what code has at place `c` stands among the first `18 + 4c`, so
 * that code's first is among the first 22 of any list. Whatever passes it must stand before place
 * `10 + 2c` in code's order or in the model's, and there are no more such places.
 */
export function orderByModel<T>(ranked: readonly T[], order: readonly number[]): T[] {
  const known = new Set(order.filter((number) => number >= 1 && number <= ranked.length));
  const rankOf = new Map([...known].map((number, i) => [number, i + 1]));
  return ranked
    .map((item, i) => ({
      item,
      value: 1 / (damping + i + 1) + 1 / (damping + (rankOf.get(i + 1) ?? ranked.length)),
    }))
    .sort((one, other) => other.value - one.value)
    .map(({ item }) => item);
}
