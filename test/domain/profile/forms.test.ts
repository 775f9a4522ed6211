import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readProfile } from "../../../src/domain/profile/read.ts";
import { loadVocabulary } from "../../../src/infra/files/vocabulary.ts";
import { keysOf } from "./make-profile.ts";

const vocabulary = await loadVocabulary();
const folder = new URL("../../fixtures/descriptions/forms/", import.meta.url);
const open = (file: string): string => readFileSync(new URL(file, folder), "utf8");

/** What is read where each product is described under labels: purpose, users, functions, data. */
const labelled = Object.entries(
  z.record(z.string(), z.array(z.string())).parse(JSON.parse(open("labelled.json"))),
);
const forms = ["prose", "bullets"];
const written = labelled.flatMap(([product, facets]) =>
  forms.map((form) => [product, form, facets] as const),
);

describe("a product described in another form", () => {
  test.each(written)("%s as %s keeps at least nine facets in ten", (product, form, facets) => {
    const profile = readProfile(product, open(`${product}.${form}.md`), vocabulary);
    const has = new Set(keysOf(profile?.facets ?? []));
    const lost = facets.filter((key) => !has.has(key));
    expect(facets.length).toBeGreaterThan(15);
    expect(lost.length / facets.length, lost.join(", ")).toBeLessThanOrEqual(0.1);
  });

  test.each(written)("%s as %s states little else", (product, form, facets) => {
    const profile = readProfile(product, open(`${product}.${form}.md`), vocabulary);
    const more = keysOf(profile?.facets ?? []).filter((key) => !facets.includes(key));
    expect(more.length / facets.length, more.join(", ")).toBeLessThanOrEqual(0.1);
  });

  test("denies in each form what it denies under labels", () => {
    for (const form of forms) {
      const profile = readProfile("WellOS", open(`wellos.${form}.md`), vocabulary);
      expect(keysOf(profile?.excluded ?? [])).toEqual(["capability:messaging"]);
    }
  });
});
