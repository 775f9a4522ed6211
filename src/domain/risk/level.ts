import type { RiskScheme } from "./scheme.ts";

export type Estimate = { readonly severity: string; readonly likelihood: string };
export type Level = Estimate & { readonly level: number };
export type UnknownWord = {
  readonly kind: "unknown-word";
  readonly axis: "severity" | "likelihood";
  readonly found: string;
  readonly expected: readonly string[];
};

const wordIndex = (words: readonly { word: string }[], found: string): number => {
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replaceAll(/[\s_-]+/gu, " ")
      .trim();
  return words.findIndex(({ word }) => plain(word) === plain(found));
};

/**
 * Looks a level up in a scheme's matrix: a look-up, never a product (DOMAIN §4). Words are matched
 * without regard to case and hyphens, and returned as the scheme writes them.
 */
export function lookUpLevel(scheme: RiskScheme, estimate: Estimate): Level | UnknownWord {
  const column = wordIndex(scheme.severities, estimate.severity);
  const row = wordIndex(scheme.likelihoods, estimate.likelihood);
  const unknown = (axis: UnknownWord["axis"], words: readonly { word: string }[], found: string) =>
    ({ kind: "unknown-word", axis, found, expected: words.map(({ word }) => word) }) as const;
  const severity = scheme.severities[column];
  const likelihood = scheme.likelihoods[row];
  if (severity === undefined) return unknown("severity", scheme.severities, estimate.severity);
  if (likelihood === undefined) {
    return unknown("likelihood", scheme.likelihoods, estimate.likelihood);
  }
  const level = scheme.matrix[row]?.[column];
  if (level === undefined) throw new RangeError(`scheme ${scheme.id} has no cell ${row},${column}`);
  return { severity: severity.word, likelihood: likelihood.word, level };
}

export const isUnknownWord = (found: Level | UnknownWord): found is UnknownWord => "kind" in found;
