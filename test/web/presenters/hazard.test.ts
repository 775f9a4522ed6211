import { describe, expect, test } from "vitest";
import type { Hazard, RiskEvaluation } from "../../../src/domain/hazard/hazard.ts";
import { wholeLog } from "../../../src/domain/hazard/log-filter.ts";
import { withSideEffects } from "../../../src/domain/hazard/side-effects.ts";
import { exampleScheme } from "../../../src/domain/risk/scheme.ts";
import { presentHazardPage, type HazardPage } from "../../../src/web/presenters/hazard/page.ts";
import { missingInEvaluation, missingInScore } from "../../../src/web/presenters/hazard/risk.ts";
import { presentLog } from "../../../src/web/presenters/log.ts";
import {
  makeDecision,
  makeHazard,
  makeLogSlice,
  makeProvenance,
  makeScore,
  makeShownHazard,
} from "../make-shown-hazard.ts";
import { makeProduct } from "../make-shown.ts";
import { makeTyped } from "../make-typed.ts";

const hazard = makeHazard();
const score = makeScore();
const shownOf = (one: Hazard) => ({ ...makeShownHazard(), hazard: one });
const present = (
  one: Hazard = hazard,
  rest: Partial<Parameters<typeof presentHazardPage>[0]> = {},
): HazardPage =>
  presentHazardPage({
    ...{ shown: shownOf(one), provenance: makeProvenance(), key: "key-1", naming: null },
    ...rest,
  });
const deskOf = (page: HazardPage) => {
  if (page.desk === null) throw new Error("Expected a desk.");
  return page.desk;
};

describe("the hazard log", () => {
  const line = (one: Hazard) =>
    presentLog(makeLogSlice([one]), { filter: wholeLog, page: 1 }).hazards[0];

  test("points out causes without a control, or with training alone", () => {
    expect(line(hazard)?.causes.map(({ gap }) => gap)).toEqual([
      "",
      "training alone",
      "no control",
    ]);
  });

  test("says of each control whether it exists, its kind, owner and causes", () => {
    expect(line(hazard)?.controls.map(({ state, about }) => `${state}: ${about}`)).toEqual([
      "not confirmed to exist: design, maker, cause 1",
      "confirmed to exist: training, third-party supplier, causes 1 and 2",
    ]);
  });

  test("has no score until a person scored, and says why one has to be given again", () => {
    expect(line(hazard)?.initial).toBeNull();
    const rescore = ["the harm changed"];
    expect(line({ ...hazard, initial: { ...score, rescore } })?.initial).toMatchObject({
      level: 3,
      rescore,
    });
  });

  test("says which are withdrawn", () => {
    const withdrawn = line({ ...hazard, status: "withdrawn" });
    expect([withdrawn?.withdrawn, withdrawn?.status]).toEqual([true, "withdrawn"]);
  });
});

describe("a hazard as it is shown", () => {
  test("says where each cause and control came from", () => {
    const { causes } = present();
    expect(causes.map(({ source }) => source)).toEqual([
      { named: { ref: "S-7", href: "/products/marlnote/suggestions/S-7" }, part: "cause 2" },
      null,
      null,
    ]);
    expect(causes[0]?.controls[0]?.source?.part).toBe("control 1");
  });

  test("shows a control under each cause that it acts on, marked, and to be ticked under the first", () => {
    const [first, second] = present().causes;
    expect(first?.controls.map((c) => [c.number, c.alsoActsOn, c.before])).toEqual([
      [1, "", null],
      [2, "also acts on cause 2", null],
    ]);
    expect(second?.controls.map((c) => [c.number, c.alsoActsOn, c.before])).toEqual([
      [2, "also acts on cause 1", 1],
    ]);
  });

  test("says in one line which causes lack a control", () => {
    expect(present().gaps).toBe("Cause 3 has no control; cause 2 has training alone.");
  });

  test("its history is newest first, each with who, when, why and what changed", () => {
    const { history } = present();
    expect(history.map(({ sentence }) => sentence.replace(/ by .*/u, ""))).toEqual([
      "Initial risk found not acceptable",
      "Initial risk scored Major, Medium: level 3,",
      "Version 2: edited",
      "Version 1: accepted from S-7",
    ]);
    expect(history[2]).toMatchObject({
      text: "Some words.",
      changes: [{ what: "Cause 1", was: "Some words.", is: "Some words.Some words." }],
    });
  });

  test("says who changed it since it was shown, and what", () => {
    const [old] = makeShownHazard().versions;
    const { since } = present(makeShownHazard().hazard, {
      typed: makeTyped({ seen: old?.hash ?? "" }),
    });
    expect(since?.sentence).toContain("H-3 was changed by Dr Okafor on 2 March 2026");
    expect(since?.changes).toContainEqual({
      what: "Harm",
      was: "Wrong treatment.",
      is: "Some words.",
    });
    expect(present().since).toBeNull();
  });

  test("a withdrawn one offers nothing to send", () => {
    expect(present({ ...hazard, status: "withdrawn" }).desk).toBeNull();
  });

  test("is withdrawn by hand only when it came from nowhere else and is unscored", () => {
    const own = {
      ...hazard,
      causes: hazard.causes.map((cause) => ({ ...cause, from: null })),
      controls: [],
    };
    expect(deskOf(present(own)).withdraw.instead).toBeNull();
    expect(deskOf(present()).withdraw.instead).toContain("H-3 holds what S-7 suggested");
    expect(deskOf(present({ ...own, initial: score })).withdraw.instead).toContain("was scored");
  });

  test("a deployer's own log cannot be transferred", () => {
    const shown = { ...shownOf(hazard), product: makeProduct({ standard: "dcb0160" }) };
    const { status } = deskOf(present(hazard, { shown }));
    expect(status.choice.choices.map(({ value }) => value)).toEqual(["open", "closed"]);
  });
});

describe("scoring and evaluating", () => {
  test("offers every word of the scheme with its definition", () => {
    const form = deskOf(present()).score;
    expect(form?.severity.choices.map(({ label }) => label)).toEqual(
      exampleScheme.severities.map(({ word }) => word),
    );
    expect(form?.likelihood.choices.map(({ means }) => means)).toEqual(
      exampleScheme.likelihoods.map(({ definition }) => definition),
    );
  });

  test("chooses nothing in any form, before a score and after", () => {
    for (const one of [hazard, { ...hazard, initial: score }]) {
      expect(JSON.stringify(present(one))).not.toContain('"checked":true');
      expect(JSON.stringify(present(one))).not.toContain('"ticked":true');
    }
  });

  test("shows a level only once it is scored", () => {
    const page = present();
    // The scheme's whole matrix may be looked at while scoring: it says nothing of this hazard.
    const desk = { ...page.desk, score: { ...deskOf(page).score, matrix: null } };
    const unscored = { ...page, desk, history: [] };
    expect(deskOf(page).score?.matrix?.rows.flatMap(({ cells }) => cells)).not.toContainEqual(
      expect.objectContaining({ chosen: true }),
    );
    expect(JSON.stringify(unscored)).not.toMatch(/"level"|Unacceptable|Undesirable/u);
    expect(present({ ...hazard, initial: score }).stages[0]).toMatchObject({
      stage: "Initial",
      level: 3,
      scoredBy: "Dr Okafor, Clinical Safety Officer, 2 March 2026 at 09:00 UTC",
    });
  });

  test("only a score that holds can be evaluated", () => {
    const stages = (one: Hazard) =>
      deskOf(present(one)).evaluation?.stage.choices.map(({ value }) => value) ?? [];
    const old = { ...score, stage: "residual" as const, rescore: ["the harm changed"] };
    expect(stages(hazard)).toEqual([]);
    expect(stages({ ...hazard, initial: score, residual: old })).toEqual(["initial"]);
  });

  test("asks for what is missing, field by field", () => {
    const fields = (problems: readonly { field: string | null }[]) =>
      problems.map(({ field }) => field);
    expect(fields(missingInScore(makeTyped({ stage: "later" })))).toEqual([
      "stage",
      "severity",
      "likelihood",
    ]);
    const whole = { stage: "residual", severity: "Minor", likelihood: "Low" };
    expect(missingInScore(makeTyped(whole))).toEqual([]);
    expect(fields(missingInEvaluation(makeTyped({ present: " \n " })))).toEqual([
      "evaluate-stage",
      "acceptable",
      "evaluate-reason",
      "present",
    ]);
    const evaluation = {
      ...{ "evaluate-stage": "initial", acceptable: "no", "evaluate-reason": "Too high." },
      ...{ present: "Dr Okafor", benefit: "Saves time." },
    };
    expect(fields(missingInEvaluation(makeTyped(evaluation)))).toEqual(["benefit"]);
    const residual = { ...evaluation, "evaluate-stage": "residual" };
    expect(missingInEvaluation(makeTyped(residual))).toEqual([]);
  });
});

describe("the matrix beside the scores", () => {
  const marksOf = (one: Hazard) =>
    present(one).matrix?.rows.flatMap(({ word, cells }) =>
      cells.flatMap(({ level, marks }) => marks.map((mark) => `${mark}: ${word}, ${level}`)),
    );
  const residual = { ...score, id: "score-2", stage: "residual", likelihood: "Low" } as const;

  test("marks by name where each score stands", () => {
    expect(marksOf({ ...hazard, initial: score, residual })).toEqual([
      "initial: Medium, 3",
      "residual: Low, 3",
    ]);
    expect(present().matrix).toBeNull();
  });

  test("says nothing of a score that was given by another scheme", () => {
    const foreign = { ...hazard, initial: { ...score, scheme: "own 2" } };
    expect(marksOf(foreign)).toEqual([]);
    expect(present(foreign).stages[0]).toMatchObject({ meaning: "", severityMeans: "" });
    expect(present({ ...hazard, initial: score }).stages[0]?.likelihoodMeans).toBe("Possible.");
  });
});

describe("what is known of each control", () => {
  const known = (one: Hazard = hazard, decisions = makeShownHazard().decisions) =>
    present(one, { shown: { ...shownOf(one), decisions } });
  const answered = makeDecision({
    verb: "consider",
    controls: [2],
    text: withSideEffects(null, [{ control: 2, newHazard: "See H-4.", others: "No." }]),
  });

  test("asks for evidence of the maker's measures alone", () => {
    const evidence = { implemented: "Build 7, as H-12 says.", works: "" };
    const controls = hazard.controls.map((control) => ({ ...control, evidence }));
    const [makers, supplier] = known({ ...hazard, controls }).known;
    expect(supplier?.evidence).toBeNull();
    expect(makers?.evidence?.implemented).toEqual([
      { text: "Build 7, as ", href: null },
      { text: "H-12", href: "/products/marlnote/hazards/H-12" },
      { text: " says.", href: null },
    ]);
    expect(makers?.evidence?.fields.map(({ value }) => value)).toEqual([
      "Build 7, as H-12 says.",
      "",
    ]);
  });

  test("says what was answered, by whom, and what nobody has answered", () => {
    const { known: controls, needs } = known(hazard, [answered]);
    expect(controls.map(({ considered }) => considered.said?.others)).toEqual([
      undefined,
      [{ text: "No.", href: null }],
    ]);
    expect(needs.map(({ text }) => text)).toEqual([
      "Nobody has said whether control 1 brings a new hazard or changes another",
    ]);
  });

  test("asks nothing of controls where the initial risk was found acceptable", () => {
    const initial: RiskEvaluation = {
      id: "evaluation-1",
      stage: "initial",
      acceptable: true,
      reason: "Low.",
      present: ["CSO"],
      benefit: null,
      score: score.id,
      by: "Dr Okafor (cso)",
      at: score.at,
      current: true,
    };
    const evaluation = { initial, residual: null };
    expect(known({ ...hazard, initial: score, evaluation }, []).needs).toEqual([]);
  });
});

describe("what was typed", () => {
  const typed = { seen: hazard.hash, controls: "1", "confirm-text": "seen it", "link-cause": "2" };

  test("is kept, ticks too, while the hazard is what was seen", () => {
    const page = present(hazard, { typed: makeTyped(typed) });
    expect(page.causes[0]?.controls[0]?.ticked).toBe(true);
    expect(deskOf(page).confirm.text.value).toBe("seen it");
    expect(deskOf(page).link.cause.choices.map(({ checked }) => checked)).toEqual([
      false,
      true,
      false,
    ]);
  });

  test("keeps its words on a changed hazard, where numbers are chosen again", () => {
    const page = present(hazard, { typed: makeTyped({ ...typed, seen: "1".repeat(64) }) });
    expect(page.causes[0]?.controls[0]?.ticked).toBe(false);
    expect(deskOf(page).confirm.text.value).toBe("seen it");
    expect(deskOf(page).link.cause.choices.some(({ checked }) => checked)).toBe(false);
  });
});
