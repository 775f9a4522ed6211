import { describe, expect, test } from "vitest";
import { facetKinds } from "../../../src/domain/facet/kinds.ts";
import { phaseQuestions } from "../../../src/domain/cell/prompts.ts";
import { loadVocabulary } from "../../../src/infra/files/vocabulary.ts";

const { facets, cues } = await loadVocabulary();

describe("the shipped vocabulary", () => {
  test("has facets of every kind, each with a cue by which it is found", () => {
    const found = new Set(
      [...cues.values()].flat().map(({ facet }) => `${facet.kind}:${facet.id}`),
    );
    expect([...facets.keys()].filter((key) => !found.has(key))).toEqual([]);
    const kinds = new Set([...facets.values()].map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(facetKinds));
  });

  test("has no cue that begins or ends with a gap", () => {
    const all = [...cues.values()].flat();
    expect(all.length).toBeGreaterThan(500);
    expect(all.filter(({ stems }) => stems.at(0) === null || stems.at(-1) === null)).toEqual([]);
  });

  test("knows every facet that the domain names", () => {
    const named = [
      "technology:language-model",
      "technology:machine-learning",
      "technology:image-analysis",
      "technology:speech-recognition",
      "technology:third-party-service",
      "technology:cloud-hosting",
      "technology:single-sign-on",
      "capability:record-write-back",
      "capability:offline-use",
      "capability:proxy-access",
      "capability:patient-identity",
      "capability:translation",
      "population:children",
      "population:limited-english",
      "phase:unavailability",
      "phase:model-update",
      ...Object.keys(phaseQuestions).map((id) => `phase:${id}`),
    ];
    expect(named.filter((key) => !facets.has(key))).toEqual([]);
  });
});
