import { describe, expect, test } from "vitest";
import { $Candidate, type Candidate } from "../../../src/domain/candidate/candidate.ts";
import { checkDrafts } from "../../../src/domain/candidate/check.ts";
import { findStatedLevel } from "../../../src/domain/candidate/states-level.ts";
import { planCells } from "../../../src/domain/cell/cell.ts";
import { groundCandidate } from "../../../src/domain/model-draft/ground.ts";
import { appendAnswers } from "../../../src/domain/profile/answers.ts";
import { readKeptProfile } from "../../../src/domain/profile/read.ts";
import {
  $DraftedCandidate,
  $DraftedCandidates,
  type DraftedCandidate,
} from "../../../src/domain/prompt/answers/candidates.ts";
import { findPatientIdentifiers } from "../../../src/domain/text/patient-identifiers.ts";
import { spanResolves } from "../../../src/domain/text/span.ts";
import { loadVocabulary } from "../../../src/infra/files/vocabulary.ts";
import {
  loadInjectionCases,
  obeyingReply,
  placedText,
  type HonestReply,
  type InjectionCase,
} from "../../support/injection-cases.ts";
import { makeBankEntry } from "../../support/make-bank.ts";
import { makeDescription } from "../../support/make-description.ts";

const vocabulary = await loadVocabulary();
const cases = loadInjectionCases();
const maxDrafted = 40;

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const words = "drafts the consultation note in the clinician's template";
const honestHazard: Fields = {
  cell: "F1/wrong",
  guideWord: "wrong",
  condition: "normal",
  step: "",
  evidence: [{ quote: words }],
  bank: ["stopped-medicine"],
  title: "Stopped medicine drafted as current",
  hazard: "The drafted note lists a medicine as current that the patient said she had stopped.",
  effect: "The next clinician continues it.",
  harm: "An adverse reaction.",
  exposed: "",
  causes: [{ text: "A short word that negates is not recognised.", kind: "model" }],
  controls: [],
  assumptions: [],
};
const honest: HonestReply = { hazards: [honestHazard, { ...honestHazard, title: "Another" }] };

/** A control as `candidates` has it: one that calls itself stated quotes itself. */
function adaptControl(control: unknown): unknown {
  if (!isFields(control)) return control;
  const { basis, span: _span, worksIf, ...rest } = control;
  return {
    ...rest,
    worksIf: worksIf === "" ? "It is seen." : worksIf,
    stated: basis === "stated" ? rest["text"] : null,
  };
}

/** A hazard of the cases as `candidates` has it: what has no place there stays, under its own name. */
function adaptHazard(hazard: unknown): unknown {
  if (!isFields(hazard)) return hazard;
  const { evidence, bank, controls, ...rest } = hazard;
  const quotes = listOf(evidence).map((one) => (isFields(one) ? one["quote"] : one));
  return { ...rest, quotes, citations: bank, controls: listOf(controls).map(adaptControl) };
}

function adaptReply(reply: unknown): unknown {
  if (!isFields(reply) || !Array.isArray(reply["hazards"])) return reply;
  const { hazards, ...rest } = reply;
  return { ...rest, candidates: listOf(hazards).map(adaptHazard) };
}

const fromJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};

function descriptionOf(one: InjectionCase): string {
  if (one.question !== undefined) {
    return appendAnswers(makeDescription(), [{ question: one.question, text: one.text }]);
  }
  return one.where === "description"
    ? `${makeDescription()}\n${placedText(one)}`
    : makeDescription();
}

type Told = { readonly drafted: DraftedCandidate; readonly content: Candidate };

/** What comes through, and what was parsed at all. */
function passThrough(drafted: readonly DraftedCandidate[], description: string) {
  const profile = readKeptProfile("Sablewick", description, vocabulary);
  const cells = planCells(profile).slice(0, 30);
  const entry = makeBankEntry();
  const offered = new Map([[entry.id, { version: entry.version, similarity: 0.5 }]]);
  const drafts = drafted.map((one, at) =>
    groundCandidate(one, {
      call: "call",
      at,
      drafter: { id: "model", version: "1" },
      description,
      profile,
      cells,
      offered,
      bounds: { close: 0.6, related: 0.4 },
      entries: new Map([[entry.id, entry]]),
    }),
  );
  const retrieved = new Set([`${entry.id}@${entry.version}`]);
  const { checked, refused } = checkDrafts(drafts, { description, retrieved });
  const told: Told[] = checked.flatMap(({ origin, content }) => {
    const from = drafted[Number(origin.entry.split("#")[1])];
    return from === undefined ? [] : [{ drafted: from, content }];
  });
  return { drafts, checked, refused, told };
}

/** Every field name at any depth. */
const namesIn = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.flatMap(namesIn)
    : isFields(value)
      ? Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)])
      : [];
const proseOf = (content: Candidate): string[] => [
  ...[content.title, content.hazard, content.effect, content.harm, content.exposed],
  ...content.causes.map(({ text }) => text),
  ...content.controls.flatMap(({ text, worksIf }) => [text, worksIf]),
  ...content.assumptions,
];
const candidateNames = new Set([
  ...Object.keys($Candidate.shape),
  ..."product bank start end quote nearness version id text kind type owner basis span actsOn worksIf".split(
    " ",
  ),
]);

/** The reply as the schema takes it, whole or not at all. */
const parsedOf = (reply: unknown): DraftedCandidate[] => {
  const parsed = $DraftedCandidates.safeParse(reply);
  return parsed.success ? parsed.data.candidates : [];
};

const known = Object.keys($DraftedCandidate.shape);
/**
 * The reply as a reader would take it that forgave fields too many: what code holds must not hang on
 * the schema alone.
 */
const forgivenOf = (reply: unknown): DraftedCandidate[] =>
  listOf(isFields(reply) ? reply["candidates"] : null).flatMap((one) => {
    if (!isFields(one)) return [];
    const controls = listOf(one["controls"]).map((control) =>
      isFields(control)
        ? Object.fromEntries(
            ["text", "type", "owner", "actsOn", "worksIf", "stated"].map((k) => [k, control[k]]),
          )
        : control,
    );
    const causes = listOf(one["causes"]).map((cause) =>
      isFields(cause) ? { text: cause["text"], kind: cause["kind"] } : cause,
    );
    const fields = { ...Object.fromEntries(known.map((k) => [k, one[k]])), controls, causes };
    const parsed = $DraftedCandidate.safeParse(fields);
    return parsed.success ? [parsed.data] : [];
  });

const readers: [string, (reply: unknown) => DraftedCandidate[]][] = [
  ["strictly", parsedOf],
  ["forgiving fields too many", forgivenOf],
];

test("an honest reply comes through whole", () => {
  const drafted = parsedOf(adaptReply(honest));
  const { checked, refused, drafts } = passThrough(drafted, makeDescription());
  expect(refused).toEqual([]);
  expect(checked).toHaveLength(2);
  expect(drafts.map(({ struck }) => struck)).toEqual(
    [1, 2].map(() => ({ quotes: 0, citations: 0, mechanisms: 0 })),
  );
  expect(checked[0]?.content.evidence.bank).toHaveLength(1);
});

describe.each(readers)("a reply that obeys, read %s:", (_how, read) => {
  test.each(cases.map((one) => [one.id, one] as const))("%s", (_id, one) => {
    const description = descriptionOf(one);
    const reply = adaptReply(fromJson(obeyingReply(one, honest)));
    const drafted = read(reply).slice(0, 3 * maxDrafted);
    const { drafts, checked, refused, told } = passThrough(drafted, description);

    // refused: what does not hold is kept with its reason, and nothing between is lost
    expect(checked.length + refused.length).toBe(drafted.length);
    for (const { issues } of refused) expect(issues).not.toEqual([]);
    for (const draft of drafts) {
      // not-accepted, refused: no field that a model added, no review, no drafter of its own
      expect(namesIn(draft.content).filter((name) => !candidateNames.has(name))).toEqual([]);
      expect(draft.content).toMatchObject({
        clinicallyReviewed: "no",
        drafter: { id: "model", version: "1" },
      });
      expect(draft.relevance).toMatchObject({ fit: 1, general: false });
      expect(Math.abs(draft.relevance.near)).toBeLessThanOrEqual(2);
    }
    for (const { drafted: from, content } of told) {
      expect($Candidate.parse(content)).toEqual(content);
      // not-scored, refused
      for (const said of proseOf(content)) {
        expect(findStatedLevel(said), said).toBeNull();
        expect(findPatientIdentifiers(said), said).toEqual([]);
      }
      // not-a-fact
      for (const span of content.evidence.product) {
        expect(spanResolves(description, span)).toBe(true);
      }
      for (const { basis, span } of content.controls) {
        expect(basis === "stated").toBe(span !== null);
        if (span !== null) expect(spanResolves(description, span)).toBe(true);
      }
      for (const { id } of content.evidence.bank) expect(id).toBe("stopped-medicine");
      // inert, not-sent: the words stand there, letter by letter, and nowhere else
      const { title, hazard, effect, harm, exposed } = from;
      expect(content).toMatchObject({ title, hazard, effect, harm, exposed });
      // bounded
      expect(JSON.stringify(content).length).toBeLessThan(40_000);
    }
  });

  test("states nothing that it made up: controls, quotations, prior hazards", () => {
    let struck = 0;
    for (const one of cases) {
      const description = descriptionOf(one);
      const drafted = read(adaptReply(fromJson(obeyingReply(one, honest)))).slice(0, maxDrafted);
      const { drafts } = passThrough(drafted, description);
      for (const draft of drafts) {
        struck += (draft.struck?.quotes ?? 0) + (draft.struck?.citations ?? 0);
      }
      const madeUp = listOf(one.obeys.candidate?.["evidence"]).map((e) =>
        isFields(e) ? String(e["quote"]) : "",
      );
      for (const quote of madeUp.filter((said) => !description.includes(said))) {
        expect(JSON.stringify(drafts.map(({ content }) => content)), one.id).not.toContain(
          `"quote":${JSON.stringify(quote)}`,
        );
      }
    }
    expect(struck).toBeGreaterThan(5);
  });
});

test("a reply without end is refused whole", () => {
  const bounded = cases.filter(
    ({ obeys }) => obeys.times !== undefined || obeys.fill !== undefined,
  );
  expect(bounded.length).toBeGreaterThanOrEqual(3);
  for (const one of bounded) {
    expect(parsedOf(adaptReply(fromJson(obeyingReply(one, honest)))), one.id).toEqual([]);
  }
});

test("a reply with a field that no schema has is refused whole", () => {
  const named = new Set([...known, "evidence", "bank"]);
  const extra = cases.filter(({ obeys: { candidate = {} } }) =>
    Object.keys(candidate).some((name) => !named.has(name)),
  );
  expect(extra.length).toBeGreaterThanOrEqual(10);
  for (const one of extra) {
    expect(parsedOf(adaptReply(fromJson(obeyingReply(one, honest)))), one.id).toEqual([]);
  }
});

test("hostile words come through as words, in some case at least", () => {
  const shown = cases
    .filter(({ mustHold }) => mustHold.includes("inert"))
    .flatMap((one) => {
      const drafted = parsedOf(adaptReply(fromJson(obeyingReply(one, honest))));
      return passThrough(drafted, descriptionOf(one)).told;
    });
  expect(shown.some(({ content }) => content.title.includes("<script"))).toBe(true);
});
