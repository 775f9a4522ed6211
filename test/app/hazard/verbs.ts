import type { Call } from "../../../src/app/use-cases.ts";
import { exampleNhsNumber } from "../../support/make-description.ts";

type Shown = {
  readonly hazard: string;
  readonly seen?: string;
  readonly as?: string;
  readonly product?: string;
};
export type HazardAct = (call: Call, shown: Shown) => Promise<unknown>;

/** Every verb about a hazard that stands, as one that changes what `writeHazard` writes. */
export const hazardActs: readonly (readonly [string, HazardAct])[] = [
  ["edit", (call, shown) => call("hazard.edit", { ...shown, edits: { name: "Another name" } })],
  ["confirm", (call, shown) => call("hazard.confirm", { ...shown, controls: [1] })],
  [
    "consider",
    (call, shown) =>
      call("hazard.consider", { ...shown, control: 1, newHazard: "No.", others: "No." }),
  ],
  ["link", (call, shown) => call("hazard.link", { ...shown, control: 1, cause: 2 })],
  ["unlink", (call, shown) => call("hazard.unlink", { ...shown, control: 1, cause: 1 })],
  [
    "add-action",
    (call, shown) =>
      call("hazard.add-action", { ...shown, summary: "Ask", owner: "CSO", party: "maker" }),
  ],
  ["finish-action", (call, shown) => call("hazard.finish-action", { ...shown, action: 1 })],
  ["status", (call, shown) => call("hazard.status", { ...shown, status: "open" })],
  ["withdraw", (call, shown) => call("hazard.withdraw", { ...shown, text: "Written twice." })],
  [
    "score",
    (call, shown) => call("hazard.score", { ...shown, severity: "minor", likelihood: "low" }),
  ],
  [
    "evaluate",
    (call, shown) =>
      call("hazard.evaluate", {
        ...shown,
        stage: "initial",
        acceptable: true,
        reason: "Found at once.",
        present: ["CSO"],
      }),
  ],
];

const named = `Seen with ${exampleNhsNumber}.`;

/** Every field of a hazard verb that takes a person's own words, with a patient's data in it. */
export const patientData: readonly (readonly [where: string, act: HazardAct])[] = [
  ["the edit (name)", (call, s) => call("hazard.edit", { ...s, edits: { name: named } })],
  ["the edit (exposed)", (call, s) => call("hazard.edit", { ...s, edits: { exposed: named } })],
  [
    "the edit (causes 1 text)",
    (call, s) => call("hazard.edit", { ...s, edits: { causes: [{ number: 2, text: named }] } }),
  ],
  [
    "the edit (controls 1 worksIf)",
    (call, s) =>
      call("hazard.edit", { ...s, edits: { controls: [{ number: 1, worksIf: named }] } }),
  ],
  [
    "the edit (addCauses 1 text)",
    (call, s) =>
      call("hazard.edit", { ...s, edits: { addCauses: [{ text: named, kind: "human" }] } }),
  ],
  [
    "the edit (addControls 1 text)",
    (call, s) =>
      call("hazard.edit", {
        ...s,
        edits: { addControls: [{ text: named, type: "test", owner: "maker", actsOn: [1] }] },
      }),
  ],
  [
    "the reason",
    (call, s) => call("hazard.edit", { ...s, edits: { name: "Another" }, text: named }),
  ],
  [
    "the answers (1 newHazard)",
    (call, s) =>
      call("hazard.edit", {
        ...{
          ...s,
          edits: { addControls: [{ text: "x", type: "test", owner: "maker", actsOn: [1] }] },
        },
        answers: [{ added: 1, newHazard: named, others: "No." }],
      }),
  ],
  [
    "the answer (others)",
    (call, s) => call("hazard.consider", { ...s, control: 1, newHazard: "No.", others: named }),
  ],
  ["the reason", (call, s) => call("hazard.confirm", { ...s, controls: [1], text: named })],
  ["the reason", (call, s) => call("hazard.withdraw", { ...s, text: named })],
  [
    "the action (summary)",
    (call, s) => call("hazard.add-action", { ...s, summary: named, owner: "CSO", party: "maker" }),
  ],
  [
    "the action (owner)",
    (call, s) => call("hazard.add-action", { ...s, summary: "Ask", owner: named, party: "maker" }),
  ],
];
