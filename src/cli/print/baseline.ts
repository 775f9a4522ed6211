import type { ComparedBaselines } from "../../app/baseline/compare.ts";
import type { PreparedBaseline } from "../../app/baseline/prepare.ts";
import type { ShownBaseline } from "../../app/baseline/show.ts";
import type { BaselineLine } from "../../app/records.ts";
import { isUnchanged, type BaselineChanges, type Told } from "../../domain/baseline/compare.ts";
import type { Condition } from "../../domain/baseline/conditions.ts";
import { describeChanges } from "./changes.ts";
import { count, list, plain, sayTime, table, wrap } from "./text.ts";

const stateWords: Readonly<Record<Condition["state"], string>> = {
  met: "met",
  "not-met": "NOT MET",
  "does-not-apply": "does not apply",
  "not-known": "not known yet whether it applies",
};
/** A terminal is no place to read more of one condition. */
const maxUnmet = 10;

const printCondition = ({ clause, asks, state, blocks, unmet }: Condition): string[] => {
  const more = unmet.length - maxUnmet;
  const holds = blocks && state === "not-met" ? " Nothing is approved before it is met." : "";
  return [
    wrap(`[${stateWords[state]}] DCB0129 ${clause}: ${asks}${holds}`, 4, 2),
    ...unmet
      .slice(0, maxUnmet)
      .map(({ ref, what }) => wrap(`- ${ref === null ? "" : `${ref} `}${what}`, 8, 6)),
    ...(more > 0 ? [`      and ${more} more`] : []),
  ];
};

const sayTold = ({ what, was, is }: Told): string =>
  was === null
    ? `${what}: ${is ?? ""}`
    : is === null
      ? `${what}: no more ${was}`
      : `${what}: was ${was} → is ${is}`;

function printChanges(changes: BaselineChanges): string[] {
  if (isUnchanged(changes)) return ["  nothing"];
  const line = (text: string): string => wrap(`- ${text}`, 6, 4);
  return [
    ...changes.about.map((one) => line(sayTold(one))),
    ...changes.hazards.flatMap(({ ref, name, kind, content, judged }) => [
      wrap(`${ref} ${kind}: ${name}`, 4, 2),
      ...describeChanges(content).map(line),
      ...judged.map((one) => line(sayTold(one))),
    ]),
    ...changes.conditions.map((one) => line(sayTold(one))),
  ];
}

/** The log as it would be approved, what keeps it from that, and what a signature would mean. */
export function printPrepared(prepared: PreparedBaseline): string {
  const { product, content, hash, previous, changes, meaning } = prepared;
  return [
    wrap(
      `Baseline ${content.number} of ${product.name}, as it would be approved now: ${count(content.hazards.length, "hazard")}, version ${content.description.version} of the description.`,
    ),
    "",
    "Conditions",
    ...content.conditions.flatMap(printCondition),
    "",
    previous === null ? "It is the first" : `What changed since baseline ${previous.number}`,
    ...(changes === null ? [] : printChanges(changes)),
    "",
    ...(meaning === null ? [] : ["What your signature would mean", wrap(meaning, 2), ""]),
    `Hash of what you have just seen:\n  ${hash}`,
  ].join("\n");
}

const sayBaseline = ({ number, by, at, productVersion }: BaselineLine): string =>
  `Baseline ${number}, approved by ${by.name} (${by.role}, ${by.body ?? ""} ${by.number ?? ""}), ${sayTime(at)}, for version ${productVersion} of the description`;

export const printBaselines = (baselines: readonly BaselineLine[]): string =>
  table(
    ["number", "approved", "version", "hash", "by"],
    baselines.map(({ number, at, productVersion, hash, by }) => [
      String(number),
      sayTime(at),
      String(productVersion),
      hash.slice(0, 12),
      by.name,
    ]),
  );

export const printShownBaseline = (shown: ShownBaseline): string => {
  const { baseline, content, sha256, tombstones, changes } = shown;
  return [
    wrap(`${sayBaseline(baseline)}.`, 2, 0),
    wrap(baseline.meaning, 2),
    ...(baseline.reason === "" ? [] : [wrap(`Because: ${baseline.reason}`, 2)]),
    "",
    `SHA-256 as approved ${baseline.hash}`,
    ...(sha256 === baseline.hash ? [] : [`SHA-256 now         ${sha256}`]),
    ...tombstones.map(({ by, at, reason }) =>
      wrap(`Text was taken out of it by ${by.name}, ${sayTime(at)}: ${reason}`, 2, 0),
    ),
    "",
    "Conditions as they stood",
    ...content.conditions.flatMap(printCondition),
    "",
    "Hazards",
    ...content.hazards.map(({ ref, name, status, initial, residual }) => {
      const levels = [initial, residual].map((score) => (score === null ? "–" : score.level));
      return wrap(`${ref} ${plain(name)} [${status}; ${levels.join(" → ")}]`, 4, 2);
    }),
    ...(changes === null
      ? []
      : ["", `What changed since baseline ${baseline.number - 1}`, ...printChanges(changes)]),
  ].join("\n");
};

export const printCompared = ({ from, to, changes }: ComparedBaselines): string =>
  [
    wrap(`From: ${sayBaseline(from)}`, 2, 0),
    wrap(`To: ${sayBaseline(to)}`, 2, 0),
    "",
    ...printChanges(changes),
  ].join("\n");

/** What an approval left. */
export const printApproved = (line: BaselineLine): string =>
  [wrap(`${sayBaseline(line)}.`, 2, 0), `SHA-256 ${line.hash}`].join("\n");

/** `conditions 4.2 and 6.4.1`. */
export const sayUnmet = (conditions: readonly Condition[]): string =>
  `DCB0129 ${list(conditions.map(({ clause }) => clause))}`;
