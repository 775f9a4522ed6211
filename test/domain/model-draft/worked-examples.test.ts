import { describe, expect, test } from "vitest";
import { parseVocabulary } from "../../../src/domain/facet/vocabulary.ts";
import { groundControls } from "../../../src/domain/model-draft/ground-controls.ts";
import { joinProfile } from "../../../src/domain/model-draft/join-profile.ts";
import { draftingAnswers } from "../../../src/domain/prompt/answers.ts";
import type { draftingOutputs } from "../../../src/domain/prompt/prompt.ts";
import { loadPrompts } from "../../../src/infra/files/prompts.ts";
import { larder } from "../../support/make-material.ts";
import { makeProfile } from "../profile/make-profile.ts";

const prompts = await loadPrompts();

/** The answers of a prompt's worked examples. */
const answersOf = (task: keyof typeof draftingOutputs): unknown[] =>
  [...prompts[task].body.matchAll(/```json\n(?<told>.*?)\n```/gsu)].map((match): unknown =>
    JSON.parse(match.groups?.["told"] ?? ""),
  );

const drafting = ["draft-function", "draft-lens", "draft-interactions", "gaps"] as const;
const drafted = drafting.flatMap((task) =>
  answersOf(task).flatMap((told) => draftingAnswers["drafted-candidates"].parse(told).candidates),
);

test("each control that a worked example calls stated is let through as stated", () => {
  const stated = drafted.flatMap(({ controls }) => controls.filter((one) => one.stated !== null));
  expect(stated.length).toBeGreaterThan(0);
  for (const candidate of drafted) {
    const { kept, missingQuotes, dropped } = groundControls(candidate, larder);
    expect([missingQuotes, dropped]).toEqual([0, 0]);
    expect(kept.map(({ span }) => span?.quote ?? null)).toEqual(
      candidate.controls.map((one) => one.stated),
    );
  }
});

describe("the profile of the worked example", () => {
  const labelled = (...ids: string[]) =>
    Object.fromEntries(
      ids.map((id) => [id, { label: id.replaceAll("-", " "), cues: ["no cue at all"] }]),
    );
  /** Its vocabulary, of which the labels alone are shown. */
  const vocabulary = parseVocabulary({
    capability: labelled("meal-ordering", "allergy-check", "tube-feeding"),
    ...{ data: labelled("allergies"), user: labelled("ward-staff") },
    ...{ setting: labelled("hospital-ward"), technology: {}, population: {}, phase: {} },
  });
  const [told] = answersOf("profile").map((one) => draftingAnswers["product-profile"].parse(one));
  if (told === undefined) throw new Error("expected a worked example");
  const joined = joinProfile(makeProfile(), told, larder, vocabulary);

  test("is let through with each function that shows a capability", () => {
    const shown = told.functions.filter(({ capabilities }) => capabilities.length > 0);
    expect(shown.length).toBeGreaterThan(1);
    expect(joined.functions.map(({ span }) => span.quote)).toEqual(shown.map((one) => one.quote));
  });

  test("is let through with each facet that the vocabulary has", () => {
    const ids = told.facets.flatMap(({ id }) => id ?? []);
    expect(ids.length).toBeGreaterThan(1);
    expect(joined.facets.map(({ id }) => id)).toEqual(ids);
  });
});
