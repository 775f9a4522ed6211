import type { GateOutcome } from "../../domain/evaluation/gate.ts";
import type { EvalResult } from "../../domain/evaluation/result.ts";
import { count, sayTime } from "../print/text.ts";
import { armsOf, leadDecider, usualAt } from "./figure-rows.ts";
import { incompleteness, sayArms, sayDeciders, sayIntervals } from "./how-measured.ts";
import { findNamed, knownHazards, missedByAll, type KnownHazard } from "./misses.ts";
import { curve, markOf, strip, stripTicks } from "./plots.ts";
import {
  presentCurves,
  presentForest,
  presentHeadline,
  presentProducts,
} from "./present-figures.ts";
import { sayPair } from "./print-gate.ts";
import { sayKappa, sayNames, sayNumber } from "./say.ts";

function presentGate(gate: GateOutcome, known: readonly KnownHazard[]) {
  const named = (names: readonly string[]) =>
    names.map((name) => ({ name, hazard: findNamed(known, name)?.hazard ?? null }));
  const countOf = (which: "lost" | "won") =>
    new Set(gate.pairs.flatMap((pair) => pair[which])).size;
  const side = (which: "lost" | "won") =>
    gate.pairs
      .filter((pair) => pair[which].length > 0)
      .map((pair) => ({ says: sayPair(pair), hazards: named(pair[which]) }));
  return {
    passed: gate.passed,
    broken: gate.rows.filter(({ passed }) => !passed).length,
    rows: gate.rows.toSorted((a, b) => Number(a.passed) - Number(b.passed)),
    lostCount: countOf("lost"),
    wonCount: countOf("won"),
    lost: side("lost"),
    won: side("won"),
  };
}

const levelWords = { STRICT: "strictly", LENIENT: "leniently" } as const;

function presentMisses(known: readonly KnownHazard[]) {
  const some = known.filter(
    ({ standings }) =>
      standings.some(({ level }) => level === null) &&
      standings.some(({ level }) => level !== null),
  );
  return {
    total: known.length,
    byAll: missedByAll(known),
    bySome: some.map((one) => ({
      ...one,
      standings: one.standings.map(({ level, foundIn, repeats }) => ({
        missed: level === null,
        says: level === null ? "not found" : levelWords[level],
        repeats: level !== null && foundIn < repeats ? `in ${foundIn} of ${repeats} repeats` : "",
      })),
    })),
  };
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, n) => sum + n, 0) / values.length;

/** Of each arm whether its repeats agree, what it asked of a model, and how long it took. */
const presentCosts = (result: EvalResult, known: readonly KnownHazard[]) =>
  armsOf(result).map((arm, i) => {
    const runs = result.arms.filter((run) => run.arm === arm);
    const cases = runs.flatMap((run) => run.cases);
    const own = known.flatMap(({ standings }) => standings.filter((one) => one.arm === arm));
    const always = own.filter(({ foundIn, repeats }) => foundIn === repeats).length;
    const sometimes = own.filter(({ foundIn, repeats }) => foundIn > 0 && foundIn < repeats).length;
    return {
      arm,
      mark: markOf(i),
      repeats: runs.length,
      stability:
        runs.length < 2 ? "not scored: one repeat" : `${always} always, ${sometimes} at times`,
      seconds: sayNumber(mean(cases.map(({ seconds }) => seconds)), "each"),
      tokensIn: sayNumber(mean(cases.map(({ tokens }) => tokens.in)), "each"),
      tokensOut: sayNumber(mean(cases.map(({ tokens }) => tokens.out)), "each"),
    };
  });

function presentMeasures(result: EvalResult) {
  const { judges, matcher, suite, date, version, top } = result;
  const agree = ({ pairs, kappa, kappaStrict, kappaLenient }: EvalResult["matcher"]["agreement"]) =>
    `kappa ${sayKappa(kappa)} (strict or not: ${sayKappa(kappaStrict)}; found or not: ${sayKappa(kappaLenient)}) over ${count(pairs, "pair")}`;
  const acceptance = judges.acceptance;
  return [
    {
      term: "Suite",
      says: [
        `${suite}, ${count(result.cases.length, "product")}, at most ${top} candidates an arm`,
      ],
    },
    { term: "When", says: [`${sayTime(date)} UTC, hazid ${version}`] },
    { term: "Arms", says: sayArms(result) },
    {
      term: "Judges",
      says: [
        `${sayNames(judges.names)}${judges.kinds.length === 0 ? "" : ` (${sayNames(judges.kinds)})`}`,
        ...(judges.agreement === null ? [] : [`Of matches: ${agree(judges.agreement)}`]),
        ...(acceptance === null
          ? []
          : [
              `Of whether a candidate would be accepted: kappa ${sayKappa(acceptance.kappa)} over ${count(acceptance.candidates, "candidate")}`,
            ]),
      ],
    },
    { term: "Matcher", says: [`${matcher.id}, against judges: ${agree(matcher.agreement)}`] },
    { term: "Intervals", says: [sayIntervals(result)] },
  ];
}

function warningsOf(result: EvalResult, errors: number, leaks: number): string[] {
  const lead = result.figures.filter(({ by }) => by === leadDecider(result));
  const undecided = Math.max(0, ...lead.map((figure) => figure.undecided));
  return [
    ...(undecided === 0
      ? []
      : [
          `Up to ${count(undecided, "pair")} a figure undecided: shares found are at least what is said.`,
        ]),
    ...(leaks === 0
      ? []
      : [
          `${count(leaks, "known hazard")} leaked: it stands nearly word for word in the bank, a prompt or an example.`,
        ]),
    ...(errors === 0 ? [] : [`${count(errors, "case")} not answered, counted as nothing found.`]),
    ...(result.cases.length < 2 ? ["One product: no interval can be drawn."] : []),
  ];
}

/** Everything that the report shows, as texts that are not yet escaped. */
export function presentReport(result: EvalResult, gate: GateOutcome | null) {
  const known = knownHazards(result);
  const errors = result.arms.flatMap(({ arm, repeat, cases }) =>
    cases.flatMap((one) =>
      one.error === null ? [] : [{ arm, repeat, case: one.case, error: one.error }],
    ),
  );
  const leaks = result.cases.flatMap(({ name, hazards, leaks: own }) =>
    own.map(({ gold, where, share }) => ({
      case: name,
      gold,
      where,
      share: sayNumber(share, "share"),
      hazard: hazards.find(({ id }) => id === gold)?.hazard ?? "",
    })),
  );
  const leaked = known.filter((one) => one.leaked).length;
  return {
    suite: result.suite,
    when: `${sayTime(result.date)} UTC`,
    version: result.version,
    products: count(result.cases.length, "product"),
    known: count(known.length, "known hazard"),
    usualAt,
    headline: presentHeadline(result),
    deciders: sayDeciders(result),
    warnings: warningsOf(result, errors.length, leaked),
    incompleteness,
    gate: gate === null ? null : presentGate(gate, known),
    arms: armsOf(result),
    forest: presentForest(result),
    curves: presentCurves(result),
    byProduct: presentProducts(result),
    misses: presentMisses(known),
    errors,
    leaks,
    costs: presentCosts(result, known),
    measures: presentMeasures(result),
    strip: { ...strip, ticks: stripTicks },
    curve,
  };
}
