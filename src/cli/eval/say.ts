import type { EvalResult, Figure } from "../../domain/evaluation/result.ts";
import { scorers } from "../../domain/evaluation/scorers/all.ts";
import { list } from "../print/text.ts";

const notScored = "not scored";
const decimals = 2;
const grouped = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });

/** Decimals after the usual two, for a share that would otherwise look like none or all. */
const moreDecimals = [3, 4, 5, 6, 9, 15] as const;

/** `0.72`; `0.997`, since 1.00 would say that nothing is missing. */
function sayShare(value: number): string {
  const isTold = (digits: number): boolean => {
    const said = Number(value.toFixed(digits));
    return said === value || (said !== 0 && said !== 1);
  };
  return value.toFixed([decimals, ...moreDecimals].find(isTold) ?? decimals);
}

function sayEach(value: number): string {
  if (value >= 100 || Number.isInteger(value)) return grouped.format(value);
  return value.toFixed(value >= 10 ? 1 : decimals);
}

/** Null is what could not be scored, which is not 0. */
export const sayNumber = (value: number | null, unit: Figure["unit"]): string =>
  value === null ? notScored : unit === "share" ? sayShare(value) : sayEach(value);

/** `[0.61–0.80]`; `no interval` where a value stands alone, empty where nothing is scored. */
export function sayInterval({
  value,
  low,
  high,
  unit,
}: Pick<Figure, "value" | "low" | "high" | "unit">): string {
  if (value === null) return "";
  if (low === null || high === null) return "no interval";
  return `[${sayNumber(low, unit)}–${sayNumber(high, unit)}]`;
}

const sumOf = (cases: Figure["cases"], key: "hits" | "of"): number =>
  cases.reduce((sum, tally) => sum + tally[key], 0);

export const leakLegend =
  "Leaked: the bank, a prompt or an example holds nearly the words of the known hazard.";

/** How many there were to score: `34/48` of a share, `8` of a mean, `0` where nothing was. */
export function sayTally({ cases, unit }: Pick<Figure, "cases" | "unit">): string {
  const of = sumOf(cases, "of");
  return unit === "share" && of > 0 ? `${sumOf(cases, "hits")}/${of}` : String(of);
}

/** `34 of 48`. */
export const sayFound = ({ cases }: Pick<Figure, "cases">): string =>
  `${sumOf(cases, "hits")} of ${sumOf(cases, "of")}`;

export const productsOf = ({ cases }: Pick<Figure, "cases">): number =>
  cases.filter(({ of }) => of > 0).length;

export const sayKappa = (kappa: number | null | undefined): string =>
  kappa === null || kappa === undefined ? notScored : kappa.toFixed(decimals);

const scorerNamed = (name: string) => scorers.find((scorer) => scorer.name === name);

/** Who decides what is counted; the matcher never without how well it agrees with people. */
export function sayDecider(
  { by, scorer }: Pick<Figure, "by" | "scorer">,
  { matcher }: Pick<EvalResult, "matcher">,
): string {
  if (by === "judges") return "judges";
  if (by === "matcher") return `matcher, kappa with judges ${sayKappa(matcher.agreement.kappa)}`;
  return scorerNamed(scorer)?.needs === "assessments" ? "judges" : "the run itself";
}

/** What a scorer counts, in a line; empty where this version has no such scorer. */
export const sayCounted = (scorer: string): string => scorerNamed(scorer)?.says ?? "";

/** What keeps a figure from being the whole truth, a phrase each; `leakLegend` says what leaked means. */
export function caveatsOf({ by, undecided, leaked }: Figure): string[] {
  return [
    ...(undecided > 0 ? [`${undecided} undecided${by === null ? ", left out" : ""}`] : []),
    ...(leaked > 0 ? [`${leaked} leaked`] : []),
  ];
}

/** `recall-strict` as words. */
export const sayScorer = (scorer: string): string => {
  const words = scorer.replaceAll("-", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};

export const sayNames = (names: readonly string[]): string =>
  names.length === 0 ? "nobody" : list(names);
