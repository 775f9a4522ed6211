import type { ShownHazard } from "../../src/app/hazard/show.ts";
import type { LogSlice } from "../../src/app/log/page.ts";
import { toDecision, type Decision } from "../../src/domain/decision/decision.ts";
import { hazardHash, $HazardContent, type HazardContent } from "../../src/domain/hazard/content.ts";
import type { Hazard, RiskScore } from "../../src/domain/hazard/hazard.ts";
import { countLog } from "../../src/domain/hazard/log-filter.ts";
import { needsOf } from "../../src/domain/hazard/needs.ts";
import { provenanceFormat, type Provenance } from "../../src/domain/provenance/record.ts";
import { exampleScheme } from "../../src/domain/risk/scheme.ts";
import { makeProduct } from "./make-shown.ts";

const at = "2026-03-02T09:00:00.000Z";

const makeContent = (overrides: Partial<HazardContent> = {}): HazardContent => ({
  version: 1,
  name: "Considered diagnosis becomes a coded fact",
  hazard: "A diagnosis that was only considered is coded.",
  effect: "Alerts act on it.",
  harm: "Wrong treatment.",
  exposed: "",
  condition: "normal",
  status: "open",
  causes: [
    {
      number: 1,
      text: "The model drops hedging words.",
      kind: "model",
      from: { suggestion: "suggestion-1", number: 2 },
    },
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
      from: { suggestion: "suggestion-1", number: 1 },
      state: "proposed",
      actsOn: [1],
    },
    {
      number: 2,
      text: "Show it in training.",
      type: "training",
      owner: "third-party",
      worksIf: "",
      basis: "stated",
      from: null,
      state: "existing",
      actsOn: [1, 2],
    },
  ],
  actions: [],
  taken: { causes: 3, controls: 2, actions: 0 },
  ...overrides,
});

export const makeHazard = (overrides: Partial<Hazard> = {}): Hazard => ({
  id: "hazard-1",
  ref: "H-3",
  product: "product-1",
  ...makeContent(),
  hash: "0".repeat(64),
  initial: null,
  residual: null,
  evaluation: { initial: null, residual: null },
  origin: { descriptionVersion: 1, suggestion: null, decision: "decision-1", by: "Dr Okafor", at },
  ...overrides,
});

export const makeScore = (overrides: Partial<RiskScore> = {}): RiskScore => ({
  id: "score-1",
  hazardVersion: 1,
  productVersion: 1,
  rescore: [],
  stage: "initial",
  severity: "Major",
  likelihood: "Medium",
  level: 3,
  scheme: "ig-example 1",
  by: "Dr Okafor (cso)",
  at,
  ...overrides,
});

export const makeDecision = (overrides: Partial<Decision> = {}): Decision =>
  toDecision({
    id: "decision-1",
    suggestion: "suggestion-1",
    verb: "accept",
    seen: "aa",
    hazard: "hazard-1",
    by: { id: "a", name: "Dr Amara Okafor", role: "cso", body: "GMC", number: "1234567" },
    at,
    causes: [1, 3],
    controls: [2],
    ...overrides,
  });

/** A hazard whose every field holds `words`, with actions, a score, an evaluation and a history. */
export function makeShownHazard({
  product = makeProduct(),
  words = "Some words.",
  name = "Dr Okafor",
}: {
  readonly product?: ShownHazard["product"];
  readonly words?: string;
  readonly name?: string;
} = {}): ShownHazard {
  const [first, second] = [
    makeContent(),
    makeContent({
      ...{ version: 2, name: words, hazard: words, effect: words, harm: words, exposed: words },
      causes: [{ number: 1, text: words, kind: "model", from: null }],
      controls: makeContent().controls.map((control) => ({
        ...{ ...control, text: words, worksIf: words },
        ...{ actsOn: [1], state: "proposed" as const },
      })),
      actions: [
        { number: 1, summary: words, owner: name, party: "maker", due: "2026-03-31", done: false },
      ],
    }),
  ];
  const score = makeScore({ by: name, rescore: [words] });
  const evaluation = {
    ...{ id: "evaluation-1", stage: "initial" as const, acceptable: false, reason: words },
    ...{ present: [name], benefit: words, score: score.id, by: name, at, current: true },
  };
  const by = { ...makeDecision().by, name };
  return {
    product,
    hazard: makeHazard({
      ...$HazardContent.parse(second),
      initial: score,
      residual: makeScore({ id: "score-2", stage: "residual", by: name }),
      evaluation: { initial: evaluation, residual: null },
      origin: { ...makeHazard().origin, by: name },
    }),
    needs: [],
    scheme: exampleScheme,
    decisions: [
      makeDecision({ by, text: words, changes: [{ path: ["hazard"], before: "x", after: words }] }),
      makeDecision({
        ...{ id: "decision-2", verb: "edit", suggestion: null, by, text: words },
        changes: [{ path: ["causes", 1, "text"], before: words, after: `${words}${words}` }],
      }),
    ],
    versions: [first, second].map((content, i) => ({
      ...{ hazard: "hazard-1", content, at, decision: `decision-${i + 1}` },
      hash: i === 0 ? hazardHash(content) : "0".repeat(64),
    })),
    scores: [score],
    evaluations: [evaluation],
    suggestions: [
      {
        ...{ id: "suggestion-1", ref: "S-7", assumptions: ["Assumes write-back; not stated."] },
        place: "wrong of Draft",
      },
    ],
  };
}

/** Told of nothing but what is given. */
export const makeProvenance = (overrides: Partial<Provenance> = {}): Provenance => ({
  format: provenanceFormat,
  about: { kind: "hazard", ref: "H-3" },
  audience: "organisation",
  withheld: { entries: 0, suggestions: 0, words: 0 },
  product: makeProduct(),
  descriptions: [],
  runs: [],
  suggestions: [],
  decisions: [],
  hazards: [],
  item: null,
  mentioned: [],
  events: [],
  ...overrides,
});

/** A page of a log that holds these hazards. */
export function makeLogSlice(
  hazards: readonly Hazard[],
  overrides: Partial<LogSlice> = {},
): LogSlice {
  const entries = hazards.map((hazard) => ({ hazard, needs: needsOf(hazard, "2026-03-02") }));
  return {
    product: makeProduct(),
    version: 1,
    counts: countLog(entries),
    found: entries.length,
    page: 1,
    pages: 1,
    entries,
    scheme: exampleScheme,
    at,
    levels: [],
    ...overrides,
  };
}
