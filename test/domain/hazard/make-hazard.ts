import type { Hazard, RiskScore } from "../../../src/domain/hazard/hazard.ts";

export const makeScore = (overrides: Partial<RiskScore> = {}): RiskScore => ({
  id: "score-1",
  hazardVersion: 1,
  productVersion: 1,
  rescore: [],
  stage: "initial",
  severity: "Major",
  likelihood: "Low",
  level: 3,
  scheme: "ig-example",
  by: "Zoë Fenn, cso",
  at: "2026-10-01T09:30:00.000Z",
  ...overrides,
});

export const makeHazard = (overrides: Partial<Hazard> = {}): Hazard => ({
  id: "h-1",
  ref: "H-1",
  product: "p-1",
  name: "Stopped medicine recorded as current",
  hazard: "The note records as current a medicine the patient stopped.",
  effect: "The medicine is continued.",
  harm: "The patient is harmed again.",
  exposed: "",
  condition: "normal",
  status: "open",
  causes: [
    { number: 1, text: "The negation is dropped.", kind: "model", from: null },
    { number: 2, text: "The draft is not read.", kind: "human", from: null },
  ],
  controls: [],
  actions: [],
  taken: { causes: 2, controls: 0, actions: 0 },
  hash: "0".repeat(64),
  evaluation: { initial: null, residual: null },
  initial: null,
  residual: null,
  origin: {
    descriptionVersion: 1,
    suggestion: "s-1",
    decision: "d-1",
    by: "Zoë Fenn",
    at: "2026-10-01T09:30:00.000Z",
  },
  version: 1,
  ...overrides,
});

type Control = Hazard["controls"][number];
export const makeControl = (overrides: Partial<Control> = {}): Control => ({
  number: 1,
  text: "Show the words",
  type: "design",
  owner: "maker",
  worksIf: "It is seen to.",
  basis: "proposed",
  state: "proposed",
  actsOn: [1, 2],
  from: null,
  ...overrides,
});
