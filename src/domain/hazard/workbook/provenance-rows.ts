import type { Hazard, RiskEvaluation, RiskScore } from "../hazard.ts";
import type { BookColumn, Row } from "./book.ts";

/** References of suggestions, by id. */
export type Refs = ReadonlyMap<string, string>;

/** `S-4 (causes C1, C2; control K1), S-9 (cause C3); by hand: control K2`. */
export function sayOrigin(hazard: Hazard, refs: Refs): string {
  const things = [
    ...hazard.causes.map(({ number, from }) => ({ tag: `C${number}`, from })),
    ...hazard.controls.map(({ number, from }) => ({ tag: `K${number}`, from })),
  ];
  const { suggestion } = hazard.origin;
  const ids = new Set([
    ...(suggestion === null ? [] : [suggestion]),
    ...things.flatMap(({ from }) => (from === null ? [] : [from.suggestion])),
  ]);
  const said = [...ids].map((id) => {
    const own = things.filter(({ from }) => from?.suggestion === id).map(({ tag }) => tag);
    const ref = refs.get(id) ?? id;
    return own.length === 0 ? ref : `${ref} (${own.join(", ")})`;
  });
  const byHand = things.filter(({ from }) => from === null).map(({ tag }) => tag);
  const written = suggestion === null ? "written by hand" : "";
  return [written, said.join(", "), byHand.length === 0 ? "" : `by hand: ${byHand.join(", ")}`]
    .filter((part) => part !== "")
    .join("; ");
}

const day = (at: string): string => at.slice(0, 10);

function sayScore(score: RiskScore | null): string {
  if (score === null) return "not scored";
  const again =
    score.rescore.length === 0 ? "" : `; to be given again: ${score.rescore.join(", ")}`;
  return `${score.by}, ${day(score.at)}, version ${score.hazardVersion}, ${score.scheme}${again}`;
}

export function sayEvaluation(evaluation: RiskEvaluation | null): string {
  if (evaluation === null) return "not evaluated";
  const { acceptable, by, at, present, reason, benefit, current } = evaluation;
  return [
    `${acceptable ? "acceptable" : "not acceptable"}, ${by}, ${day(at)}`,
    `present: ${present.join(", ")}`,
    `reason: ${reason}`,
    ...(benefit === null ? [] : [`benefit: ${benefit}`]),
    ...(current ? [] : ["of a score that counts no more"]),
  ].join("; ");
}

/** Of each hazard where it came from, who decided, when, and the hashes. */
export const provenanceColumns: readonly BookColumn[] = [
  { header: "Hazard Number", width: 10, looks: "key" },
  { header: "Hazard Name", width: 24, looks: "text" },
  { header: "Version", width: 9, looks: "key" },
  { header: "Came From", width: 36, looks: "text" },
  { header: "Description Version", width: 12, looks: "key" },
  { header: "Entered By", width: 22, looks: "text" },
  { header: "Entered", width: 12, looks: "key" },
  { header: "Condition", width: 11, looks: "key" },
  { header: "Initial Score", width: 34, looks: "text" },
  { header: "Initial Evaluation", width: 40, looks: "text" },
  { header: "Residual Score", width: 34, looks: "text" },
  { header: "Residual Evaluation", width: 40, looks: "text" },
  { header: "Decision", width: 38, looks: "key" },
  { header: "Content Hash", width: 68, looks: "key" },
];

export const toProvenanceRow = (hazard: Hazard, refs: Refs): Row => [
  hazard.ref,
  hazard.name,
  String(hazard.version),
  sayOrigin(hazard, refs),
  hazard.origin.descriptionVersion === null ? "" : String(hazard.origin.descriptionVersion),
  hazard.origin.by,
  day(hazard.origin.at),
  hazard.condition,
  sayScore(hazard.initial),
  sayEvaluation(hazard.evaluation.initial),
  sayScore(hazard.residual),
  sayEvaluation(hazard.evaluation.residual),
  hazard.origin.decision,
  hazard.hash,
];
