import type { Kind } from "./requests.ts";
import { codeOf } from "./check.ts";
import type { Answer } from "./send.ts";

/**
 * Refusals that only a use case makes, after everything was parsed. `invalid-input` and the refusals of
 * If-Match are made before and after, so they are not counted: the share is at least what is said.
 */
const ofUseCases = [
  "ambiguous",
  "conflict",
  "forbidden",
  "key-reused",
  "no-person",
  "not-found",
  "patient-identifier",
  "run-failed",
];

/** Counts of answers. */
export function createTally() {
  const byOperation = new Map<string, Map<string, number>>();
  const byOutcome = new Map<string, number>();
  const byKind = new Map<string, number>();
  let total = 0;
  let answered = 0;
  let passed = 0;
  return {
    add(kind: Kind, operationId: string | null, answer: Answer): void {
      const code = answer.status < 400 ? "2xx" : (codeOf(answer) ?? "page or HEAD");
      const outcome = answer.status < 400 ? `${answer.status}` : `${answer.status} ${code}`;
      const where = operationId ?? "(no operation)";
      total += 1;
      if (answer.status < 400) answered += 1;
      if (answer.status < 400 || (operationId !== null && ofUseCases.includes(code))) passed += 1;
      count(byOutcome, outcome);
      count(byKind, kind);
      const outcomes = byOperation.get(where) ?? new Map<string, number>();
      count(outcomes, answer.status < 400 ? "2xx" : outcome);
      byOperation.set(where, outcomes);
    },
    get total() {
      return total;
    },
    /** Share that was answered, 0 to 1. */
    get answeredShare() {
      return answered / total;
    },
    /** Share that was answered or refused by a use case, 0 to 1. */
    get passedShare() {
      return passed / total;
    },
    /** Operations that were never answered with 2xx. */
    unanswered: (operationIds: readonly string[]): string[] =>
      operationIds.filter((id) => byOperation.get(id)?.get("2xx") === undefined),
    toText: (): string =>
      [
        `${total} requests: ${sorted(byKind, total)}`,
        `answered ${percent(answered, total)}, answered or refused by a use case ${percent(passed, total)}`,
        sorted(byOutcome, total),
        ...[...byOperation].sort().map(([id, outcomes]) => {
          const sum = [...outcomes.values()].reduce((a, b) => a + b, 0);
          return `${id} ${sum}: ${sorted(outcomes, sum)}`;
        }),
        "",
      ].join("\n"),
  };
}

const count = (counts: Map<string, number>, key: string): void =>
  void counts.set(key, (counts.get(key) ?? 0) + 1);
const percent = (n: number, of: number): string => `${((100 * n) / of).toFixed(1)} %`;
const sorted = (counts: ReadonlyMap<string, number>, of: number): string =>
  [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([key, n]) => `${key} ${percent(n, of)}`)
    .join(", ");
