import { describe, expect, test } from "vitest";
import type { Hazard, RiskScore } from "../../../src/domain/hazard/hazard.ts";
import { exampleScheme } from "../../../src/domain/risk/scheme.ts";
import { missingInScore, presentHazardPage } from "../../../src/web/presenters/hazard.ts";
import { presentLog } from "../../../src/web/presenters/log.ts";
import { makeProduct } from "../make-shown.ts";

const hazard: Hazard = {
  id: "hazard-1",
  ref: "H-3",
  product: "product-1",
  name: "Considered diagnosis becomes a coded fact",
  hazard: "A diagnosis that was only considered is coded.",
  effect: "Alerts act on it.",
  harm: "Wrong treatment.",
  exposed: "",
  condition: "normal",
  status: "open",
  causes: [
    { number: 1, text: "The model drops hedging words.", kind: "model", from: null },
    { number: 2, text: "The clinician reads the text alone.", kind: "human", from: null },
    { number: 3, text: "Codes are ticked by default.", kind: "software", from: null },
  ],
  controls: [
    {
      number: 1,
      text: "Carry certainty.",
      type: "design",
      owner: "maker",
      worksIf: "",
      basis: "proposed",
      from: null,
      state: "proposed",
      actsOn: [1],
    },
    {
      number: 2,
      text: "Show it in training.",
      type: "training",
      owner: "third-party",
      worksIf: "",
      basis: "proposed",
      from: null,
      state: "existing",
      actsOn: [1, 2],
    },
  ],
  actions: [],
  taken: { causes: 3, controls: 2, actions: 0 },
  hash: "0".repeat(64),
  evaluation: { initial: null, residual: null },
  initial: null,
  residual: null,
  origin: {
    descriptionVersion: 1,
    suggestion: "s",
    decision: "d",
    by: "Dr Okafor",
    at: "2026-03-02T09:00:00.000Z",
  },
  version: 1,
};
const score: RiskScore = {
  id: "score-1",
  hazardVersion: 1,
  productVersion: 1,
  rescore: [],
  stage: "initial",
  severity: "Major",
  likelihood: "Medium",
  level: 3,
  scheme: "ig-example 1",
  by: "Dr Okafor",
  at: "2026-03-02T09:00:00.000Z",
};

describe("the hazard log", () => {
  const present = (one: Hazard) =>
    presentLog({ product: makeProduct(), hazards: [one] }).hazards[0];

  test("points out causes without a control, or with training alone", () => {
    expect(present(hazard)?.causes.map(({ gap }) => gap)).toEqual([
      "",
      "training alone",
      "no control",
    ]);
  });

  test("says of each control its state, kind, owner and causes", () => {
    expect(present(hazard)?.controls.map(({ state, about }) => `${state}: ${about}`)).toEqual([
      "proposed: design, maker, cause 1",
      "existing: training, third-party supplier, causes 1 and 2",
    ]);
  });

  test("has no score until a person scored", () => {
    expect(present(hazard)?.initial).toBeNull();
    expect(present({ ...hazard, initial: score })?.initial?.level).toBe(3);
  });
});

describe("scoring", () => {
  const present = (one: Hazard) =>
    presentHazardPage({
      product: makeProduct(),
      hazard: one,
      scheme: exampleScheme,
      key: "key-1",
      naming: null,
    });

  test("offers every word of the scheme with its definition and chooses none", () => {
    const page = present(hazard);
    expect(page.severities.map(({ label }) => label)).toEqual(
      exampleScheme.severities.map(({ word }) => word),
    );
    expect(page.likelihoods.map(({ means }) => means)).toEqual(
      exampleScheme.likelihoods.map(({ definition }) => definition),
    );
    const choices = [...page.stages, ...page.severities, ...page.likelihoods];
    expect(choices.some(({ checked }) => checked)).toBe(false);
  });

  test("shows a level only once it is scored, and even then chooses nothing", () => {
    expect(JSON.stringify(present(hazard))).not.toMatch(/"level"|Unacceptable|Undesirable/u);
    const scored = present({ ...hazard, initial: score });
    expect(scored.scores[0]).toMatchObject({ stage: "Initial", level: 3, severity: "Major" });
    expect(scored.severities.some(({ checked }) => checked)).toBe(false);
  });

  test("asks for what is missing, field by field", () => {
    expect(missingInScore({ stage: "later", severity: "", likelihood: "" })).toHaveLength(3);
    expect(missingInScore({ stage: "residual", severity: "Minor", likelihood: "Low" })).toEqual([]);
  });
});
