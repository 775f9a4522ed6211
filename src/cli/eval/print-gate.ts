import type { GateOutcome, GatePairs } from "../../domain/evaluation/gate.ts";
import { wrap } from "../print/text.ts";
import { findNamed, type KnownHazard } from "./misses.ts";
import { printKnown } from "./print-misses.ts";

/** Which comparison a pair is: `bank, STRICT, first 30, by judges, p 0.031`. */
export const sayPair = ({ arm, level, at, by, p }: GatePairs): string =>
  `${arm}, ${level}, first ${at}, by ${by}, ${p === null ? "p not scored" : `p ${p.toPrecision(2)}`}`;

function printNamed(mark: string, name: string, known: readonly KnownHazard[]): string {
  const found = findNamed(known, name);
  return found === undefined ? wrap(`${mark} ${name}`, 6, 2) : printKnown(mark, found);
}

const printPairs = (
  gate: GateOutcome,
  known: readonly KnownHazard[],
  side: "lost" | "won",
): string[] => {
  const mark = side === "lost" ? "-" : "+";
  const pairs = gate.pairs.filter((pair) => pair[side].length > 0);
  if (pairs.length === 0) return [`Known hazards ${side}: none`];
  return pairs.flatMap((pair) => [
    wrap(`Known hazards ${side}: ${pair[side].length} (${sayPair(pair)})`),
    ...pair[side].map((name) => printNamed(mark, name, known)),
  ]);
};

/** What is worse comes first: hazards lost, rules broken, then hazards won and rules kept. */
export function printGate(gate: GateOutcome, known: readonly KnownHazard[]): string[] {
  const rows = gate.rows.toSorted((a, b) => Number(a.passed) - Number(b.passed));
  return [
    gate.passed ? "Gate: passed" : "Gate: FAILED",
    ...printPairs(gate, known, "lost"),
    ...printPairs(gate, known, "won"),
    ...rows.map((row) =>
      wrap(
        `${row.passed ? "passed" : "FAILED"} ${row.arm} ${row.figure}: ${row.baseline} → ${row.now} (${row.rule})`,
        9,
        2,
      ),
    ),
    "",
  ];
}
